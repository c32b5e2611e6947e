import {describe, expect, it} from "vitest";
import {lapEvents} from "../../../src/core/analyst/lapEvents.js";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import type {LapEvent, LiveEvent} from "../../../src/core/messages/events.js";

type Said = {time: number; lap?: number; running: number; last: number; s1?: number; s2?: number; invalid?: number} & {
  metres?: number;
  total?: number;
};

/** The events of the reducer for these samples. */
function told(said: readonly Said[]): LapEvent[] {
  const state = Float64Array.from(lapEvents.initial);
  const found: LiveEvent[] = [];
  for (const {time, lap = Number.NaN, running, last, s1 = 0, s2 = 0, invalid = 0, metres, total} of said) {
    const row = createRow();
    if (metres !== undefined) row[rowIndex("lapDistance")] = metres;
    if (total !== undefined) row[rowIndex("totalDistance")] = total;
    const values = {sessionTime: time, lapNumber: lap, car: 4, currentLapTimeMs: running, lastLapTimeMs: last};
    const all = {...values, sector1TimeMs: s1, sector2TimeMs: s2, lapInvalid: invalid};
    for (const [name, value] of Object.entries(all)) row[rowIndex(name)] = value;
    lapEvents.reduce(state, row, (event) => found.push(event));
  }
  return found as LapEvent[];
}

const s = {s1: 27_000, s2: 28_000};

describe("lapEvents", () => {
  it("publishes a lap with the last sector times seen on it", () => {
    const laps = told([
      {time: 82.9, lap: 1, running: 82_900, last: 0, ...s},
      {time: 83, lap: 2, running: 0, last: 83_000},
      {time: 83.1, lap: 2, running: 100, last: 83_000},
    ]);
    expect(laps).toHaveLength(1);
    expect(laps[0]).toMatchObject({car: 4, lap: 1, lapTimeMs: 83_000, sector1Ms: 27_000, sector2Ms: 28_000});
    expect(laps[0]).toMatchObject({sector3Ms: 28_000, valid: true, best: true, sessionTime: 83});
  });

  it("has the distance driven in the session at the lap's last sample; unknown where no sample has it", () => {
    const drive = (total?: (metres: number) => number) =>
      told(
        [
          {time: 82.9, lap: 1, running: 82_900, last: 0, metres: 4990},
          {time: 83, lap: 2, running: 0, last: 83_000, metres: 3},
          {time: 165.9, lap: 2, running: 82_900, last: 83_000, metres: 4985},
          {time: 166, lap: 3, running: 0, last: 83_100, metres: 2},
        ].map((row) => ({...row, total: total?.((row.lap - 1) * 5000 + row.metres + 100)})),
      ).map(({distanceM, totalDistanceM}) => [distanceM, totalDistanceM]);
    expect(drive((metres) => metres)).toEqual([
      [4990, 5090],
      [4985, 10_085],
    ]);
    expect(drive()).toEqual([
      [4990, Number.NaN],
      [4985, Number.NaN],
    ]);
  });

  it("waits while the game still sends the time of the lap before", () => {
    const laps = told([
      {time: 166.9, lap: 2, running: 83_400, last: 83_000, ...s},
      {time: 167, lap: 3, running: 20, last: 83_000},
      {time: 167.2, lap: 3, running: 220, last: 83_420},
    ]);
    expect(laps.map((l) => [l.lap, l.lapTimeMs])).toEqual([[2, 83_420]]);
  });

  it("takes the same time twice when it fits the clock, and in the end in any case", () => {
    const before = {lap: 2, last: 83_000, ...s};
    expect(
      told([
        {...before, time: 166, running: 82_990},
        {time: 166.1, lap: 3, running: 5, last: 83_000},
      ]),
    ).toHaveLength(1);
    const lost = [
      {...before, time: 160, running: 77_000},
      {time: 167, lap: 3, running: 900, last: 83_000},
    ];
    expect(told(lost)).toHaveLength(0);
    expect(told([...lost, {time: 169.1, lap: 3, running: 3000, last: 83_000}])).toHaveLength(1);
  });

  it("an invalid lap is not a best one; a sector time that was never sent is unknown", () => {
    const laps = told([
      {time: 82.9, lap: 1, running: 82_900, last: 0, s1: 27_000, invalid: 1},
      {time: 83, lap: 2, running: 0, last: 83_000},
      {time: 166.9, lap: 2, running: 83_900, last: 83_000, ...s},
      {time: 167, lap: 3, running: 0, last: 83_950},
    ]);
    expect(laps.map((l) => [l.valid, l.best])).toEqual([
      [false, false],
      [true, true],
    ]);
    expect([laps[0].sector2Ms, laps[0].sector3Ms]).toEqual([Number.NaN, Number.NaN]);
  });

  it("publishes nothing for laps whose end it did not see, nor for samples without lap data", () => {
    const joined = [{time: 100, lap: 5, running: 3000, last: 81_000}];
    expect(told(joined)).toEqual([]);
    expect(told([...joined, {time: 300, lap: 8, running: 3000, last: 82_000}])).toEqual([]);
    const gap = {time: 180, running: Number.NaN, last: Number.NaN};
    const over = {time: 180.1, lap: 6, running: 20, last: 83_100};
    expect(told([...joined, {time: 179.9, lap: 5, running: 83_000, last: 81_000, ...s}, gap, over])).toHaveLength(1);
  });
});
