import {expect, it} from "vitest";
import type {LapRow, SessionEvent, Stint} from "../../../src/core/archive/types.js";
import {sessionStatistics} from "../../../src/core/laps/sessionStatistics.js";
import {random} from "../../../src/core/signal/random.js";
import {lapRow, sessionFile} from "../../support/session.js";

/** Laps as recordings have them at their worst: missing rows and times, clocks that jump, stints of no order. */
function damaged(seed: number): {laps: LapRow[]; stints: Stint[]; events: SessionEvent[]} {
  const source = random(seed);
  const chance = (p: number) => source.next() < p;
  const laps: LapRow[] = [];
  for (let car = 0; car < 1 + Math.floor(5 * source.next()); car++) {
    let clock = 100 * source.next();
    for (let lap = Math.floor(2 * source.next()); lap < 25 * source.next() + 2; lap++) {
      const timeMs = chance(0.1) ? null : chance(0.05) ? 0 : Math.round(90_000 + 3000 * source.normal());
      clock += chance(0.05) ? -500 : 90;
      const known = chance(0.9);
      const row = lapRow({
        ...{car, lap, lapTimeMs: timeMs, valid: chance(0.9), complete: chance(0.8), pit: chance(0.1)},
        ...{startTime: known ? clock - 90 : null, endTime: known ? clock : null},
        tyreCompound: chance(0.3) ? null : chance(0.5) ? "soft" : "hard",
        tyreAgeLaps: chance(0.3) ? null : Math.floor(20 * source.next()),
        fuelUsedKg: chance(0.5) ? null : 2 * source.next(),
      });
      if (!chance(0.1)) laps.push(row);
    }
  }
  const stints = Array.from({length: Math.floor(6 * source.next())}, () => ({
    ...{car: Math.floor(5 * source.next()), startLap: Math.floor(20 * source.next())},
    ...{endLap: chance(0.3) ? null : Math.floor(30 * source.next()), compound: chance(0.2) ? "" : "soft", actual: ""},
  }));
  const codes = ["safetyCar", "SCAR", "RDFL", "LGOT", "other"];
  const events = Array.from({length: Math.floor(8 * source.next())}, () => ({
    code: codes[Math.floor(5 * source.next())],
    sessionTime: chance(0.1) ? Number.NaN : 2500 * source.next(),
    ...(chance(0.8) && {
      details: {
        from: Math.floor(4 * source.next()),
        to: Math.floor(4 * source.next()),
        safetyCarType: 1,
        eventType: Math.floor(4 * source.next()),
      },
    }),
  }));
  return {laps, stints, events};
}

it("sessionStatistics(laps, session) of 300 damaged sessions keeps its promises", () => {
  for (let seed = 0; seed < 300; seed++) {
    const {laps, stints, events} = damaged(seed);
    const type = seed % 3 ? "race" : "practice";
    const {cars, race} = sessionStatistics(laps, sessionFile("x", {type, stints, events}));
    expect(race === null).toBe(type === "practice");
    expect(cars.reduce((sum, {laps: own}) => sum + own.length, 0)).toBe(laps.length);
    for (const {laps: own, pace, raising, stints: runs} of cars) {
      expect(pace?.n ?? 0).toBe(own.filter(({leftOut}) => !leftOut).length);
      expect([...raising.averageMs]).toEqual([...raising.averageMs].sort((a, b) => a - b));
      for (const [i, {firstLap, lastLap, pace: fit}] of runs.entries()) {
        expect(lastLap).toBeGreaterThanOrEqual(firstLap);
        if (i > 0) expect(firstLap).toBeGreaterThan(runs[i - 1].lastLap);
        for (const found of [fit.trend, fit.degradation, fit.pace, fit.fuelCorrected])
          if (found) expect(found.low <= found.value && found.value <= found.high, `seed ${seed}`).toBe(true);
        expect(fit.status === "resolved" && fit.lapsNeeded !== undefined).toBe(false);
      }
    }
    for (const {lap, places, unplaced} of race?.chart ?? []) {
      expect(places.map(({position}) => position)).toEqual(places.map((_, i) => i + 1));
      expect(new Set([...places.map(({car}) => car), ...unplaced]).size, `seed ${seed}, lap ${lap}`).toBe(
        places.length + unplaced.length,
      );
      for (const {toAheadS, toLeaderS, lapsDown} of places) {
        expect((toAheadS ?? 0) >= 0 && (toLeaderS ?? 0) >= 0 && lapsDown >= 0).toBe(true);
      }
    }
    if (race) expect(race.result.map(({position}) => position)).toEqual(race.result.map((_, i) => i + 1));
    for (const {lossMs, because} of race?.pitLosses ?? []) expect(lossMs === null).toBe(because !== undefined);
  }
});

it("sessionStatistics(laps, session) of a season's 10,000 laps takes no more than a second or so", () => {
  const laps = Array.from({length: 10_000}, (_, i) =>
    lapRow({
      car: i % 20,
      lap: 1 + Math.floor(i / 20),
      lapTimeMs: 90_000 + ((i * 7919) % 997),
      startTime: null,
      endTime: null,
    }),
  );
  const before = process.cpuUsage().user;
  const {cars, race} = sessionStatistics(laps, sessionFile("x", {type: "race"}));
  expect(cars).toHaveLength(20);
  expect(race?.chart).toHaveLength(500);
  expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(3);
});
