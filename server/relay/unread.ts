/** What was sent to a client and not yet acknowledged, and who waits for room. */
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

  /** Everything up to and with `seq` was read; ms that the last of it took, undefined when nothing of it was open. */
  read(seq: number, now: number): number | undefined {
    let took: number | undefined;
    while (this.#sent.length > 0 && this.#sent[0].seq <= seq) {
      const {at, bytes} = this.#sent.shift()!;
      this.bytes -= bytes;
      took = now - at;
    }
    return took;
  }

  /** ms since the oldest was sent; 0 when all is read. */
  behind(now: number): number {
    return this.#sent.length > 0 ? now - this.#sent[0].at : 0;
  }

  /** Resolves with the next `release`. */
  room(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** The connection has ended. */
  clear(): void {
    this.#sent = [];
    this.bytes = 0;
    this.release();
  }
}
