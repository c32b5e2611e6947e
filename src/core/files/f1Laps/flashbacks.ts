import type {LapPiece} from "../laps/joinLaps.js";
import {pick} from "../orderedRows.js";

/** A smaller fall of the running lap time is no flashback, s. */
const LEAST_S = 0.5;

/** A lap without the samples that a flashback undid: where the running time falls, samples of later times are superseded. */
export function withoutFlashbacks<P extends Pick<LapPiece, "lap" | "time" | "raw">>(piece: P, notes: string[]): P {
  const {time, raw, lap} = piece;
  const kept: number[] = [];
  let flashbacks = 0;
  for (let row = 0; row < time.length; row++) {
    if (kept.length && time[kept[kept.length - 1]] - time[row] > LEAST_S) {
      flashbacks++;
      while (kept.length && time[kept[kept.length - 1]] >= time[row]) kept.pop();
    }
    kept.push(row);
  }
  if (flashbacks === 0) return piece;
  notes.push(
    `lap ${lap}: ${flashbacks} flashbacks; ${time.length - kept.length} of ${time.length} rows were superseded`,
  );
  const rows = Int32Array.from(kept);
  return {
    ...piece,
    time: pick(time, rows),
    raw: new Map([...raw].map(([name, {unit, values}]) => [name, {unit, values: pick(values, rows)}])),
  };
}
