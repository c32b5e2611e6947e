import {describe, expect, it} from "vitest";
import type {LapRow} from "../../../../src/core/archive/types.js";
import {judgeLaps} from "../../../../src/core/laps/pace/judgeLaps.js";
import {pitRuns} from "../../../../src/core/laps/pace/pitRuns.js";
import {pitLosses} from "../../../../src/core/laps/race/pitLosses.js";
import {raceChart} from "../../../../src/core/laps/race/raceChart.js";
import {raceResult} from "../../../../src/core/laps/race/raceResult.js";
import {finishedLaps, raceTimes} from "../../../../src/core/laps/race/raceTimes.js";
import {sessionStatistics} from "../../../../src/core/laps/sessionStatistics.js";
import {stintPace} from "../../../../src/core/laps/stints/stintPace.js";
import {stintRuns} from "../../../../src/core/laps/stints/stintRuns.js";
import {readShared, sharedBytes} from "../../../support/logFiles.js";
import {sharedData} from "../../../support/sharedData.js";

const PATH = "f1-laps/f1-25_sessions/race-spa-2026-01-26-22-14-52.json.gz";
const here = sharedData(PATH) !== undefined;

/** What the game itself said, beside the lap times: classification, positions by lap, tyre sets. */
interface Entry {
  index: number;
  "final-classification": {position: number; "num-pit-stops": number};
  "per-lap-info": {"lap-number": number; "track-position": number}[];
  "tyre-set-history": {"start-lap": number; "end-lap": number}[];
}

/** F1 25 at Spa: six human drivers of a larger field, one stop each, no safety car. */
describe.skipIf(!here)("a race of F1 25 at Spa", () => {
  const {laps, session} = here ? readShared(PATH).session : {laps: [], session: undefined!};
  const file = here ? JSON.parse(new TextDecoder().decode(sharedBytes(PATH))) : {};
  const entries: Entry[] = file["classification-data"] ?? [];
  const crossings = raceTimes(laps);
  const chart = raceChart(crossings, finishedLaps(laps));
  const own = (car: number): LapRow[] => laps.filter((row) => row.car === car);
  const stintsOf = (car: number) => session.stints.filter((stint) => stint.car === car);

  it("has the game's order and gaps at the end, within the rounding of 22 lap times", () => {
    const result = raceResult(crossings, finishedLaps(laps));
    const official = entries.toSorted(
      (a, b) => a["final-classification"].position - b["final-classification"].position,
    );
    expect(result.map(({car}) => car)).toEqual(official.map(({index}) => index));
    const gaps = new Map<number, number>(
      file["tyre-stint-history-v2"].map((e: {index: number; "delta-to-leader": number}) => [
        e.index,
        e["delta-to-leader"],
      ]),
    );
    for (const {car, gapS} of result.slice(1)) expect(Math.abs(1000 * gapS! - gaps.get(car)!)).toBeLessThanOrEqual(4);
  });

  it("has the game's order among these cars at the end of every lap", () => {
    for (const {lap, places} of chart) {
      const position = ({index}: Entry) =>
        entries.find((e) => e.index === index)!["per-lap-info"].find((p) => p["lap-number"] === lap)!["track-position"];
      const official = entries.toSorted((a, b) => position(a) - position(b)).map(({index}) => index);
      expect(
        places.map(({car}) => car),
        `lap ${lap}`,
      ).toEqual(official);
    }
  });

  it("has one stop of each car, on the laps at which the game changed the tyre set, and stints of these laps", () => {
    for (const {index, ...entry} of entries) {
      const [first, second] = entry["tyre-set-history"];
      const visits = pitRuns(own(index), stintsOf(index));
      expect(visits).toHaveLength(entry["final-classification"]["num-pit-stops"]);
      expect(visits[0].firstLap).toBe(first["end-lap"]);
      const runs = stintRuns(own(index), stintsOf(index));
      expect(runs.map(({firstLap, lastLap}) => [firstLap, lastLap])).toEqual([
        [first["start-lap"], first["end-lap"]],
        [second["start-lap"], second["end-lap"]],
      ]);
    }
  });

  it("has pit losses of 17 to 20 s that differ less between drivers than the laps beside them scatter", () => {
    const judged = judgeLaps(laps, session);
    const losses = entries.map(({index}) => {
      const cars = judged.filter(({row}) => row.car === index);
      return pitLosses(cars, pitRuns(own(index), stintsOf(index)))[0];
    });
    for (const {lossMs, reachMs, reference} of losses) {
      expect(lossMs! / 1000).toBeGreaterThan(17);
      expect(lossMs! / 1000).toBeLessThan(20.5);
      expect(reachMs).toBeGreaterThan(0);
      expect(reference).toHaveLength(6);
    }
  });

  it("leaves out start and pit laps, and no other: nobody spun", () => {
    const left = judgeLaps(laps, session).filter(({leftOut}) => leftOut);
    expect(left.filter(({leftOut}) => leftOut === "start of the race")).toHaveLength(6);
    expect(left.filter(({leftOut}) => leftOut === "pit lane")).toHaveLength(12);
    expect(left.length - 18).toBeLessThanOrEqual(1);
  });

  it("sessionStatistics has all of it, by car", () => {
    const {cars, race} = sessionStatistics(laps, session);
    expect(race?.result.map(({car}) => car)).toEqual([8, 0, 5, 9, 4, 3]);
    expect(race?.pitLosses).toHaveLength(6);
    expect(race?.chart).toHaveLength(22);
    expect(race?.official).toEqual([]);
    const swapped = session.drivers.map((driver) => ({
      ...driver,
      position: driver.car === 8 ? 2 : driver.car === 0 ? 1 : undefined,
    }));
    expect(sessionStatistics(laps, {...session, drivers: swapped}).race?.official).toEqual([
      {car: 8, position: 2, byTimes: 1},
      {car: 0, position: 1, byTimes: 2},
    ]);
    for (const {car, pace, raising, stints, laps: own} of cars) {
      expect(own).toHaveLength(22);
      expect(pace!.n).toBe(own.filter(({leftOut}) => !leftOut).length);
      expect(raising.averageMs[0]).toBe(pace!.min);
      expect(raising.averageMs.at(-1)).toBeCloseTo(pace!.mean, 6);
      expect(stints.map(({compound}) => compound).sort(), `car ${car}`).toEqual(["hard", "medium"]);
    }
    expect(Math.min(...cars.map(({pace}) => pace!.min))).toBe(104_366);
  });

  it("says of each stint only what its laps carry", () => {
    for (const {index} of entries) {
      const judged = judgeLaps(own(index), {...session, stints: stintsOf(index)});
      for (const run of stintRuns(own(index), stintsOf(index))) {
        const counted = judged.filter(
          ({row, leftOut}) => !leftOut && row.lap >= run.firstLap && row.lap <= run.lastLap,
        );
        const pace = stintPace(counted.map(({row}) => ({lap: row.lap, timeMs: row.lapTimeMs!})));
        expect(pace.degradation).toBeUndefined();
        expect(pace.limits.join()).toMatch(/fuel unknown/);
        expect(Math.abs(pace.trend!.value)).toBeLessThan(600);
      }
    }
  });
});
