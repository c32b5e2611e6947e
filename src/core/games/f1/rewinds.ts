import type {Flashback} from "../../archive/types.js";
import type {FrameHead} from "./frame.js";

/**
 * Finds flashbacks in ordered frames. A flashback shows in two ways, either of which may be lost: the FLBK event names the frame it
 * leads back to, and `frameIdentifier` goes back while the overall frame does not.
 */
export class Rewinds {
  readonly found: Flashback[] = [];
  private lastFrame = -1;
  private lastTime = 0;
  /** announced by an FLBK event, not yet seen in the frame counters */
  private announced: {frame: number; time: number; at: number} | undefined;

  /** An FLBK event, sent at overall frame `at`: back to a frame and its session time, s. */
  announce(frame: number, time: number, at: number): void {
    this.announced = {frame, time, at};
  }

  /** The counters restarted: the next frame is no flashback. */
  reset(): void {
    this.lastFrame = -1;
  }

  /** Takes the next frame; the frame that a flashback led back to before it, undefined when there was none. */
  next(frame: FrameHead): number | undefined {
    const toFrame = this.check(frame);
    this.lastFrame = frame.frame;
    this.lastTime = frame.sessionTime;
    return toFrame;
  }

  private check(frame: FrameHead): number | undefined {
    const {lastFrame, lastTime} = this;
    const announced = this.announced && frame.overallFrame > this.announced.at ? this.announced : undefined;
    const wentBack = lastFrame >= 0 && frame.frame <= lastFrame;
    if (!announced && !wentBack) return undefined;
    if (announced) this.announced = undefined;
    if (lastFrame < 0) return undefined;
    const toFrame = Math.min(announced?.frame ?? Number.POSITIVE_INFINITY, wentBack ? frame.frame - 1 : lastFrame);
    if (toFrame >= lastFrame) return undefined;
    this.found.push({
      fromFrame: lastFrame,
      toFrame,
      fromTime: milliseconds(lastTime),
      toTime: milliseconds(announced?.time ?? frame.sessionTime),
    });
    return toFrame;
  }
}

/** s, to three digits */
function milliseconds(seconds: number): number {
  return Number(seconds.toFixed(3));
}
