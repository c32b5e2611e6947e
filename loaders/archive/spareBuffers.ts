/** Allocations are rounded up to this, so that laps of similar length share buffers. */
const GRAIN = 64 * 1024;

/**
 * Buffers that are used again. An import of a full grid encodes a hundred megabytes of laps, and each new buffer of that size
 * brings the engine's next full garbage collection nearer.
 */
export class SpareBuffers {
  private readonly spare: ArrayBufferLike[] = [];

  /** This many bytes, all zero. */
  take = (length: number): Uint8Array => {
    const found = this.spare.findIndex(({byteLength}) => byteLength >= length);
    if (found < 0) return new Uint8Array(new ArrayBuffer(Math.ceil(length / GRAIN) * GRAIN), 0, length);
    const [buffer] = this.spare.splice(found, 1);
    return new Uint8Array(buffer, 0, length).fill(0);
  };

  /** Takes back bytes of `take` that nobody reads any more. */
  giveBack({buffer}: Uint8Array): void {
    this.spare.push(buffer);
  }
}
