import {expect, it} from "vitest";
import {cornerLabels} from "../../../src/components/laps/axisCorners.js";

it("cornerLabels(corners) joins numbers that would touch, in the middle of them", () => {
  const at = (...xs: number[]) => cornerLabels(xs.map((x, i) => ({text: String(i + 1), x})));
  expect(at(0, 50)).toEqual([
    {text: "1", x: 0},
    {text: "2", x: 50},
  ]);
  expect(at(0, 6)).toEqual([{text: "1–2", x: 3}]);
  // a label that has grown takes in its neighbour
  expect(at(0, 11, 17)).toEqual([{text: "1–3", x: 8.5}]);
  expect(cornerLabels([])).toEqual([]);
});
