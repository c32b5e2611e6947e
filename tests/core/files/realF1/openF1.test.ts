import {describe, expect, it} from "vitest";
import {readLogBytes, sessionOf, utf8} from "../../../support/logFiles.js";

const START = Date.UTC(2024, 2, 2, 15, 0, 0);
const iso = (seconds: number) => `${new Date(START + seconds * 1000).toISOString().slice(0, -1)}000+00:00`;
const json = (value: unknown) => utf8(JSON.stringify(value));

const carData = [1, 44].flatMap((driver_number) =>
  Array.from({length: 400}, (_, i) => ({
    ...{
      brake: i % 10 === 0 ? 100 : 0,
      date: iso(i / 4),
      driver_number,
      drs: [0, 8, 12][i % 3],
      meeting_key: 1,
      n_gear: 5,
    },
    ...{rpm: 11_000, session_key: 9, speed: 200 + driver_number, throttle: i === 7 ? 104 : 50},
  })),
);
const location = Array.from({length: 350}, (_, i) => ({
  ...{date: iso(0.1 + 0.28 * i), driver_number: 1, x: 100 * i, y: 50 * i, z: 20},
}));
const laps = [
  {
    driver_number: 1,
    lap_number: 1,
    date_start: iso(10),
    lap_duration: 40.123,
    duration_sector_1: 10.1,
    duration_sector_2: 20.02,
    duration_sector_3: 10.003,
    is_pit_out_lap: false,
  },
  {
    driver_number: 1,
    lap_number: 2,
    date_start: iso(50.123),
    lap_duration: null,
    duration_sector_1: null,
    duration_sector_2: null,
    duration_sector_3: null,
    is_pit_out_lap: true,
  },
];

describe("OpenF1's car data", () => {
  const log = readLogBytes("car_data.json", json(carData), [
    {name: "location.json", bytes: json(location)},
    {name: "laps.json", bytes: json(laps)},
  ]);
  const [first, second] = log.cars;

  it("is a car a driver, with laps and sectors of the laps file", () => {
    expect(log.cars.map(({driver, rows}) => [driver, rows])).toEqual([
      ["1", 400],
      ["44", 400],
    ]);
    expect(first.laps.map((l) => [l.lap, l.lapTimeMs, l.complete, l.end - l.first, l.pit])).toEqual([
      [0, null, false, 40, false],
      [1, 40_123, true, 161, false],
      [2, null, false, 199, true],
    ]);
    expect(first.laps[1].sectorsMs).toEqual([10_100, 20_020, 10_003]);
    expect(second.laps).toHaveLength(1);
    expect(sessionOf(log).session.startedAt).toBe("2024-03-02T15:00:00.000Z");
  });

  it("has pedals as parts, a gap for the throttle that is none, flaps open or not, and places in metres", () => {
    const {throttle, brake, drs, drsAllowed, worldX, worldZ, worldY} = first.columns;
    expect([throttle[6], throttle[7], brake[10], brake[11]]).toEqual([0.5, Number.NaN, 1, 0]);
    expect([...drs.slice(0, 3), ...drsAllowed.slice(0, 3)]).toEqual([0, 0, 1, 0, 1, 1]);
    // at 10 s between the fixes of 9.9 s and 10.18 s
    expect(worldX[40]).toBeCloseTo((100 * (9.9 / 0.28)) / 10, 4);
    expect([worldZ[40], worldY[40]]).toEqual([expect.closeTo(-worldX[40] / 2, 4), 2]);
    expect(worldX[0]).toBeNaN();
    expect(second.columns.worldX).toBeUndefined();
  });

  it("reads the same from CSV", () => {
    const names = Object.keys(carData[0]) as (keyof (typeof carData)[0])[];
    const csv = [names.join(","), ...carData.map((row) => names.map((name) => row[name]).join(","))].join("\n");
    const same = readLogBytes("car_data.csv", utf8(csv));
    expect(same.format).toBe("openf1");
    expect([...same.cars[1].columns.speedKmh]).toEqual([...second.columns.speedKmh]);
    expect([...same.cars[1].columns.sessionTime]).toEqual([...second.columns.sessionTime]);
  });

  it("is refused without dates, and when a number is a word", () => {
    const read = (data: unknown, more: {name: string; bytes: Uint8Array}[] = []) =>
      readLogBytes("car_data.json", json(data), more);
    expect(() => read(carData.map((row) => ({...row, date: null})))).toThrow("car_data: no record has a date");
    expect(() => read(carData.map((row, i) => (i % 4 ? row : {...row, date: null})))).toThrow(/records have no date/);
    // one of many is a slip
    const slip = read(carData.map((row, i) => (i === 3 ? {...row, date: null} : row)));
    expect(slip.cars.reduce((sum, {rows}) => sum + rows, 0)).toBe(carData.length - 1);
    expect(slip.report.notes.join()).toMatch(/driver \d+: 1 records have no date and are left out/);
    expect(() => read(carData.map((row, i) => (i === 3 ? {...row, speed: "fast"} : row)))).toThrow(
      'car_data[3].speed: not a number: "fast"',
    );
    expect(() => read(carData.slice(0, 1).map((row) => ({...row, driver_number: null})))).toThrow("0 drivers");
  });
});

describe("OpenF1's laps", () => {
  const row = (lap_number: number, start: number | null, lap_duration: number | null, more: object = {}) => ({
    ...{driver_number: 1, lap_number, lap_duration, is_pit_out_lap: false},
    ...{date_start: start === null ? null : iso(start), ...more},
  });
  const read = (rows: object[]) => {
    const log = readLogBytes("car_data.json", json(carData.filter((data) => data.driver_number === 1)), [
      {name: "laps.json", bytes: json(rows)},
    ]);
    const told = log.cars[0].laps.map((l) => [l.lap, l.lapTimeMs, l.complete, l.end - l.first]);
    return {told, notes: log.report.notes.join("; ")};
  };

  it("have their own samples where the row of a lap between them is missing", () => {
    const {told} = read([row(1, 0, 20), row(3, 40, 20)]);
    expect(told).toEqual([
      [1, 20_000, true, 80],
      [2, null, false, 80],
      [3, 20_000, true, 80],
    ]);
    const two = read([row(1, 0, 20), row(4, 60, 20)]);
    expect(two.told[1]).toEqual([2, null, false, 160]);
    expect(two.notes).toContain("laps 2 to 3 are not in the laps file: their samples are one lap");
  });

  it("begin at the end of the lap before, or their time before the next one, without date_start", () => {
    expect(read([row(1, 0, 20), row(2, null, 20), row(3, 40, 20)]).told).toEqual([
      [1, 20_000, true, 80],
      [2, 20_000, true, 80],
      [3, 20_000, true, 80],
    ]);
    expect(read([row(1, null, 20), row(2, 30, 20)]).told).toEqual([
      [0, null, false, 40],
      [1, 20_000, true, 80],
      [2, 20_000, true, 80],
    ]);
    // neither is known: the samples between may be of either lap
    const unknown = read([row(1, 0, null), row(2, null, null), row(3, 40, 20)]);
    expect(unknown.told).toEqual([
      [1, null, false, 0],
      [2, null, false, 0],
      [3, 20_000, true, 80],
    ]);
    expect(unknown.notes).toContain("driver 1: 320 samples are of no known lap and are left out");
  });

  it("are one where a row is there twice, and unknown in values that contradict each other", () => {
    const twice = read([row(1, 0, 20), row(2, 20, 20), row(2, 20, 20), row(3, 40, 20)]);
    expect(twice.told.map(([, ms, , samples]) => [ms, samples])).toEqual([
      [20_000, 80],
      [20_000, 80],
      [20_000, 80],
    ]);
    expect(read([row(1, 0, 20), row(1, 0, null)]).told[0]).toEqual([1, 20_000, true, 80]);
    const contrary = read([row(1, 0, 20), row(2, 20, 20), row(2, 20, 21), row(3, 40, 20)]);
    expect(contrary.told[1]).toEqual([2, null, false, 80]);
    expect(contrary.notes).toContain("lap 2 has several rows, which are one; they differ in lap_duration: unknown");
  });

  it("end with their own time if the next one begins later", () => {
    const {told, notes} = read([row(1, 0, 20), row(2, 60, 20)]);
    expect(told).toEqual([
      [1, 20_000, true, 80],
      [2, 20_000, true, 80],
    ]);
    expect(notes).toContain("240 samples are of no known lap");
  });

  it("have the sum of their sectors as time where lap_duration is missing", () => {
    const sectors = {duration_sector_1: 6, duration_sector_2: 7, duration_sector_3: 7.5};
    expect(read([row(1, 0, null, sectors), row(2, 20.5, 20)]).told[0]).toEqual([1, 20_500, true, 82]);
    // nothing confirms it
    expect(read([row(1, 0, null, sectors), row(2, 24, 20)]).told[0]).toEqual([1, null, false, 96]);
  });
});
