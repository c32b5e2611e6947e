import {setTimeout as sleep} from "node:timers/promises";

/** Longest single sleep: a changed speed, or a close, takes effect after it. */
const NAP_MS = 250;

/** The time of a recording or a simulation, at `speed` times real time; Infinity does not wait. */
export class Pace {
  private readonly began = performance.now();
  private readonly stopping = new AbortController();

  constructor(readonly speed: number) {
    if (!(speed > 0)) throw new RangeError(`invalid speed: ${speed}`);
  }

  get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** seconds of the recording that have passed by now */
  get elapsed(): number {
    return this.speed === Infinity ? Infinity : ((performance.now() - this.began) / 1000) * this.speed;
  }

  /** Resolves when `seconds` of the recording have passed, or when stopped. */
  async until(seconds: number): Promise<void> {
    while (!this.stopped) {
      const wait = ((seconds - this.elapsed) * 1000) / this.speed;
      if (!(wait > 0)) return;
      await sleep(Math.min(Math.max(1, wait), NAP_MS), undefined, {signal: this.stopping.signal}).catch(() => {});
    }
  }

  stop(): void {
    this.stopping.abort();
  }
}
