/** Bytes that are written from front to back and grow as needed. */
export class GrowingBytes {
  protected bytes: Uint8Array<ArrayBuffer>;
  protected view: DataView;
  protected used = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  /** A copy of the written bytes. */
  written(): Uint8Array {
    return this.bytes.slice(0, this.used);
  }

  /** Makes room for further bytes. */
  protected reserve(more: number): void {
    if (this.used + more <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.used + more));
    wider.set(this.bytes);
    this.bytes = wider;
    this.view = new DataView(wider.buffer);
  }
}
