import { type BitReader, BzipFault } from './bit-reader.ts';

const maxLength = 20;

/** A canonical Huffman code: for each length the highest code and where its symbols begin. */
export interface HuffmanTable {
  readonly limits: Int32Array;
  readonly offsets: Int32Array;
  readonly symbols: Uint16Array;
}

/** Reads the lengths of the codes of `symbolCount` symbols, written as differences, and makes the table. */
export function readHuffmanTable(reader: BitReader, symbolCount: number): HuffmanTable {
  const lengths = new Uint8Array(symbolCount);
  let length = reader.bits(5);
  for (let symbol = 0; symbol < symbolCount; symbol += 1) {
    while (reader.bits(1) === 1) {
      length += reader.bits(1) === 0 ? 1 : -1;
      if (length < 1 || length > maxLength) throw new BzipFault('has a code that is too long');
    }
    if (length < 1 || length > maxLength) throw new BzipFault('has a code that is too long');
    lengths[symbol] = length;
  }
  return makeTable(lengths);
}

function makeTable(lengths: Uint8Array): HuffmanTable {
  const symbols = new Uint16Array(lengths.length);
  const limits = new Int32Array(maxLength + 2).fill(-1);
  const offsets = new Int32Array(maxLength + 2);
  let [code, placed] = [0, 0];
  for (let length = 1; length <= maxLength; length += 1) {
    offsets[length] = placed - code;
    lengths.forEach((one, symbol) => {
      if (one !== length) return;
      symbols[placed++] = symbol;
      code += 1;
    });
    limits[length] = code - 1;
    code <<= 1;
  }
  return { limits, offsets, symbols };
}

/** Reads one symbol. */
export function readSymbol(reader: BitReader, { limits, offsets, symbols }: HuffmanTable): number {
  let code = 0;
  for (let length = 1; length <= maxLength; length += 1) {
    code = (code << 1) | reader.bits(1);
    if (code > (limits[length] ?? -1)) continue;
    const symbol = symbols[code + (offsets[length] ?? 0)];
    if (symbol !== undefined) return symbol;
  }
  throw new BzipFault('has a code that stands for nothing');
}
