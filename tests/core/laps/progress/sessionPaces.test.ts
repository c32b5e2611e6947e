import {describe, expect, it} from "vitest";
import {type DrivenSession, sessionPaces} from "../../../../src/core/laps/progress/sessionPaces.js";
import {random} from "../../../../src/core/signal/random.js";

/** A session of practice with laps of these times, ms. */
function driven(day: number, times: number[]): DrivenSession {
  const laps = times.map((lapTimeMs, i) => ({
    ...{car: 2, driver: "Ada", lap: i + 1, lapTimeMs, valid: true, complete: true, pit: false, tyreCompound: "soft"},
    ...{startTime: null, endTime: null, sector1Ms: null, sector2Ms: null, sector3Ms: null},
  }));
  const session = {id: `day${day}`, startedAt: `2026-01-${String(day).padStart(2, "0")}`, type: "practice 1"};
  return {car: 2, session: {...session, events: [], flashbacks: [], stints: [], playerCar: 2}, laps} as never;
}

describe("sessionPaces(sessions)", () => {
  const source = random(8);
  /** `n` sessions of eight laps, each faster than the one before by `gain`; every session has a level of its own. */
  const sessions = (n: number, gain: number, level = 60) =>
    Array.from({length: n}, (_, day) => {
      const own = 90_000 - gain * day + level * source.normal();
      return driven(
        day + 1,
        Array.from({length: 8}, () => own + 150 * source.normal()),
      );
    });

  it("orders sessions by time, and marks the best lap so far", () => {
    const {sessions: found} = sessionPaces([
      driven(3, [89_500, 90_000]),
      driven(1, [90_100, 90_400]),
      driven(2, [90_200, 90_300]),
    ]);
    expect(found.map(({session}) => session)).toEqual(["day1", "day2", "day3"]);
    expect(found.map(({bestMs}) => bestMs)).toEqual([90_100, 90_200, 89_500]);
    expect(found.map(({isRecord}) => isRecord)).toEqual([true, false, true]);
    expect(found.map(({recordMs}) => recordMs)).toEqual([90_100, 90_100, 89_500]);
    expect(found.map(({compounds}) => compounds)).toEqual([["soft"], ["soft"], ["soft"]]);
  });

  it("finds a planted trend within its interval in 19 of 20 cases, and claims none where there is none", () => {
    let [covered, claimed] = [0, 0];
    for (let round = 0; round < 60; round++) {
      const {low, high} = sessionPaces(sessions(8, 100)).trend!;
      if (low <= -100 && high >= -100) covered++;
      const none = sessionPaces(sessions(8, 0)).trend!;
      if (none.low > 0 || none.high < 0) claimed++;
    }
    expect(covered).toBeGreaterThan(52);
    expect(claimed).toBeLessThan(8);
  });

  it("has no trend of three sessions, and compares no session with too few laps", () => {
    expect(sessionPaces(sessions(3, 100)).trend).toBeUndefined();
    const {sessions: found} = sessionPaces([
      driven(1, [90_000, 90_100, 90_200]),
      driven(2, [80_000, 80_100]),
      driven(3, [89_000, 89_100, 89_200]),
    ]);
    expect(found[1].change).toBeUndefined();
    // the third is compared with the first
    expect(found[2].change?.difference).toBeCloseTo(-1000, 9);
  });
});
