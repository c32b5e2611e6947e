import {setTimeout as sleep} from "node:timers/promises";

/** Waits for the time at which each frame of a simulated session is due. Late frames do not delay later ones. */
export class FramePacer {
  private readonly began = performance.now();

  /** @param speed factor of real time; Infinity does not wait */
  constructor(
    private readonly rate: number,
    private readonly speed: number,
  ) {}

  /** Resolves when a frame is due; rejects when `signal` is aborted. */
  async until(frame: number, signal: AbortSignal): Promise<void> {
    const wait = this.began + (frame * 1000) / this.rate / this.speed - performance.now();
    if (wait >= 1) await sleep(wait, undefined, {signal});
    signal.throwIfAborted();
  }
}
