import {make} from "../ui/canvas.js";
import {lapTime} from "../ui/format.js";
import {TIMING_MARKS} from "../ui/timingMarks.js";

/** A lap time with the mark of its timing class; of a lap that does not count, faint. */
export function timedLap(row: object): HTMLElement {
  const {lapTimeMs, timing, leftOut} = row as {
    lapTimeMs?: number | null;
    timing?: string | null;
    leftOut?: string | null;
  };
  const span = make("span", "", lapTime(lapTimeMs));
  if (timing === "best" || timing === "personal") {
    span.className = `lb-${timing}`;
    span.title = TIMING_MARKS[timing].word;
  } else if (leftOut) {
    span.className = "lb-muted";
    span.title = leftOut;
  }
  return span;
}
