import { type BitReader, BzipFault } from './bit-reader.ts';
import { type HuffmanTable, readHuffmanTable, readSymbol } from './huffman-tables.ts';

const groupLength = 50;

/** A block before the Burrows-Wheeler transform is undone: its bytes and the row that the text begins at. */
export interface SortedBlock {
  readonly bytes: Uint8Array;
  readonly start: number;
}

/** Reads one block of at most `maxBytes` after its checksum: the Huffman codes, runs of zeros and move-to-front are undone. */
export function readBlock(reader: BitReader, maxBytes: number): SortedBlock {
  if (reader.bits(1) === 1) throw new BzipFault('is randomised, as no bzip2 since 0.9.5 writes it');
  const start = reader.bits(24);
  const alphabet = readAlphabet(reader);
  const { tables, selectors } = readTables(reader, alphabet.length + 2);
  const bytes = new Uint8Array(maxBytes);
  const end = alphabet.length + 1;
  let [length, run, weight, read] = [0, 0, 1, 0];
  for (;;) {
    const table = tables[selectors[Math.floor(read++ / groupLength)] ?? -1];
    if (table === undefined) throw new BzipFault('has more symbols than it says');
    const symbol = readSymbol(reader, table);
    if (symbol <= 1) {
      // Runs of the first symbol are numbers of base two with the digits 1 and 2.
      run += weight << symbol;
      weight *= 2;
      if (run > maxBytes) throw new BzipFault('has a block that is too large');
      continue;
    }
    if (run > 0) {
      if (length + run > maxBytes) throw new BzipFault('has a block that is too large');
      bytes.fill(alphabet[0] ?? 0, length, length + run);
      length += run;
      [run, weight] = [0, 1];
    }
    if (symbol === end) break;
    if (length >= maxBytes) throw new BzipFault('has a block that is too large');
    bytes[length++] = moveToFront(alphabet, symbol - 1);
  }
  if (start >= length) throw new BzipFault('has a block that begins beyond its end');
  return { bytes: bytes.subarray(0, length), start };
}

function readAlphabet(reader: BitReader): Uint8Array {
  const ranges = reader.bits(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range += 1) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const members = reader.bits(16);
    for (let member = 0; member < 16; member += 1) {
      if ((members & (0x8000 >> member)) !== 0) used.push(range * 16 + member);
    }
  }
  if (used.length === 0) throw new BzipFault('has a block without bytes');
  return Uint8Array.from(used);
}

function readTables(
  reader: BitReader,
  symbolCount: number,
): { readonly tables: readonly HuffmanTable[]; readonly selectors: Uint8Array } {
  const count = reader.bits(3);
  const selectorCount = reader.bits(15);
  if (count < 2 || count > 6 || selectorCount === 0) throw new BzipFault('has no code tables');
  const order = Uint8Array.from({ length: count }, (_, index) => index);
  const selectors = new Uint8Array(selectorCount);
  for (let index = 0; index < selectorCount; index += 1) {
    let place = 0;
    while (reader.bits(1) === 1) place += 1;
    if (place >= count) throw new BzipFault('selects a table that is not there');
    selectors[index] = moveToFront(order, place);
  }
  return { tables: Array.from({ length: count }, () => readHuffmanTable(reader, symbolCount)), selectors };
}

/** The value at a place, which then is the first. */
function moveToFront(values: Uint8Array, place: number): number {
  const value = values[place] ?? 0;
  values.copyWithin(1, 0, place);
  values[0] = value;
  return value;
}
