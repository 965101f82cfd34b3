/** Numbers in foreign bytes, in one byte order; what lies outside the bytes, or is no safe integer, is not a number (NaN). */
export class ByteReader {
  readonly #view: DataView;
  readonly #isLittle: boolean;

  constructor(bytes: Uint8Array, isLittle: boolean) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#isLittle = isLittle;
  }

  u16(offset: number): number {
    return this.#holds(offset, 2) ? this.#view.getUint16(offset, this.#isLittle) : Number.NaN;
  }

  u32(offset: number): number {
    return this.#holds(offset, 4) ? this.#view.getUint32(offset, this.#isLittle) : Number.NaN;
  }

  u64(offset: number): number {
    if (!this.#holds(offset, 8)) return Number.NaN;
    const value = Number(this.#view.getBigUint64(offset, this.#isLittle));
    return Number.isSafeInteger(value) ? value : Number.NaN;
  }

  /** Four or eight bytes, as pointers of a program are. */
  word(offset: number, size: 4 | 8): number {
    return size === 8 ? this.u64(offset) : this.u32(offset);
  }

  #holds(offset: number, length: number): boolean {
    return offset >= 0 && offset + length <= this.#view.byteLength;
  }
}
