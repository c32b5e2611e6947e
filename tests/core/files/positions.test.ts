import {expect, it} from "vitest";
import {readLogBytes} from "../../support/logFiles.js";
import {ovalDrive} from "../../support/ovalDrive.js";
import {table} from "./csv/tableText.js";

const D = ovalDrive({seconds: 40, steps: 10});
const north = D.z.map((z) => -z);
const read = (columns: Record<string, readonly (number | string)[]>) => {
  const log = readLogBytes("t.csv", table({"Time (s)": D.t, "Speed (km/h)": D.speed.map((v) => v * 3.6), ...columns}));
  const {worldX, worldY, worldZ} = log.cars[0].columns;
  return {worldX, worldY, worldZ, notes: log.report.notes.join("\n")};
};

it("x and y are the map, also without a height", () => {
  const {worldX, worldZ} = read({"X (m)": D.x, "Y (m)": north});
  expect([worldX[100], worldZ[100]]).toEqual([expect.closeTo(D.x[100], 5), expect.closeTo(D.z[100], 5)]);
});

it("an x beside a height is no map: latitude and longitude are", () => {
  const places = {Latitude: D.latitude.map(String), Longitude: D.longitude.map(String)};
  const height = D.t.map((t) => 500 + Math.sin(t));
  const {worldX, worldY, worldZ, notes} = read({"X-position (m)": D.x, "Altitude (m)": height, ...places});
  expect(worldX[100]).toBeCloseTo(D.x[100] - D.x[0], 1);
  expect(worldZ[100]).toBeCloseTo(D.z[100] - D.z[0], 1);
  expect(worldY[100]).toBeCloseTo(height[100], 5);
  expect(notes).toContain("x without a second horizontal axis is no map");
});

it("an x beside a height, alone, gives no map", () => {
  const {worldZ, notes} = read({"X (m)": D.x, "Altitude (m)": D.t.map(() => 500)});
  expect(worldZ).toBeUndefined();
  expect(notes).not.toContain("horizontal, so z");
});
