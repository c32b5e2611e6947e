import {describe, expect, it} from "vitest";
import {LogFileError} from "../../../src/core/files/importedLog.js";
import {pathLength} from "../../../src/core/geometry/closedPath.js";
import {groundTruth, sharedBytes} from "../../support/logFiles.js";
import {sharedData} from "../../support/sharedData.js";
import {readBroadcastMap, readFastLane, trackOfLine} from "../../support/trackLines.js";

/** A circle of 200 m radius, 360 points, 4 m of road to the left and 6 m to the right. */
function circle(): {ai: Uint8Array; map: Uint8Array} {
  const n = 360;
  const ai = new DataView(new ArrayBuffer(16 + 20 * n + 4 + 72 * n));
  const map = new DataView(new ArrayBuffer(14 + 12 * n));
  new Uint8Array(map.buffer).set(new TextEncoder().encode("retm"));
  map.setInt16(4, 1, true);
  ai.setInt32(0, 7, true);
  ai.setInt32(4, n, true);
  ai.setInt32(16 + 20 * n, n, true);
  for (let i = 0; i < n; i++) {
    const angle = (i / n) * 2 * Math.PI;
    const [x, z] = [200 * Math.cos(angle), 200 * Math.sin(angle)];
    for (const [k, v] of [x, 1, z, 200 * angle].entries()) ai.setFloat32(16 + 20 * i + 4 * k, v, true);
    ai.setFloat32(16 + 20 * n + 4 + 72 * i + 24, 4, true);
    ai.setFloat32(16 + 20 * n + 4 + 72 * i + 28, 6, true);
    for (const [k, v] of [x, z, i / n].entries()) map.setFloat32(14 + 12 * i + 4 * k, v, true);
  }
  return {ai: new Uint8Array(ai.buffer), map: new Uint8Array(map.buffer)};
}

describe("a line along a circuit", () => {
  it("becomes a track of even points, with its room where the file knows it", () => {
    const {ai, map} = circle();
    const track = trackOfLine(readFastLane(ai), {id: "circle", frame: "assetto-corsa"});
    expect(track.lengthM).toBeCloseTo(400 * Math.PI, 0);
    expect([track.clockwise, track.room?.left[9], track.room?.right[9], track.laps]).toEqual([true, 4, 6, 0]);
    expect(track.curvature[50]).toBeCloseTo(1 / 200, 3);
    const mapped = trackOfLine(readBroadcastMap(map), {id: "circle", frame: "acc"});
    expect([mapped.lengthM, mapped.room]).toEqual([expect.closeTo(track.lengthM, 3), undefined]);
  });

  it("is refused when it is cut, lies or is no circuit", () => {
    const {ai, map} = circle();
    for (let end = 0; end < ai.length; end += 1024) expect(() => readFastLane(ai.slice(0, end))).toThrow(LogFileError);
    expect(() => readBroadcastMap(map.slice(0, 1001))).toThrow("the file is cut");
    expect(() => trackOfLine(readBroadcastMap(map.slice(0, 14 + 12 * 180)), {id: "half", frame: ""})).toThrow(
      "not a closed circuit",
    );
    const lie = (bytes: Uint8Array, at: number, value: number, float = true) => {
      const copy = bytes.slice();
      const view = new DataView(copy.buffer);
      if (float) view.setFloat32(at, value, true);
      else view.setInt32(at, value, true);
      return copy;
    };
    expect(() => readFastLane(lie(ai, 0, 6, false))).toThrow("byte 0: unknown version: 6");
    expect(() => readFastLane(lie(ai, 4, 1 << 30, false))).toThrow("byte 4");
    expect(() => readFastLane(lie(ai, 16 + 12, 9e9))).toThrow("distance falls");
    expect(() => readFastLane(lie(ai, 16, Number.NaN))).toThrow("byte 16: invalid position");
    expect(() => readBroadcastMap(lie(map, 14 + 12 * 5, 1e6))).toThrow("from the previous point");
    expect(() => readBroadcastMap(lie(map, 0, 1, false))).toThrow("retm");
  });
});

describe.skipIf(!sharedData())("the games' own lines", () => {
  it.each(["imola", "kyalami", "laguna_seca"])("ACC's map of %s has the length it is known to have", (name) => {
    const path = `acc/broadcast-track-maps/${name}.bin.gz`;
    const truth = groundTruth(path);
    const line = readBroadcastMap(sharedBytes(path));
    expect(line.path.x.length).toBe(truth.points);
    expect(pathLength(line.path, false)).toBeCloseTo(truth.pathLengthM, 0);
    expect(line.spline[0]).toBeCloseTo(truth.spline[0], 4);
    const track = trackOfLine(line, {id: name, frame: "acc"});
    expect(Math.abs(track.lengthM / truth.pathLengthM - 1)).toBeLessThan(0.005);
  });

  it("Assetto Corsa's line is read to its last point", () => {
    const path = "assetto-corsa/ai-line/czyzoring_fast_lane.ai.gz";
    const truth = groundTruth(path);
    const line = readFastLane(sharedBytes(path));
    expect([line.path.x.length, line.lengthAtLastM]).toEqual([
      truth.points,
      expect.closeTo(truth.lengthAtLastPointM, 1),
    ]);
    const track = trackOfLine(line, {id: "czyzoring", frame: "assetto-corsa"});
    expect(Math.abs(track.lengthM / truth.lengthAtLastPointM - 1)).toBeLessThan(0.01);
  });
});
