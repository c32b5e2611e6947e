import {describe, expect, it} from "vitest";
import {csvReader} from "../../../../../src/core/files/csv/csvReader.js";
import {previewChoices} from "../../../../../src/core/files/csv/previewChoices.js";
import {previewCsv} from "../../../../../src/core/files/csv/previewCsv.js";
import {ovalDrive} from "../../../../support/ovalDrive.js";
import {table, type Written} from "../../csv/tableText.js";

const D = ovalDrive();
const KART = ovalDrive({pace: 0.5});
const G = 9.80665;
const deg = (rad: number) => (rad * 180) / Math.PI;

type Columns = Record<string, readonly (number | string)[]>;
const read = (columns: Columns, written?: Written, choices?: Record<string, unknown>) => {
  const log = csvReader.read({name: "run.csv", bytes: table(columns, written), companions: []}, {choices});
  const of = (channel: string) => log.report.used.find((used) => used.channel === channel);
  return {columns: log.cars[0].columns, notes: log.report.notes, unused: log.report.unused, of};
};
const near = (values: Float64Array, expected: readonly number[], digits = 3) => {
  for (const row of [5, 100, 333]) expect(values[row]).toBeCloseTo(expected[row], digits);
};
const KMH = D.speed.map((v) => v * 3.6);

describe("a speed without a unit", () => {
  const units: [string, number][] = [
    ["m/s", 1],
    ["km/h", 3.6],
    ["mph", 1 / 0.44704],
    ["kt", 3600 / 1852],
  ];

  it.each(units)("is in %s if the positions say so, fast or slow", (unit, factor) => {
    for (const d of [D, KART]) {
      const {columns, notes, of} = read({
        ...{Time: d.t, Speed: d.speed.map((v) => v * factor)},
        ...{Latitude: d.latitude.map((v) => v.toFixed(8)), Longitude: d.longitude.map((v) => v.toFixed(8))},
      });
      near(
        columns.speedKmh,
        d.speed.map((v) => v * 3.6),
      );
      expect(notes).toContain(`Speed: in ${unit}, by the positions`);
      expect(of("speedKmh")).toMatchObject({unit, assumed: "by the positions"});
    }
  });

  it.each(units)("is in %s by x and z, or by distance and time", (_, factor) => {
    const Speed = KART.speed.map((v) => v * factor);
    const kmh = KART.speed.map((v) => v * 3.6);
    near(read({Time: KART.t, Speed, x: KART.x, z: KART.z}).columns.speedKmh, kmh);
    const km = KART.distance.map((m) => m / 1000);
    const far = read({Time: KART.t, Speed, "Distance (km)": km, Lap: KART.t.map(() => 1)});
    near(far.columns.speedKmh, kmh);
    expect(far.notes.join()).toContain("by distance and time");
  });

  it("that no unit brings near the positions is left out", () => {
    const {columns, unused} = read({Time: D.t, Speed: D.speed.map((v) => v * 17), lat: D.latitude, lon: D.longitude});
    expect(columns.speedKmh).toBeUndefined();
    expect(unused).toEqual([
      expect.objectContaining({from: "Speed", reason: expect.stringContaining("choose its unit")}),
    ]);
  });

  it("tells the unit of coordinates in tenths of a metre", () => {
    const tenth = (v: number[]) => v.map((m) => m * 10);
    const {columns, notes} = read({
      Time: D.t,
      Speed: KMH,
      X: tenth(D.x),
      Y: tenth(D.z.map((v) => -v)),
      Z: D.t.map(() => 7),
    });
    near(columns.speedKmh, KMH);
    near(columns.worldX, D.x);
    near(columns.worldZ, D.z);
    expect(notes).toContain("X, Y, Z: in 0.1 m, by the speed");
  });

  it("and coordinates that agree in no unit are kept with a word", () => {
    const {columns, notes} = read({Time: D.t, Speed: KMH, x: D.x.map((v) => 1.7 * v), z: D.z.map((v) => 1.7 * v)});
    near(columns.speedKmh, KMH);
    expect(notes).toContain("Speed: the coordinates move at 1.70 of this speed");
  });

  it("of the user stays, whatever the data show", () => {
    const columns = {Time: D.t, Speed: KMH, lat: D.latitude, lon: D.longitude};
    const chosen = read(columns, {}, {columns: {Speed: {channel: "speedKmh", unit: "mph"}}});
    near(
      chosen.columns.speedKmh,
      KMH.map((v) => v * 1.609344),
    );
    expect(chosen.of("speedKmh")).not.toHaveProperty("assumed");
  });
});

describe("a unit of the file", () => {
  it("that the positions contradict is replaced, with a word", () => {
    const {columns, notes, of} = read(
      {Time: D.t, Speed: D.speed.map((v) => v / 0.44704), Latitude: D.latitude, Longitude: D.longitude},
      {units: ["s", "km/h", "deg", "deg"]},
    );
    near(columns.speedKmh, KMH);
    expect(notes).toContain("Speed: in mph, by the positions; the file gives km/h");
    expect(of("speedKmh")).toMatchObject({unit: "mph", assumed: expect.stringContaining("km/h")});
  });

  it("of a distance in thousands of feet that calls itself km is replaced", () => {
    const {columns, notes} = read(
      {Time: D.t, Speed: D.speed.map((v) => v / 0.44704), Distance: D.distance.map((m) => m / 304.8)},
      {units: ["s", "mph", "km"]},
    );
    near(columns.speedKmh, KMH);
    near(columns.lapDistance ?? columns.totalDistance, D.distance);
    expect(notes.join("\n")).toMatch(/Distance: in kft, by speed and time; the file gives km/);
  });

  it("that fits is kept without a word", () => {
    const {notes, of} = read(
      {Time: D.t, Speed: KMH, Latitude: D.latitude, Longitude: D.longitude},
      {units: ["s", "km/h", "deg", "deg"]},
    );
    expect(notes.join()).not.toContain("by the positions");
    expect(of("speedKmh")).not.toHaveProperty("assumed");
  });
});

describe("a heading", () => {
  it.each([
    ["rad", (v: number) => v],
    ["deg", deg],
    ["0.01 deg", (v: number) => Math.round(deg(v) * 100)],
    ["deg", (v: number) => ((deg(v) + 540) % 360) - 180],
  ])("is in %s by the direction of the positions", (unit, of) => {
    const {columns, notes} = read({Time: D.t, Heading: D.course.map(of), lat: D.latitude, lon: D.longitude});
    expect(Math.cos(columns.heading[200])).toBeCloseTo(Math.cos(D.course[200]), 3);
    expect(Math.max(...columns.heading)).toBeLessThan(6.3);
    expect(notes).toContain(`Heading: in ${unit}, by the direction of the positions`);
  });

  it("from east, anticlockwise, is turned; one that follows nothing is left out", () => {
    const data = {Time: D.t, lat: D.latitude, lon: D.longitude};
    const turned = read({...data, Heading: D.course.map((v) => deg(Math.PI / 2 - v))});
    expect(Math.sin(turned.columns.heading[300])).toBeCloseTo(Math.sin(D.course[300]), 2);
    expect(turned.notes.join()).toContain("anticlockwise from east");
    const lost = read({...data, Heading: D.t.map((t) => (t * 77) % 360)});
    expect(lost.columns.heading).toBeUndefined();
    expect(lost.unused[0].reason).toContain("does not follow the direction of the positions");
  });

  it("without positions is judged by its range", () => {
    near(read({Time: D.t, Heading: D.course.map(deg)}).columns.heading, D.course);
  });
});

describe("accelerations", () => {
  const places = {Time: D.t, lat: D.latitude, lon: D.longitude};

  it.each([
    ["g", 1 / G],
    ["m/s²", 1],
  ])("are in %s by the curvature of the path, and all alike", (unit, factor) => {
    const scale = (v: number[]) => v.map((a) => a * factor);
    const {columns, of} = read({...places, LatAccel: scale(D.lateral), LongAccel: D.t.map(() => 0.1)});
    near(
      columns.gLateral,
      D.lateral.map((a) => a / G),
    );
    expect(columns.gLongitudinal[9]).toBeCloseTo(unit === "g" ? 0.1 : 0.1 / G, 4);
    expect(of("gLateral")).toMatchObject({unit, assumed: "by speed and curvature of the path"});
    expect(of("gLongitudinal")).toMatchObject({unit, assumed: "like gLateral"});
  });

  it("without a path are judged by the change of speed, or by gravity", () => {
    const one = read({Time: D.t, "Speed (km/h)": KMH, LongAccel: D.longitudinal});
    near(
      one.columns.gLongitudinal,
      D.longitudinal.map((a) => a / G),
      2,
    );
    const up = read({Time: D.t, VertAccel: D.t.map((t) => G + 0.3 * Math.sin(t)), LatAccel: D.lateral});
    expect(up.columns.gVertical[0]).toBeCloseTo(1, 2);
    expect(up.of("gLateral")).toMatchObject({unit: "m/s²", assumed: "like gVertical"});
  });

  it("and rates of turn", () => {
    const {columns} = read({...places, YawRate: D.turn.map(deg)});
    expect(Math.abs(columns.yawRate[50])).toBeCloseTo(Math.abs(D.turn[50]), 3);
  });
});

describe("pressures of air", () => {
  const wave = D.t.map((t) => Math.sin(t / 5));

  it.each([
    ["bar", 1],
    ["kPa", 100],
    ["mbar", 1000],
    ["Pa", 100_000],
    ["psi", 14.5037738],
    ["inHg", 29.52998],
  ])("are in %s: the air's near 1 bar, the engine's like it", (unit, factor) => {
    const {columns, of} = read({
      ...{Time: D.t, "Barometric Pressure": D.t.map(() => 0.9997 * factor)},
      ...{
        "Manifold Pressure": wave.map((w) => (1.06 + 0.2 * w) * factor),
        Boost: wave.map((w) => (0.07 + 0.2 * w) * factor),
      },
    });
    expect(columns.airPressureBar[0]).toBeCloseTo(0.9997, 4);
    expect(of("airPressureBar")).toMatchObject({unit, assumed: "air is near 1 bar"});
    if (unit === "inHg") return;
    near(
      columns.manifoldPressureBar,
      wave.map((w) => 1.06 + 0.2 * w),
    );
    near(
      columns.turboBoostBar,
      wave.map((w) => 0.07 + 0.2 * w),
    );
  });

  it("of an engine that never boosts are known by its vacuum", () => {
    const {columns} = read({Time: D.t, Boost: wave.map((w) => 10 * w - 46)});
    expect(columns.turboBoostBar[0]).toBeCloseTo(-0.46, 6);
  });

  it("that no unit brings near 1 bar, and a boost in psi or kPa, are left out with the reason", () => {
    const {columns, unused} = read({Time: D.t, AirPressure: D.t.map(() => 3), Boost: wave.map((w) => 15 + 15 * w)});
    expect([columns.airPressureBar, columns.turboBoostBar]).toEqual([undefined, undefined]);
    expect(unused.map(({reason}) => reason)).toEqual([
      "no unit of pressure makes it near 1 bar: choose its unit",
      "it may be in kPa or psi: choose its unit",
    ]);
  });
});

describe("temperatures", () => {
  it("are all in the unit in which most are usual", () => {
    const f = read({
      Time: D.t,
      "Water Temp": D.t.map(() => 194),
      "Oil Temp": D.t.map(() => 230),
      "Air Temp": D.t.map(() => 50),
    });
    expect(f.columns.waterTempC[0]).toBeCloseTo(90, 6);
    expect(f.columns.oilTempC[0]).toBeCloseTo(110, 6);
    expect(f.columns.airTempC[0]).toBeCloseTo(10, 6);
    expect(f.notes).toContain("Water Temp, Oil Temp, Air Temp: in °F, by its range");
    const c = read({Time: D.t, "Water Temp": D.t.map(() => 90), "Brake Temp FL": D.t.map(() => 420)});
    expect([c.columns.waterTempC[0], c.columns.brakeTempFlC[0]]).toEqual([90, 420]);
    expect(read({Time: D.t, "Water Temp": D.t.map(() => 363.15)}).columns.waterTempC[0]).toBeCloseTo(90, 6);
  });
});

describe("what counts another way", () => {
  it("a clutch that is 1 while the car drives is engaged at 1", () => {
    const Clutch = D.t.map((t) => (t < 2 ? 0 : 1));
    for (const scale of [1, 100]) {
      const {columns, notes} = read({Time: D.t, "Speed (km/h)": KMH, Clutch: Clutch.map((v) => v * scale)});
      expect([columns.clutchPercent[0], columns.clutchPercent[100]]).toEqual([100, 0]);
      expect(notes.join()).toContain("its highest value is engaged");
    }
    expect(read({Time: D.t, "Speed (km/h)": KMH, Clutch: Clutch.map((v) => 1 - v)}).columns.clutchPercent[100]).toBe(0);
  });

  it("VelocityX may be along the car or along the map", () => {
    const data = {Time: D.t, Speed: D.speed, lat: D.latitude, lon: D.longitude};
    const car = read({...data, VelocityX: D.speed});
    expect(car.columns.velocityX).toBeUndefined();
    near(car.columns.localVelocityZ, D.speed);
    const east = D.speed.map((v, i) => v * Math.sin(D.course[i]));
    near(read({...data, VelocityX: east}).columns.velocityX, east);
    const neither = read({...data, VelocityX: D.t.map((t) => 20 * Math.sin(7 * t))});
    expect(neither.columns.velocityX).toBeUndefined();
    expect(neither.unused[0].reason).toContain("neither along the map nor along the car");
  });

  it("lap times are in s or ms by their size; a column of −1 alone is not used", () => {
    const of = (value: number) => read({Time: D.t, "Best Lap": D.t.map(() => value), Foo: D.t});
    expect(of(31.5).columns.bestLapTimeMs[0]).toBe(31_500);
    expect(of(31_500).columns.bestLapTimeMs[0]).toBe(31_500);
    expect(of(-1).unused[0]).toEqual({from: "Best Lap", unit: "", reason: "no known value"});
  });

  it("a last lap time of −1 is none", () => {
    const {columns} = read({Time: D.t, LapLastLapTime: D.t.map((t) => (t < 40 ? -1 : 31.5))});
    expect([columns.lastLapTimeMs[0], columns.lastLapTimeMs[500]]).toEqual([Number.NaN, 31_500]);
  });
});

it("a preview marks what is guessed, and its choices import the same", () => {
  const bytes = table({
    ...{Time: D.t, Speed: KMH, Heading: D.course.map((v) => deg(Math.PI / 2 - v)), Clutch: D.t.map(() => 1)},
    ...{lat: D.latitude, lon: D.longitude, VelocityX: D.speed, AirPressure: D.t.map(() => 101_011)},
  });
  const preview = previewCsv(bytes);
  expect(preview.columns.find(({name}) => name === "Speed")).toMatchObject({
    ...{channelUnit: "km/h", assumed: "by the positions"},
  });
  expect(preview.warnings).toContain("Speed: in km/h, by the positions");
  const read = (choices?: Record<string, unknown>) =>
    csvReader.read({name: "a.csv", bytes, companions: []}, {choices}).cars[0].columns;
  expect(read(previewChoices(preview))).toEqual(read());
});
