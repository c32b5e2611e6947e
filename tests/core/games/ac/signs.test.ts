import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {createRow, rowIndex} from "../../../../src/core/channels/telemetryRow.js";
import {ACC_PHYSICS} from "../../../../src/core/games/ac/physicsPage.js";
import {PhysicsRows} from "../../../../src/core/games/ac/physicsRow.js";
import {readStatic} from "../../../../src/core/games/ac/staticFacts.js";
import {ACC_STATIC} from "../../../../src/core/games/ac/staticPage.js";
import {writeStruct} from "../../../../src/core/games/ac/struct.js";
import {sharedData} from "../../../support/sharedData.js";

const FILE = sharedData("acc/shared-memory-csv/live_unit_test_laguna_seca.csv.gz");

function correlation(a: number[], b: number[]): number {
  const mean = (x: number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
  const [ma, mb] = [mean(a), mean(b)];
  const dot = (x: number[], mx: number, y: number[], my: number) =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0);
  return dot(a, ma, b, mb) / Math.sqrt(dot(a, ma, a, ma) * dot(b, mb, b, mb));
}

describe("the car's frame, in a real drive", () => {
  it.skipIf(!FILE)("has x to the left: lateral g, yaw rate and steering agree in the catalogue's signs", () => {
    const [head, ...lines] = gunzipSync(readFileSync(FILE!)).toString().trim().split("\n");
    const names = head.trim().split(",");
    const page = new DataView(new ArrayBuffer(ACC_PHYSICS.bytes));
    const staticPage = new DataView(new ArrayBuffer(ACC_STATIC.bytes));
    writeStruct(ACC_STATIC, staticPage, {carModel: "mclaren_720s_gt3", track: "laguna_seca"});
    const car = readStatic(staticPage)!;
    expect(car).toMatchObject({game: "acc", trackName: "Laguna Seca", carName: "McLaren 720S GT3 2019"});
    const reader = new PhysicsRows(car);
    const column: Record<string, number[]> = {};
    let topSpeed = 0;
    for (const line of lines) {
      const cells = line.split(",");
      const of = (name: string) => Number(cells[names.indexOf(name)]);
      writeStruct(ACC_PHYSICS, page, {
        ...{speedKmh: of("speed_kmh"), gas: of("gas"), steerAngle: of("steer_angle"), gear: of("gear") + 1},
        accG: [of("g_force_x"), of("g_force_y"), of("g_force_z")],
        localAngularVel: [of("angular_velocity_x"), of("angular_velocity_y"), of("angular_velocity_z")],
        localVelocity: [of("local_velocity_x"), of("local_velocity_y"), of("local_velocity_z")],
      });
      const row = createRow();
      reader.fill(row, page);
      const get = (name: string) => row[rowIndex(name)];
      topSpeed = Math.max(topSpeed, get("speedKmh"));
      if (get("speedKmh") < 60) continue;
      for (const name of ["speedKmh", "steering", "gLateral", "gLongitudinal", "yawRate", "localVelocityZ"])
        (column[name] ??= []).push(get(name));
    }
    expect(topSpeed).toBeCloseTo(176.58, 1);
    const {speedKmh, steering, gLateral, yawRate, localVelocityZ} = column;
    const turning = yawRate.map((rate, i) => rate * speedKmh[i]);
    expect(correlation(steering, gLateral)).toBeGreaterThan(0.75);
    expect(correlation(turning, gLateral)).toBeLessThan(-0.8);
    expect(correlation(steering, yawRate)).toBeLessThan(-0.7);
    expect(correlation(speedKmh, localVelocityZ)).toBeGreaterThan(0.99);
  });
});
