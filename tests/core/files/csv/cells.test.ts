import {describe, expect, it} from "vitest";
import {readerOf} from "../../../../src/core/files/readers.js";
import {readLogBytes, utf8} from "../../../support/logFiles.js";
import {ovalDrive} from "../../../support/ovalDrive.js";
import {table} from "./tableText.js";

const D = ovalDrive({seconds: 40, steps: 10});
const KMH = D.speed.map((v) => v * 3.6);
const near = (values: Float64Array, expected: readonly number[], within = 0.06) => {
  for (let i = 0; i < expected.length; i += 23) expect(Math.abs(values[i] - expected[i])).toBeLessThan(within);
};

describe("cells with their unit", () => {
  it("are numbers in that unit", () => {
    const bytes = table({
      Time: D.t.map((t) => `${t.toFixed(1)} s`),
      Speed: KMH.map((v) => `${(v / 1.609344).toFixed(2)} mph`),
      Throttle: D.t.map((t) => `${Math.round(t)}%`),
      "Oil Pressure": D.t.map(() => "400kPa"),
    });
    const {columns} = readLogBytes("t.csv", bytes).cars[0];
    near(columns.speedKmh, KMH);
    near(
      columns.throttle,
      D.t.map((t) => Math.round(t) / 100),
      1e-6,
    );
    expect(columns.oilPressureBar[0]).toBeCloseTo(4, 9);
    expect(columns.sessionTime.at(-1)).toBeCloseTo(39.9, 6);
  });

  it("of another unit than the cells before have no value", () => {
    const bytes = table({Time: D.t, Speed: KMH.map((v, i) => (i === 5 ? "20 mph" : `${v.toFixed(2)} km/h`))});
    const {speedKmh} = readLogBytes("t.csv", bytes).cars[0].columns;
    expect(speedKmh[5]).toBeNaN();
    near(speedKmh.subarray(6), KMH.slice(6));
  });
});

describe("a second table in a file", () => {
  const LAPS = D.t.map((t) => 1 + Math.floor(t / 15));
  const first = new TextDecoder().decode(table({Time: D.t, "Speed (km/h)": KMH, Lap: LAPS}));
  const alone = readLogBytes("t.csv", utf8(first));

  it.each([
    ["of fewer columns", "\nLap,Best\n1,15.0\n2,15.0\n"],
    ["without a blank line", "Lap,Best\n1,15.0\n"],
  ])("is left out, with its line: %s", (_, second) => {
    const log = readLogBytes("t.csv", utf8(first + second));
    expect(log.cars[0].laps).toEqual(alone.cars[0].laps);
    expect(log.cars[0].rows).toBe(D.t.length);
    expect(log.report.notes.join()).toMatch(/line \d+ begins another table: its \d rows are left out/);
  });

  it("is none where the head is repeated", () => {
    const [head, ...rows] = first.trim().split("\n");
    const repeated = [head, ...rows.slice(0, 200), head, ...rows.slice(200)].join("\n");
    expect(readLogBytes("t.csv", utf8(`${repeated}\n`)).cars[0].rows).toBe(D.t.length);
  });
});

it("a page in HTML is no AiM log", () => {
  const page = utf8("<html><body><table><tr><td>1</td></tr></table></body></html>");
  expect(readerOf(page, "page.csv")).toBeUndefined();
});
