import {describe, expect, it} from "vitest";
import {sectorStarts} from "../../../src/core/laps/sectorStarts.js";

describe("sectorStarts", () => {
  it("finds where 2 and 3 begin, skipping NaN", () => {
    expect(sectorStarts([0, 1, 2, 3, 4], [1, 1, Number.NaN, 2, 3])).toEqual([3, 4]);
  });
  it("gives null for a boundary that was not recorded", () => {
    expect(sectorStarts([0, 1, 2], [2, 2, 3])).toEqual([null, 2]);
    expect(sectorStarts([], [])).toEqual([null, null]);
  });
});
