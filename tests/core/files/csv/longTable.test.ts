import {describe, expect, it} from "vitest";
import {csvReader} from "../../../../src/core/files/csv/csvReader.js";
import {previewCsv} from "../../../../src/core/files/csv/previewCsv.js";
import {LogFileError} from "../../../../src/core/files/importedLog.js";
import {ovalDrive} from "../../../support/ovalDrive.js";
import {table} from "./tableText.js";

const D = ovalDrive({seconds: 40, hz: 2});
const read = (bytes: Uint8Array) => csvReader.read({name: "long.csv", bytes, companions: []}, {});
const CHANNELS: Record<string, (i: number) => number> = {
  speed: (i) => D.speed[i] * 3.6,
  gear: (i) => 2 + (i % 3),
  ath: (i) => i % 100,
  nmot: (i) => 5000 + i,
};
type Entry = {time: number; name: string; value: number; car: string};
const entries = (cars = ["A"]): Entry[] =>
  cars.flatMap((car) =>
    D.t.flatMap((time, i) => Object.entries(CHANNELS).map(([name, of]) => ({time, name, value: of(i), car}))),
  );
const long = (all: Entry[], names = "telemetry_name", valueName = "telemetry_value", more = {}) =>
  table({
    ...{timestamp: all.map((e) => e.time), [names]: all.map((e) => e.name), [valueName]: all.map((e) => e.value)},
    ...{vehicle_id: all.map((e) => e.car), ...more},
  });

describe("a table with a row for each value", () => {
  it.each([
    ["telemetry_name", "telemetry_value"],
    ["channel", "value"],
    ["Sensor", "Value"],
  ])("named in %s is read as a row for each time", (name, value) => {
    const {cars, report} = read(long(entries(), name, value));
    const {columns, rows} = cars[0];
    expect(rows).toBe(80);
    expect(columns.speedKmh[10]).toBeCloseTo(D.speed[10] * 3.6, 4);
    expect([columns.gear[10], columns.throttle[10], columns.rpm[10]]).toEqual([3, 0.1, 5010]);
    expect(report.notes).toContain("each row is one value: 320 rows became 80 of 4 channels");
    expect(previewCsv(long(entries(), name, value)).rows).toBe(80);
  });

  it("keeps cars apart, takes units from a column, and the first of two values", () => {
    const two = read(long(entries(["A", "B"])));
    expect(two.cars.map(({rows, driver}) => [rows, driver])).toEqual([
      [80, "A"],
      [80, "B"],
    ]);
    const all = entries();
    const unit = all.map(({name}) => (name === "speed" ? "mph" : ""));
    const mph = read(long(all, "signal", "value", {unit, lap: all.map(() => 1)}));
    expect(mph.cars[0].columns.speedKmh[3]).toBeCloseTo(D.speed[3] * 3.6 * 1.609344, 3);
    const doubled = read(long(all.flatMap((e, i) => (i === 8 ? [e, {...e, value: 1}] : [e]))));
    expect(doubled.cars[0].columns.speedKmh[2]).toBeCloseTo(D.speed[2] * 3.6, 4);
    expect(doubled.report.notes).toContain("1 values repeat a name at one time and are left out");
  });

  it("without a time, or with hardly two values for a time, is refused with the reason", () => {
    const all = entries();
    const untimed = table({channel: all.map((e) => e.name), value: all.map((e) => e.value)});
    expect(() => read(untimed)).toThrow(/each row is one value, but no column gives its time/);
    const sparse = Array.from({length: 4000}, (_, i) => ({time: i, name: `n${i % 400}`, value: i, car: "A"}));
    expect(() => read(long(sparse))).toThrow(LogFileError);
    expect(() => read(long(sparse))).toThrow(/4000 rows at 4000 times are too few for 400 channels/);
  });
});

describe("separated thousands", () => {
  const rpm = (of: (v: number) => string) => D.t.map((_, i) => of(i % 2 ? 5151.9 : 812.5 + i));
  const english = (v: number) =>
    v >= 1000 ? `"${Math.floor(v / 1000)},${(v % 1000).toFixed(1).padStart(5, "0")}"` : `${v}`;
  const german = (v: number) => english(v).replace(/[.,]/g, (c) => (c === "." ? "," : "."));

  it("are read in quotes, and with points", () => {
    const one = read(table({Time: D.t, RPM: rpm(english)}));
    expect([one.cars[0].columns.rpm[1], one.cars[0].columns.rpm[2]]).toEqual([5151.9, 814.5]);
    expect(one.report.notes).toContain("RPM: thousands are separated in its numbers");
    const two = read(table({Zeit: D.t.map((t) => t * 2), Drehzahl: rpm(german)}, {separator: ";", decimal: ","}));
    expect(two.cars[0].columns.rpm[1]).toBe(5151.9);
  });

  it("of whole numbers are no decimal commas if the file has decimal points", () => {
    const whole = read(table({Time: D.t, RPM: D.t.map((_, i) => (i % 2 ? '"5,151"' : "812"))}));
    expect([whole.cars[0].columns.rpm[1], whole.cars[0].columns.rpm[2]]).toEqual([5151, 812]);
    const comma = read(
      table(
        {Zeit: D.t.map((t) => t.toFixed(3).replace(".", ",")), "Speed (km/h)": D.t.map(() => "5,151")},
        {separator: ";"},
      ),
    );
    expect(comma.cars[0].columns.speedKmh[1]).toBeCloseTo(5.151, 9);
  });
});
