import {writeFileSync} from "node:fs";
import {lapTimeText} from "../../src/core/laps/lapTimeText.js";
import type {Race} from "../../src/core/sim/race/race.js";
import type {LapTiming} from "../../src/core/sim/timing.js";
import {oneLine, UserError} from "../userError.js";

/** The results as text to display: a line per car of a race, in race order, or a line per lap of a car alone. */
export function resultLines(race: Race | undefined, timings: readonly LapTiming[]): string[] {
  if (!race)
    return timings[0].laps.map(
      ({lap, lapTimeMs, valid}) => `lap ${lap}  ${lapTimeText(lapTimeMs)}${valid ? "" : "  invalid"}`,
    );
  return race.order.list.map(({position, entrant, timing, status, stops}) => {
    const best = timing.best();
    const state = status === "finished" ? "" : `  ${status}`;
    const name = `${String(position).padStart(2)}  ${entrant.name}  ${timing.laps.length} laps  ${stops} stops`;
    return `${name}${best ? `  best ${lapTimeText(best.lapTimeMs)}` : ""}${state}`;
  });
}

export function writeLabels(file: string, content: object): void {
  try {
    writeFileSync(file, `${JSON.stringify(content, undefined, 1)}\n`);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${oneLine(error)}`);
  }
}
