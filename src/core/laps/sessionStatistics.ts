import type {LapRow, SessionFile} from "../archive/types.js";
import {groupBy} from "../signal/groupBy.js";
import {median} from "../signal/robust.js";
import {isRace} from "./gaps.js";
import {type JudgedLap, judgeLaps} from "./pace/judgeLaps.js";
import {pitRuns} from "./pace/pitRuns.js";
import {type RaisingAverage, raisingAverage} from "./pace/raisingAverage.js";
import {type Scatter, scatterOf} from "./pace/scatter.js";
import {type NeutralLaps, neutralLaps} from "./race/neutralLaps.js";
import {type PitLoss, pitLosses} from "./race/pitLosses.js";
import {type RaceLapOrder, raceChart} from "./race/raceChart.js";
import {type RaceResult, raceResult} from "./race/raceResult.js";
import {type RaceRow, raceRows, withRetirements} from "./race/raceRows.js";
import {finishedLaps, raceTimes} from "./race/raceTimes.js";
import {fuelEffectOf} from "./stints/formulaOneFuel.js";
import {type Run, runKind} from "./stints/runKind.js";
import {type StintPace, stintPace} from "./stints/stintPace.js";
import {type StintRun, stintRuns} from "./stints/stintRuns.js";

/** What a session's lap times show. */
export interface SessionStatistics {
  cars: CarStatistics[];
  /** null: not a race */
  race: RaceStory | null;
}

export interface CarStatistics {
  car: number;
  driver: string;
  laps: JudgedLap[];
  /** of the lap times that show the pace, ms; undefined: none does */
  pace: Scatter | undefined;
  raising: RaisingAverage;
  stints: (StintRun & {run: Run; pace: StintPace})[];
}

export interface RaceStory {
  /** cars in their order at the end */
  rows: RaceRow[];
  chart: RaceLapOrder[];
  neutral: NeutralLaps[];
  result: RaceResult[];
  pitLosses: PitLoss[];
  /** cars whose official position differs from that by lap times: penalties, disqualifications, missing times */
  official: {car: number; position: number; byTimes: number}[];
}

type Facts = Pick<SessionFile, "type" | "events" | "flashbacks" | "stints" | "playerCar" | "source" | "drivers">;

/**
 * Consistency, stints and, of a race, order and pit losses of all cars, from official times alone.
 *
 * @param fuelKg fuel at the start of a lap, kg; NaN where it is not known
 */
export function sessionStatistics(
  laps: readonly LapRow[],
  session: Facts,
  {fuelKg = () => Number.NaN}: {fuelKg?: (car: number, lap: number) => number} = {},
): SessionStatistics {
  const judged = groupBy(judgeLaps(laps, session), ({row}) => row.car);
  const cars = [...judged].map(([car, own]): CarStatistics => {
    const times = own.flatMap(({row, leftOut}) => (leftOut ? [] : row.lapTimeMs!));
    return {
      ...{car, driver: own[0].row.driver, laps: own, pace: scatterOf(times), raising: raisingAverage(times)},
      stints: stintsOf(own, session, (lap) => fuelKg(car, lap)),
    };
  });
  return {cars, race: isRace(session.type) ? raceStory(laps, session, judged) : null};
}

function stintsOf(own: readonly JudgedLap[], {stints, source}: Facts, fuelKg: (lap: number) => number) {
  const rows = own.map(({row}) => row);
  const times = own.flatMap(({row, leftOut}) => (leftOut ? [] : row.lapTimeMs!));
  const fuelEffect = fuelEffectOf(source.game, times);
  const ownStints = stints.filter(({car}) => car === rows[0].car);
  return stintRuns(rows, ownStints).map((stint) => {
    const within = own.filter(({row}) => row.lap >= stint.firstLap && row.lap <= stint.lastLap);
    const counted = within.filter(({leftOut}) => !leftOut).map(({row}) => row);
    const paceLaps = counted.map(({lap, lapTimeMs}) => ({lap, timeMs: lapTimeMs!, fuelKg: fuelKg(lap)}));
    const fuelPerLapKg = median(counted.flatMap(({fuelUsedKg}) => fuelUsedKg ?? []));
    // laps much slower than the others separate a short run's flying laps: their times count here
    const timed = within.map(({row, leftOut}) => ({
      lap: row.lap,
      timeMs: leftOut === null || leftOut === "much slower" ? row.lapTimeMs : null,
    }));
    return {...stint, run: runKind(timed), pace: stintPace(paceLaps, {fuelEffect, fuelPerLapKg})};
  });
}

function raceStory(
  laps: readonly LapRow[],
  {stints, drivers, events}: Facts,
  judged: ReadonlyMap<number, JudgedLap[]>,
): RaceStory {
  const crossings = raceTimes(laps);
  const finished = finishedLaps(laps);
  const losses = [...judged].flatMap(([car, own]) => {
    const visits = pitRuns(
      own.map(({row}) => row),
      stints.filter((stint) => stint.car === car),
    );
    return pitLosses(own, visits);
  });
  const result = raceResult(crossings, finished);
  const chart = raceChart(crossings, finished);
  const rows = raceRows(withRetirements(drivers, events), laps, {result, chart, pitLosses: losses});
  const official = rows
    .flatMap(({car, position, byTimes}) => (byTimes === null || byTimes === position ? [] : {car, position, byTimes}))
    .sort((a, b) => a.byTimes - b.byTimes);
  return {rows, chart, neutral: neutralLaps(chart, judged), result, pitLosses: losses, official};
}
