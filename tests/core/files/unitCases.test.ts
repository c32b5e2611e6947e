import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {readLogBytes, sessionOf} from "../../support/logFiles.js";
import {sharedData} from "../../support/sharedData.js";

const read = (name: string, companions: string[] = []) => {
  const bytes = (file: string) => new Uint8Array(readFileSync(sharedData(`../cases/${file}`)!));
  const log = readLogBytes(
    name,
    bytes(name),
    companions.map((file) => ({name: file, bytes: bytes(file)})),
  );
  return {log, columns: log.cars[0].columns, notes: log.report.notes, session: sessionOf(log)};
};
const range = (values: Float64Array) => {
  const known = values.filter(Number.isFinite);
  return [Math.min(...known), Math.max(...known)];
};
const between = (values: Float64Array, least: number, most: number, tolerance = 0.011) => {
  const [low, high] = range(values);
  expect(Math.abs(low - least), `min ${low}`).toBeLessThan(tolerance * Math.max(1, Math.abs(most)));
  expect(Math.abs(high - most), `max ${high}`).toBeLessThan(tolerance * Math.max(1, Math.abs(most)));
};

describe.skipIf(!sharedData("../cases"))("small files that are easily misread", () => {
  it("kart: km/h by the positions", () => {
    const {columns, notes} = read("kart-speed-without-unit.csv");
    between(columns.speedKmh, 45, 91);
    expect(notes).toContain("Speed: in km/h, by the positions");
  });

  it("heading in degrees", () => {
    const {columns} = read("heading-degrees-without-unit.csv");
    expect(range(columns.heading)[1]).toBeLessThan(6.3);
  });

  it("pressures in kPa", () => {
    const {columns} = read("boost-kpa-without-unit.csv");
    between(columns.airPressureBar, 1, 1);
    between(columns.manifoldPressureBar, 0.85, 1.27);
    between(columns.turboBoostBar, -0.14, 0.28);
  });

  it("iRacing's variables in a table", () => {
    const {columns} = read("iracing-variables.csv");
    between(columns.gLateral.map(Math.abs), 0.53, 1.08);
    between(columns.speedKmh, 90, 182);
    between(columns.airPressureBar, 1.01, 1.01);
    expect(range(columns.clutchPercent)).toEqual([0, 0]);
    expect(columns.lastLapTimeMs[0]).toBeNaN();
    expect(columns.velocityX).toBeUndefined();
    between(columns.localVelocityZ, 25, 50.6);
  });

  it("a row a value", () => {
    const {columns} = read("long-table.csv");
    expect(columns).toMatchObject({
      ...{speedKmh: expect.anything(), gear: expect.anything(), throttle: expect.anything(), rpm: expect.anything()},
    });
    expect([columns.speedKmh[0], columns.gear[0], columns.throttle[0]]).toEqual([129.117, 4, 0.55]);
    expect(columns.rpm[0]).toBeCloseTo(5151.942, 6);
  });

  it("thousands in quotes", () => between(read("thousands-in-quotes.csv").columns.rpm, 4498, 6031, 0.001));

  it("a MoTeC log's units in the place of short names", () => {
    const {columns} = read("ld-unit-in-short-slot.ld", ["ld-unit-in-short-slot.ldx"]);
    between(columns.speedKmh, 90, 182);
    between(columns.waterTempC, 90, 90);
  });

  it("a MoTeC log's GPS of data type 8", () => {
    const {columns, notes} = read("ld-gps-type-8.ld", ["ld-gps-type-8.ldx"]);
    between(columns.latitude, 47, 47, 0.002);
    between(columns.longitude, 11, 11, 0.002);
    expect(notes.join()).toContain("data type 8 is not documented");
  });

  it("a MoTeC log with channels that go on without a drive", () => {
    const {log, session} = read("acc-long-unused-channel.ld");
    expect(log.cars[0].columns.sessionTime.at(-1)).toBeCloseTo(30.2, 0);
    for (const lap of session.laps) expect(lap.coverage).toBe(1);
  });
});
