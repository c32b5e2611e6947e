import type {SessionEvent} from "../../archive/types.js";

/** A period of a session in which nobody drove at race pace; session time, s. */
export interface Neutralised {
  kind: "safety car" | "virtual safety car" | "red flag";
  /** −Infinity where the recording began within it */
  from: number;
  /** Infinity while it lasts */
  to: number;
}

type Kind = Neutralised["kind"];

/** The F1 games' numbers of safety cars; 3 is the formation lap. */
const SAFETY_CARS: Record<number, Kind | undefined> = {1: "safety car", 2: "virtual safety car"};
/** Values of a SCAR event's `eventType` that end the period: has returned, race resumes. */
const ENDED = 2;

/**
 * The neutralised periods of a session from its events: the session packet's safety car status (`safetyCar`), the event SCAR where only that
 * is there, and a red flag until the next start. Local yellow flags are not among them.
 */
export function neutralisedPeriods(events: readonly SessionEvent[]): Neutralised[] {
  const ordered = events.toSorted((a, b) => a.sessionTime - b.sessionTime);
  const hasStatus = ordered.some(({code}) => code === "safetyCar");
  const periods: Neutralised[] = [];
  const running = new Map<"safety" | "red", Neutralised>();
  const end = (what: "safety" | "red", at: number) => {
    const period = running.get(what);
    if (period) period.to = at;
    running.delete(what);
  };
  const begin = (what: "safety" | "red", kind: Kind | undefined, at: number) => {
    if (running.get(what)?.kind === kind) return;
    end(what, at);
    if (!kind) return;
    const period: Neutralised = {kind, from: at, to: Infinity};
    running.set(what, period);
    periods.push(period);
  };
  for (const {code, sessionTime, details = {}} of ordered) {
    if (code === "safetyCar") {
      const before = SAFETY_CARS[details.from];
      if (before && !running.has("safety")) periods.push({kind: before, from: -Infinity, to: sessionTime});
      begin("safety", SAFETY_CARS[details.to], sessionTime);
    } else if (code === "SCAR" && !hasStatus) {
      begin("safety", details.eventType >= ENDED ? undefined : SAFETY_CARS[details.safetyCarType], sessionTime);
    } else if (code === "RDFL") begin("red", "red flag", sessionTime);
    else if (code === "LGOT") end("red", sessionTime);
  }
  return periods.sort((a, b) => a.from - b.from);
}
