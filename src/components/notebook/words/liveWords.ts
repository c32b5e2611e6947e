import {type LiveRow, live as liveStream, type StreamOptions} from "../../live/live.js";
import {type Observable, observable} from "../../live/observable.js";
import {kernelStatus} from "../../pitwall/waiting.js";
import {fetchLibrary} from "../../ui/archive.js";
import {CellError} from "../cellError.js";
import type {WordsMade} from "./wordsMade.js";

/** The running session. */
export interface LiveWords {
  // ## While a session runs
  /**
   * The newest rows of the running session as a value that changes: the cells that use it run again, ten times a second. `topic` is `"telemetry"` (rows of
   * `sessionTime`, `car` and `channels`), or one of the topics in docs/messages.md. With `{session, replay: 1}` a recorded session is replayed. Until
   * something runs, and in a published copy, it is an empty array.
   * @example const now = live("telemetry", {channels: ["speedKmh", "throttle"], seconds: 20})
   */
  live(topic?: string, options?: StreamOptions): Observable<LiveRow[]>;
}

export function liveWords(): WordsMade<LiveWords> {
  return {live: () => liveRows};
}

function liveRows(topic: unknown = "telemetry", options: StreamOptions = {}): Observable<LiveRow[]> {
  if (typeof topic !== "string")
    throw new CellError("live takes a topic first", undefined, 'Write live("telemetry", {channels: ["speedKmh"]}).');
  // cells that use it show what they have, or that there is nothing yet
  const start = liveStream(topic as "telemetry", options);
  return observable((notify) => {
    let stop = () => {};
    let ended = false;
    notify([]);
    void canFollow(options).then((can) => {
      if (can && !ended) stop = start(notify);
    });
    return () => {
      ended = true;
      stop();
    };
  });
}

/** Whether there is something to follow: a published copy, and a server of pages alone, have nothing to connect to. */
async function canFollow({replay, source}: StreamOptions): Promise<boolean> {
  if (replay !== undefined || source) return true;
  const kernel = await kernelStatus((await fetchLibrary()).writable);
  return kernel?.live === true;
}
