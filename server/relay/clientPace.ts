/** Acknowledged within this, ms: the client keeps up. Pages acknowledge four times a second. */
const QUICK_MS = 100;
/** … and beyond this it does not. */
const LATE_MS = 250;
/** Quick acknowledgements in succession after which frames are sent at once again: about a second. */
const ENOUGH = 4;

/** How often an adaptive client is sent something: each frame at once, every tick, or every third. */
export type Pacing = "frame" | "tick" | "third tick";

/**
 * The pace of a client that takes what it can: a frame at once while its acknowledgements come quickly, ticks when they come late, a third
 * of the ticks when they come very late. It slows down at once and speeds up after a second, so that it does not swing.
 */
export class ClientPace {
  pacing: Pacing = "frame";
  #quick = 0;

  /** @param tookMs from sending the last message to its acknowledgement */
  acknowledged(tookMs: number): void {
    if (tookMs <= QUICK_MS) {
      if (++this.#quick < ENOUGH) return;
      this.#quick = 0;
      this.pacing = this.pacing === "third tick" ? "tick" : "frame";
      return;
    }
    this.#quick = 0;
    if (tookMs > LATE_MS) this.pacing = "third tick";
    else if (this.pacing === "frame") this.pacing = "tick";
  }
}
