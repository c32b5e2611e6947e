import type {Ledger} from "../../archive/types.js";
import {FrameStep} from "./frameStep.js";

/** Counts the frames that came with lap data, and tells from their numbers how many did not. */
export class FrameCount {
  /** simulation frames from one packet of the sender to the next */
  readonly step = new FrameStep();
  private came = 0;
  private first = -1;
  private last = -1;

  /** The next frame that lap data came for. */
  add(overallFrame: number): void {
    this.came++;
    this.step.add(overallFrame);
    if (this.first < 0) this.first = overallFrame;
    this.last = overallFrame;
  }

  /** Writes the frames between first and last, and those of them that are missing. */
  fill(ledger: Ledger): void {
    if (this.first < 0) return;
    ledger.spanFrames = Math.floor((this.last - this.first) / this.step.value) + 1;
    ledger.lostFrames = Math.max(0, ledger.spanFrames - this.came);
  }
}
