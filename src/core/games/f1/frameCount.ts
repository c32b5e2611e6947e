import {FrameStep} from "./frameStep.js";

/** Counts the frames with lap data, and computes from their numbers how many are missing. */
export class FrameCount {
  /** simulation frames from one packet of the sender to the next */
  readonly step = new FrameStep();
  private came = 0;
  private first = -1;
  private last = -1;

  /** The next frame with lap data. */
  add(overallFrame: number): void {
    this.came++;
    this.step.add(overallFrame);
    if (this.first < 0) this.first = overallFrame;
    this.last = overallFrame;
  }

  /** The frames from the first to the last, and how many of them are missing. */
  totals(): {spanFrames: number; lostFrames: number} {
    if (this.first < 0) return {spanFrames: 0, lostFrames: 0};
    const spanFrames = Math.floor((this.last - this.first) / this.step.value) + 1;
    return {spanFrames, lostFrames: Math.max(0, spanFrames - this.came)};
  }
}
