import type {LineRange} from "../../../core/laps/range/rangeTimes.js";
import type {LapsOnLine} from "../../laps/lapsOnLine.js";
import type {LineAxis} from "../../laps/lineAxis.js";
import {pieceOf} from "../../laps/ranges.js";
import type {Cursor} from "../../ui/cursor.js";
import {distance} from "../../ui/format.js";

/** Which part of the laps plots show: the chosen range, else what the charts show; what they show; the whole lap. */
export type PlotScope = "range" | "view" | "lap";

export const SCOPES: readonly {key: PlotScope; label: string}[] = [
  {key: "range", label: "the range, else what the charts show"},
  {key: "view", label: "what the charts show"},
  {key: "lap", label: "the whole lap"},
];

/** The stretch of the line that a scope is now, and what it is called. */
export function scopeRange(
  scope: PlotScope,
  onLine: LapsOnLine,
  axis: LineAxis,
  cursor: Pick<Cursor, "range" | "view" | "axis">,
): LineRange & {name: string} {
  if (scope === "range" && cursor.range) {
    const [fromM, toM] = cursor.range;
    return {fromM, toM, name: pieceOf(onLine, cursor.range)?.name ?? `${Math.round(fromM)}–${distance(toM)}`};
  }
  if (scope === "lap" || !cursor.view) return {fromM: 0, toM: onLine.lengthM, name: "the whole lap"};
  const [fromM, toM] = cursor.view.map((position) => axis.metres(position, cursor.axis));
  return {fromM, toM, name: `${Math.round(fromM)}–${distance(toM)}`};
}
