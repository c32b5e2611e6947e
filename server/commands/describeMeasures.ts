import type {CornerMeasures, MeasuredPart} from "../../src/core/laps/cornerMeasures.js";
import {alignedColumns} from "./alignedColumns.js";

/** What a lap did in each corner, and the difference to the reference in brackets; "–": nothing of the kind, "?": unknown, see below. */
export function describeMeasures(laps: readonly CornerMeasures[], references: readonly CornerMeasures[]): string[] {
  const head = [
    "",
    "brakes at m",
    "presses",
    "peak %",
    "off at m",
    "min km/h",
    "at m",
    "throttle at m",
    "full at m",
    "exit km/h",
    "gear",
  ];
  const rows = laps.map((lap, k) => {
    const other = references[k];
    const cell = (part: MeasuredPart, of: (measures: CornerMeasures) => number | null | undefined) =>
      lap.unavailable[part] === undefined ? figure(of(lap), of(other)) : "?";
    return [
      lap.name,
      cell("brake", ({brake}) => brake?.pointM),
      cell("brake", ({brake}) => brake?.applications),
      cell("brake", ({brake}) => brake && 100 * brake.peak),
      cell("brake", ({brake}) => brake?.releaseM),
      cell("speed", ({speed}) => speed?.minimumKmh),
      cell("speed", ({speed}) => speed?.minimumM),
      cell("throttle", ({throttle}) => throttle?.pickUpM),
      cell("throttle", ({throttle}) => throttle?.fullM),
      cell("speed", ({speed}) => speed?.exitKmh),
      cell("gear", ({gear}) => gear),
    ];
  });
  return [...alignedColumns([head, ...rows]), ...reasons(laps)];
}

function figure(value: number | null | undefined, reference: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  const text = value.toFixed(0);
  if (reference === null || reference === undefined) return `${text} (ref. –)`;
  const difference = Math.round(value) - Math.round(reference);
  return difference === 0 ? text : `${text} (${difference < 0 ? "−" : "+"}${Math.abs(difference)})`;
}

/** Each reason once, with its corners. */
function reasons(laps: readonly CornerMeasures[]): string[] {
  const names = new Map<string, string[]>();
  for (const {name, unavailable} of laps)
    for (const [part, reason] of Object.entries(unavailable)) {
      const key = `${part}: ${reason}`;
      const known = names.get(key);
      if (known) known.push(name);
      else names.set(key, [name]);
    }
  return [...names].map(
    ([reason, where]) => `? ${reason} (${where.length === laps.length ? "all corners" : where.join(", ")})`,
  );
}
