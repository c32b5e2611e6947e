/** The known samples of a channel one after the other, with its integral over time; grows as rows come. */
export class KnownSamples {
  count = 0;
  time = new Float64Array(0);
  value = new Float64Array(0);
  /** ∫ value dt since the run began, by trapezoids */
  area = new Float64Array(0);
  /** index of the first sample of the run */
  start = new Int32Array(0);
  #taken = 0;

  /** Takes rows up to `known` of [x, time, runs]. */
  take(x: Float64Array, time: Float64Array, run: Float64Array, known: number): void {
    const most = this.count + known - this.#taken;
    if (most > this.time.length) this.#grow(Math.max(most, 2 * this.time.length));
    for (let i = this.#taken; i < known; i++) {
      if (Number.isNaN(run[i])) continue;
      const k = this.count++;
      this.time[k] = time[i];
      this.value[k] = x[i];
      const begins = run[i] < 0;
      this.start[k] = begins ? k : this.start[k - 1];
      this.area[k] = begins ? 0 : this.area[k - 1] + ((this.value[k - 1] + x[i]) / 2) * (time[i] - this.time[k - 1]);
    }
    this.#taken = Math.max(this.#taken, known);
  }

  /** Whether a sample has another after it in its run. */
  continues(k: number): boolean {
    return k + 1 < this.count && this.start[k + 1] === this.start[k];
  }

  /** ∫ up to a time at or after sample k and before the next; values are linear between samples. */
  areaAt(k: number, time: number): number {
    const passed = time - this.time[k];
    if (passed === 0 || !this.continues(k)) return this.area[k];
    const slope = (this.value[k + 1] - this.value[k]) / (this.time[k + 1] - this.time[k]);
    return this.area[k] + passed * (this.value[k] + (slope * passed) / 2);
  }

  #grow(length: number): void {
    const wider = <T extends Float64Array | Int32Array>(column: T): T => {
      const all = new (column.constructor as new (length: number) => T)(length);
      all.set(column);
      return all;
    };
    this.time = wider(this.time);
    this.value = wider(this.value);
    this.area = wider(this.area);
    this.start = wider(this.start);
  }
}
