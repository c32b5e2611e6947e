import type {LiveSource} from "../../core/live/timeline/liveSource.js";

export const ENDED_TEXT = "The session has ended.";

const STATES: Record<LiveSource["state"], string> = {
  connecting: "Connecting to the kernel…",
  waiting: "No session is running.",
  loading: "Loading the session so far…",
  live: "",
  lost: "The connection is lost; reconnecting. The page shows the last data received.",
  ended: ENDED_TEXT,
};

/** Silence of a running session that is reported, s. */
const SILENT = 5;

/** A sentence about the state of a source; empty while data arrives. `silentS`: since the newest sample arrived. */
export function sourceStatus(
  source: Pick<LiveSource, "state" | "health" | "events">,
  {replay = false, silentS = 0}: {replay?: boolean; silentS?: number} = {},
): string {
  const {state, health} = source;
  if (replay && state === "lost") return `Not replayed: ${health.recording}`;
  if (replay && state === "connecting") return "Reading the session…";
  if (replay || state !== "live" || silentS < SILENT) return STATES[state];
  // the game announced the end; the relay ends the session only some seconds later
  if (source.events("session-events").at(-1)?.kind === "SEND") return STATES.ended;
  return `No data for ${Math.floor(silentS)} s: the game is paused, in a menu or closed.`;
}

/** Seconds since a value last changed; `clock` in ms. */
export function createSilenceMeter(clock: () => number): (newest: number) => number {
  let last = Number.NaN;
  let changedAt = clock();
  return (newest) => {
    if (!Object.is(newest, last)) {
      last = newest;
      changedAt = clock();
    }
    return (clock() - changedAt) / 1000;
  };
}
