import type {JudgedLap} from "../pace/judgeLaps.js";
import type {Neutralised} from "../pace/neutralised.js";
import type {RaceLapOrder} from "./raceChart.js";

/** Successive laps of a race that were driven partly behind a safety car, or under a red flag. */
export interface NeutralLaps {
  kind: Neutralised["kind"];
  firstLap: number;
  lastLap: number;
}

/** The neutralised laps of the cars that led them. Laps whose place in the session's time is not known are not among them. */
export function neutralLaps(
  chart: readonly RaceLapOrder[],
  judged: ReadonlyMap<number, readonly JudgedLap[]>,
): NeutralLaps[] {
  const found: NeutralLaps[] = [];
  for (const {lap, places} of chart) {
    const led = judged.get(places[0]?.car ?? -1)?.find(({row}) => row.lap === lap);
    if (!led?.neutralised) continue;
    const last = found.at(-1);
    if (last && last.kind === led.neutralised && last.lastLap === lap - 1) last.lastLap = lap;
    else found.push({kind: led.neutralised, firstLap: lap, lastLap: lap});
  }
  return found;
}
