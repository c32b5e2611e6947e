import {describe, expect, it} from "vitest";
import {meaningsOf} from "../../../../src/core/files/columns/columnNames.js";
import {scalingOf, TARGETS, unitsOf} from "../../../../src/core/files/columns/targets.js";
import {csvReader} from "../../../../src/core/files/csv/csvReader.js";
import {previewChoices} from "../../../../src/core/files/csv/previewChoices.js";
import {previewCsv} from "../../../../src/core/files/csv/previewCsv.js";
import {drive, table} from "./tableText.js";

const D = drive({laps: 3});

describe("meaningsOf(name)", () => {
  it.each([
    ["speed_kmh", "speedKmh", "km/h"],
    ["SpeedMs", "speedKmh", "m/s"],
    ["Speed (mph)", "speedKmh", ""],
    ["vCar", "speedKmh", ""],
    ["iCurrentTime_ms", "currentLapTimeMs", "ms"],
    ["nGear", "gear", ""],
    ["Gas Pedal", "throttle", ""],
    ["steerAngle_deg", "steering", "deg"],
    ["g_force_x", "gLateral", ""],
    ["tyre_temp_FL", "tyreSurfaceTempFlC", ""],
    ["frontLeftTyrePressure_bar", "tyrePressureFlPsi", "bar"],
    ["BrakeTempRR", "brakeTempRrC", ""],
    ["Motion_WorldPositionX", "worldX", ""],
    ["completed_lap", "lapNumber", ""],
  ])("%s is %s", (name, channel, unit) => {
    expect(meaningsOf(name)[0]).toMatchObject({channel, unit});
  });

  it("knows the catalogue's own names, and nothing of nonsense", () => {
    for (const {name} of TARGETS) expect(meaningsOf(name).map((m) => m.channel)).toContain(name);
    expect(meaningsOf("mood of the day")).toEqual([]);
  });
});

describe("targets", () => {
  it("every unit one may choose can be converted", () => {
    for (const {name} of TARGETS)
      for (const unit of unitsOf(name)) expect(scalingOf(name, unit), `${name} ${unit}`).toBeDefined();
  });
});

describe("previewCsv(head, choices)", () => {
  const bytes = table({Lap: D.lap, Time: D.t, Spd: D.speed, note: D.t.map(() => "dry"), Foo: D.t.map((t) => t % 3)});

  it("says what is taken for what, how sure, with samples", () => {
    const {columns, timeBase, lapFrom, laps, rows, warnings} = previewCsv(bytes);
    expect(columns.map(({channel, channelUnit}) => [channel, channelUnit])).toEqual([
      ["lapNumber", ""],
      ["sessionTime", "s"],
      ["speedKmh", "m/s"],
      [null, ""],
      [null, ""],
    ]);
    expect(columns[1]).toMatchObject({samples: ["0", "0.1", "0.2"], kind: "number"});
    expect(columns[3].samples[0]).toBe("dry");
    expect(columns[2].spark.length).toBe(48);
    expect([timeBase, lapFrom, laps, rows]).toEqual(["time", "lapNumber", 3, 1800]);
    expect(warnings).toEqual([]);
  });

  it("warns where nothing tells the time or the speed, or a value cannot be", () => {
    expect(previewCsv(table({rpm: D.t, gear: D.lap})).warnings.join()).toMatch(/no time column found.*no speed column/);
    const fast = previewCsv(table({time: D.t, "speed (m/s)": D.speed.map((v) => v * 5)}));
    expect(fast.warnings.join()).toMatch(/up to 754 km\/h/);
  });

  it("the choices it stands for import the same log as the guess", () => {
    const read = (choices?: Record<string, unknown>) =>
      csvReader.read({name: "a.csv", bytes, companions: []}, {choices}).cars[0];
    const chosen = read(JSON.parse(JSON.stringify(previewChoices(previewCsv(bytes)))));
    expect(chosen.columns).toEqual(read().columns);
    expect(chosen.laps).toEqual(read().laps);
  });

  it("a beginning that ends within a line is looked at without it", () => {
    expect(previewCsv(bytes.subarray(0, 5000)).warnings).toEqual([]);
  });
});
