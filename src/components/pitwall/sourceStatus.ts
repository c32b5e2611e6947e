import type {LiveSource} from "../../core/live/timeline/liveSource.js";

const STATES: Record<LiveSource["state"], string> = {
  connecting: "Connecting to the kernel…",
  waiting: "No session is running.",
  live: "",
  lost: "The connection is lost; trying again. What is shown is the last that came.",
  ended: "The session has ended.",
};

/** Silence of a running session that is worth a word, s. */
const SILENT = 5;

/** How a source stands, in words; empty when all is well. `silentS`: since the newest sample came. */
export function sourceStatus(
  source: Pick<LiveSource, "state" | "health" | "events">,
  {replay = false, silentS = 0}: {replay?: boolean; silentS?: number} = {},
): string {
  const {state, health} = source;
  if (replay && state === "lost") return `Not replayed: ${health.recording}`;
  if (replay && state === "connecting") return "Reading the session…";
  if (replay || state !== "live" || silentS < SILENT) return STATES[state];
  // the game has said so; whether nothing follows is known some seconds later
  if (source.events("session-events").at(-1)?.kind === "SEND") return STATES.ended;
  return `Nothing has come for ${Math.floor(silentS)} s: the game stands in a menu, is paused or has gone.`;
}
