import * as Plot from "npm:@observablehq/plot";
import type {NeutralLaps} from "../../core/laps/race/neutralLaps.js";
import {color} from "../ui/palette.js";

const SHORT: Record<NeutralLaps["kind"], string> = {
  "safety car": "SC",
  "virtual safety car": "VSC",
  "red flag": "red flag",
};

/**
 * Neutralised laps behind the lines of a chart over laps; a lap reaches from the end of the one before to its own.
 *
 * @param first lap at which the chart begins
 */
export function neutralMarks(neutral: readonly NeutralLaps[], first: number): Plot.Markish {
  const shown = neutral.filter(({lastLap}) => lastLap > first);
  const x1 = ({firstLap}: NeutralLaps) => Math.max(first, firstLap - 1);
  return [
    Plot.rectX(shown, {x1, x2: "lastLap", fill: color("slower"), fillOpacity: 0.14}),
    Plot.text(shown, {
      x: (laps: NeutralLaps) => (x1(laps) + laps.lastLap) / 2,
      frameAnchor: "top",
      dy: -8,
      text: ({kind}: NeutralLaps) => SHORT[kind],
      fill: color("slower"),
      fontWeight: 600,
    }),
  ];
}

/** The key to the shading, in words; "" without any. */
export function neutralText(neutral: readonly NeutralLaps[]): string {
  const parts = neutral.map(
    ({kind, firstLap, lastLap}) =>
      `${kind} ${firstLap === lastLap ? `lap ${firstLap}` : `laps ${firstLap}–${lastLap}`}`,
  );
  return parts.length ? `Shaded: ${parts.join(", ")}.` : "";
}
