import {ALIASES} from "../../../core/channels/aliases.js";
import {LIVE_TOPICS, type LiveTopic} from "../../../core/messages/topics.js";
import {type LiveRow, live as liveStream, type StreamOptions} from "../../live/live.js";
import {type Observable, observable} from "../../live/observable.js";
import {kernelStatus} from "../../pitwall/waiting.js";
import {fetchLibrary, isServed} from "../../ui/archive.js";
import {CellError} from "../cellError.js";
import {unknownChannel, unknownName} from "../unknownName.js";
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

const LISTED = "docs/messages.md lists the topics.";
/** Names of channels that live messages may have besides the catalogue's. */
const OTHER_NAMES = Object.values(ALIASES).flatMap(({live = []}) => live);

function liveRows(topic: unknown = "telemetry", options: StreamOptions = {}): Observable<LiveRow[]> {
  if (typeof topic !== "string")
    throw new CellError("live takes a topic first", undefined, 'Write live("telemetry", {channels: ["speedKmh"]}).');
  const problem = LIVE_TOPICS.includes(topic as LiveTopic)
    ? undefined
    : unknownName("topic", topic, LIVE_TOPICS, LISTED);
  for (const wrong of [problem, ...(options.channels ?? []).map((name) => unknownChannel(name, OTHER_NAMES))])
    if (wrong) throw wrong;
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
  const kernel = await kernelStatus(isServed(await fetchLibrary()));
  return kernel?.live === true;
}
