const pageSize = 4096;
const headerSize = 26;
const pageType = { overflow: 7, hashMeta: 8, hash: 13 } as const;

/** Writes a Berkeley DB hash database of 4096-byte pages with one record for each header, numbered from 1, and the counter. */
export function writeBerkeleyHash(
  headers: readonly Uint8Array[],
  options: { readonly byteOrder?: 'little' | 'big'; readonly buckets?: number } = {},
): Buffer {
  const numbers = numbersOf(options.byteOrder ?? 'little');
  const buckets = options.buckets ?? 4;
  const pages: Buffer[] = Array.from({ length: buckets + 1 }, () => Buffer.alloc(pageSize));
  const last = Array.from({ length: buckets }, (_, bucket) => startPage(pages, bucket + 1, numbers));
  const counter = numbers.u32(headers.length);
  for (const [key, value] of [counter, ...headers].entries()) {
    const bucket = key % buckets;
    const keyItem = Buffer.concat([Buffer.from([1]), numbers.u32(key)]);
    const item =
      value.length > pageSize / 4 ? offPage(pages, value, numbers) : Buffer.concat([Buffer.from([1]), value]);
    let page = last[bucket];
    if (page === undefined || !fits(page, keyItem.length + item.length, numbers)) {
      const next = startPage(pages, pages.length, numbers);
      page?.set(numbers.u32(pages.indexOf(next)), 16);
      last[bucket] = next;
      page = next;
    }
    addItem(page, keyItem, numbers);
    addItem(page, item, numbers);
  }
  pages[0]?.set(metaPage(pages.length, buckets, numbers));
  return Buffer.concat(pages);
}

type Numbers = ReturnType<typeof numbersOf>;

function numbersOf(byteOrder: 'little' | 'big') {
  const isLittle = byteOrder === 'little';
  return {
    u16: (value: number) => toBytes(2, (view) => view.setUint16(0, value, isLittle)),
    u32: (value: number) => toBytes(4, (view) => view.setUint32(0, value, isLittle)),
    readU16: (page: Buffer, at: number) => (isLittle ? page.readUInt16LE(at) : page.readUInt16BE(at)),
  };
}

function toBytes(size: number, write: (view: DataView) => void): Buffer {
  const bytes = new ArrayBuffer(size);
  write(new DataView(bytes));
  return Buffer.from(bytes);
}

function startPage(pages: Buffer[], number: number, numbers: Numbers, type: number = pageType.hash): Buffer {
  const page = pages[number] ?? Buffer.alloc(pageSize);
  pages[number] = page;
  page.set(numbers.u32(number), 8);
  page.set(numbers.u16(pageSize), 22);
  page[25] = type;
  return page;
}

function fits(page: Buffer, size: number, numbers: Numbers): boolean {
  return headerSize + 2 * (numbers.readU16(page, 20) + 2) + size <= numbers.readU16(page, 22);
}

function addItem(page: Buffer, item: Buffer, numbers: Numbers): void {
  const count = numbers.readU16(page, 20);
  const start = numbers.readU16(page, 22) - item.length;
  page.set(item, start);
  page.set(numbers.u16(start), headerSize + 2 * count);
  page.set(numbers.u16(count + 1), 20);
  page.set(numbers.u16(start), 22);
}

/** Writes a value on overflow pages and returns the item that points to them. */
function offPage(pages: Buffer[], value: Uint8Array, numbers: Numbers): Buffer {
  const room = pageSize - headerSize;
  const first = pages.length;
  for (let at = 0; at < value.length; at += room) {
    const number = pages.length;
    const page = startPage(pages, number, numbers, pageType.overflow);
    const part = value.subarray(at, at + room);
    page.set(part, headerSize);
    page.set(numbers.u16(1), 20);
    page.set(numbers.u16(part.length), 22);
    if (at + room < value.length) page.set(numbers.u32(number + 1), 16);
    if (at > 0) page.set(numbers.u32(number - 1), 12);
  }
  return Buffer.concat([Buffer.from([3, 0, 0, 0]), numbers.u32(first), numbers.u32(value.length)]);
}

function metaPage(pageCount: number, buckets: number, numbers: Numbers): Buffer {
  const page = Buffer.alloc(pageSize);
  page.set(numbers.u32(0x061561), 12);
  page.set(numbers.u32(9), 16);
  page.set(numbers.u32(pageSize), 20);
  page[25] = pageType.hashMeta;
  page.set(numbers.u32(pageCount - 1), 32);
  page.set(numbers.u32(buckets - 1), 72);
  page.set(numbers.u32(buckets - 1), 76);
  page.set(numbers.u32((buckets >> 1) - 1), 80);
  // Bucket b is on page b + spares[⌈log2(b + 1)⌉]: all of them start right after this page.
  for (let i = 0; i < 32; i++) page.set(numbers.u32(1), 96 + 4 * i);
  return page;
}
