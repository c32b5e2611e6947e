import {setTimeout as sleep} from "node:timers/promises";

/** When each frame of a simulated session is due; a sleep that comes late is made up for, so the mean rate holds. */
export class Rhythm {
  private readonly began = performance.now();

  /** @param speed times real time; Infinity does not wait */
  constructor(
    private readonly rate: number,
    private readonly speed: number,
  ) {}

  /** Resolves when frame `frame` is due; rejects when `signal` is aborted. */
  async until(frame: number, signal: AbortSignal): Promise<void> {
    const wait = this.began + (frame * 1000) / this.rate / this.speed - performance.now();
    if (wait >= 1) await sleep(wait, undefined, {signal});
    signal.throwIfAborted();
  }
}
