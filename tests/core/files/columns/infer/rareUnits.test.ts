import {describe, expect, it} from "vitest";
import {readLogBytes, utf8} from "../../../../support/logFiles.js";
import {ovalDrive} from "../../../../support/ovalDrive.js";
import {table} from "../../csv/tableText.js";

const D = ovalDrive({seconds: 60, steps: 10});
const KMH = D.speed.map((v) => v * 3.6);
const RPM = D.speed.map((v) => 3000 + 60 * v);
const G = D.lateral.map((a) => a / 9.80665);
const MAP_BAR = D.speed.map((v) => 0.85 + (v - 25) / 60);
const scale = (values: readonly number[], factor: number, add = 0) => values.map((v) => v * factor + add);

function read(columns: Record<string, readonly (number | string)[]>) {
  const log = readLogBytes("t.csv", table({"Time (s)": D.t, "Speed (km/h)": KMH, ...columns}));
  return {columns: log.cars[0].columns, notes: log.report.notes.join("\n"), unused: log.report.unused};
}
const near = (values: Float64Array | undefined, expected: readonly number[], within = 1e-3) => {
  for (let i = 0; i < expected.length; i += 37)
    expect(Math.abs(values![i] - expected[i])).toBeLessThan(within * Math.max(1, Math.abs(expected[i])));
};

describe("units that only the values show", () => {
  it.each([
    ["rad/s", "Engine Speed (rad/s)", Math.PI / 30],
    ["Hz", "Engine Speed (Hz)", 1 / 60],
    ["thousands", "RPM", 1 / 1000],
    ["thousands, said", "RPM (x1000)", 1 / 1000],
  ])("engine speed in %s", (_, name, factor) => near(read({[name]: scale(RPM, factor)}).columns.rpm, RPM));

  it("pedals in bytes: the brake like the throttle", () => {
    const {columns, notes} = read({
      Throttle: D.speed.map((_, i) => Math.round(255 * (i % 3 ? 0.9 : 0.6))),
      Brake: D.speed.map((_, i) => Math.round(255 * (i % 5 ? 0 : 0.3))),
    });
    expect(columns.throttle[0]).toBeCloseTo(0.6, 2);
    expect(columns.brake[0]).toBeCloseTo(0.3, 2);
    expect(notes).toContain("Brake: in 0–255, like throttle");
  });

  it.each([
    ["mbar", 1000],
    ["Pa", 100_000],
  ])("pressures of oil, tyres and brakes in %s", (_, factor) => {
    const {columns} = read({
      "Oil Pressure": scale(MAP_BAR, 4 * factor),
      "Tyre Pressure FL": scale(MAP_BAR, 1.8 * factor),
      "Brake Pressure Front": D.t.map((t) => (t % 9 < 2 ? 40 * factor : 0)),
    });
    near(columns.oilPressureBar, scale(MAP_BAR, 4));
    near(columns.tyrePressureFlPsi, scale(MAP_BAR, 1.8 * 14.50377));
    expect(columns.brakePressureFrontBar[0]).toBeCloseTo(40, 6);
  });

  it("the engine's air in inHg where the air's pressure is; alone it may be psi, and waits for a choice", () => {
    const inHg = 29.53;
    const all = read({
      "Barometric Pressure": D.t.map(() => 29.5),
      "Manifold Pressure": scale(MAP_BAR, inHg),
      Boost: scale(MAP_BAR, inHg, -29.5),
    });
    near(all.columns.manifoldPressureBar, MAP_BAR, 2e-3);
    near(all.columns.turboBoostBar, scale(MAP_BAR, 1, -0.999), 3e-3);
    const alone = read({"Manifold Pressure": scale(MAP_BAR, inHg)});
    expect(alone.columns.manifoldPressureBar).toBeUndefined();
    expect(alone.unused.find(({from}) => from === "Manifold Pressure")?.reason).toContain("psi or inHg");
  });

  it("accelerations in thousandths of g, against the file's unit too", () => {
    const places = {Latitude: D.latitude.map(String), Longitude: D.longitude.map(String)};
    near(read({LatAccel: scale(G, 1000)}).columns.gLateral, G);
    near(read({"LatAccel (g)": scale(G, 1000), ...places}).columns.gLateral, G);
    expect(read({"LatAccel (g)": scale(G, 1000)}).notes).toContain("no car reaches");
  });

  it("headings in tenths and hundredths of a degree, without positions", () => {
    for (const factor of [10, 100])
      near(read({Heading: scale(D.course, (factor * 180) / Math.PI)}).columns.heading, D.course);
  });

  it("places in radians", () => {
    const radians = (degrees: readonly number[]) => degrees.map((v) => ((v * Math.PI) / 180).toFixed(12));
    const {columns, notes} = read({Latitude: radians(D.latitude), Longitude: radians(D.longitude)});
    near(columns.latitude, D.latitude, 1e-8);
    expect(notes).toContain("in radians, by the speed");
    const degrees = read({Latitude: D.latitude.map(String), Longitude: D.longitude.map(String)});
    near(degrees.columns.latitude, D.latitude, 1e-8);
  });

  it("speed in knots beside a distance in miles; in mph beside miles it may be km/h beside km, which is said", () => {
    const both = (kmhTo: number) =>
      readLogBytes(
        "t.csv",
        table({
          "Time (s)": D.t,
          Speed: scale(KMH, kmhTo),
          Distance: scale(D.distance, 1 / 1609.344).map((v) => v.toFixed(7)),
        }),
      );
    near(both(1 / 1.852).cars[0].columns.speedKmh, KMH);
    expect(both(1 / 1.609344).report.notes.join()).toContain("agree in mph and miles as well");
  });
});

describe("a table with a row for each value", () => {
  const rows = (cars: string[], named: string[] = ["t", "parameter", "val"]) =>
    D.t
      .flatMap((t, i) =>
        cars.flatMap((car) =>
          [
            [t, car, "Speed (mph)", D.speed[i] / 0.44704],
            [t, car, "RPM", RPM[i]],
          ].map((row) => (cars.length > 1 ? row : row.toSpliced(1, 1)).join(",")),
        ),
      )
      .toSpliced(0, 0, named.join(","));

  it("has the units of its names", () => {
    const {columns} = readLogBytes("t.csv", utf8(rows(["A"]).join("\n"))).cars[0];
    near(columns.speedKmh, KMH);
    near(columns.rpm, RPM);
  });

  it("of two cars has two", () => {
    const log = readLogBytes("t.csv", utf8(rows(["A", "B"], ["time", "vehicle", "name", "value"]).join("\n")));
    expect(log.cars.map(({driver, rows: count}) => [driver, count])).toEqual([
      ["A", D.t.length],
      ["B", D.t.length],
    ]);
  });
});
