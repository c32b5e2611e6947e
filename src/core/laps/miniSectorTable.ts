/** Mini-sector times of many laps in one growing array: an array per lap would need three times the memory. */
export class MiniSectorTable {
  #values: Float32Array = new Float32Array(0);
  #rows = 0;

  /** @param width mini-sectors of a lap */
  constructor(readonly width: number) {}

  /** Appends a lap's times; returns its row number. */
  add(times: ArrayLike<number>): number {
    const at = this.#rows * this.width;
    if (at + this.width > this.#values.length) {
      const grown = new Float32Array(Math.max(64 * this.width, Math.ceil(this.#values.length * 1.25)));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.set(times, at);
    return this.#rows++;
  }

  /** A view, valid until the next `add`. */
  row(row: number): Float32Array {
    return this.#values.subarray(row * this.width, (row + 1) * this.width);
  }
}
