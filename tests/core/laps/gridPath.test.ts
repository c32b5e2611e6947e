import {expect, it} from "vitest";
import {gridPath} from "../../../src/core/laps/gridPath.js";
import {lineOfTrack} from "../../../src/core/laps/placeLine.js";
import {makeTrack} from "../../../src/core/track/track.js";

it("gridPath(lap, line) puts a lap beside a circle's line, to the right of travel", () => {
  const [n, radius] = [720, 200];
  // x right, z down: clockwise on the map, so that the right is inside
  const at = (i: number) => (2 * Math.PI * i) / n;
  const [x, z] = [Math.cos, Math.sin].map((of) => Float64Array.from({length: n}, (_, i) => radius * of(at(i))));
  const facts = {id: "c", name: "c", frame: "", sectorStartsM: [], laps: 1};
  const line = lineOfTrack(makeTrack(facts, x, z));
  const points = Math.round(line.lengthM);
  const offset = new Float64Array(points + 1).fill(5);
  offset[7] = Number.NaN;
  const path = gridPath({n: points, stepM: line.lengthM / points, offset}, line);
  path.x.forEach((px, g) => {
    const away = Math.hypot(px, path.z[g]);
    if (g === 7) expect(away).toBeNaN();
    else expect(Math.abs(away - 195)).toBeLessThan(0.05);
  });
  expect(path.x[0]).toBeCloseTo(195, 1);
});
