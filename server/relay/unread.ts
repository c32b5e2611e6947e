/** Messages sent to a client and not yet acknowledged, and the callers that wait until there are fewer. */
export class Unread {
  bytes = 0;
  #sent: {seq: number; at: number; bytes: number}[] = [];
  #waiting: (() => void)[] = [];

  get empty(): boolean {
    return this.#sent.length === 0;
  }

  add(seq: number, at: number, bytes: number): void {
    this.#sent.push({seq, at, bytes});
    this.bytes += bytes;
  }

  /** Removes messages up to and including `seq`; returns the ms between sending and acknowledging the last of them, if any. */
  acknowledge(seq: number, now: number): number | undefined {
    let took: number | undefined;
    while (this.#sent.length > 0 && this.#sent[0].seq <= seq) {
      const {at, bytes} = this.#sent.shift()!;
      this.bytes -= bytes;
      took = now - at;
    }
    return took;
  }

  /** ms since the oldest was sent; 0 when all are acknowledged. */
  behind(now: number): number {
    return this.#sent.length > 0 ? now - this.#sent[0].at : 0;
  }

  /** Resolves at the next `release`. */
  room(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Releases everything when the connection has ended. */
  clear(): void {
    this.#sent = [];
    this.bytes = 0;
    this.release();
  }
}
