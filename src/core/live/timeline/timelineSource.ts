import type {LiveHealth, LiveSession, LiveSource, LiveState} from "./liveSource.js";
import {Timeline} from "./timeline.js";

/** A LiveSource over a timeline: the common base of running and replayed sessions. */
export abstract class TimelineSource extends Timeline implements LiveSource {
  session: LiveSession | null = null;
  abstract readonly state: LiveState;
  abstract readonly health: LiveHealth;

  get range(): {from: number; to: number} {
    return {from: this.oldest, to: this.newest};
  }
}
