import {describe, expect, it} from "vitest";
import type {Corner} from "../../../src/core/track/corner.js";
import {type Bent, cornerType} from "../../../src/core/track/cornerType.js";
import {coverLap} from "../../../src/core/track/straights.js";

const bend = (degrees: number, radiusM: number, direction: Bent["direction"] = "right"): Bent => ({
  degrees,
  radiusM,
  direction,
  lengthM: (degrees * Math.PI * radiusM) / 180,
});

describe("cornerType(bend, neighbours)", () => {
  it.each([
    [bend(20, 200), "kink"],
    [bend(20, 30), "slow"],
    [bend(180, 15), "hairpin"],
    [bend(90, 20), "slow"],
    [bend(90, 80), "medium"],
    [bend(60, 150), "fast"],
    // 100 m of radius over 150°: 262 m
    [bend(150, 100), "long"],
  ])("%o alone is %s", (one, type) => {
    expect(cornerType(one, [])).toBe(type);
  });

  it("flicks to both sides are parts of a chicane, those to one side, a wide or a turning one are not", () => {
    const flick = bend(80, 25);
    expect(cornerType(flick, [bend(80, 25, "left")])).toBe("chicane part");
    expect(cornerType(flick, [bend(80, 25)])).toBe("slow");
    expect(cornerType(flick, [bend(60, 120, "left")])).toBe("slow");
    expect(cornerType(flick, [bend(170, 25, "left")])).toBe("slow");
  });
});

describe("coverLap(corners, lengthM)", () => {
  const corner = (number: number, entryM: number, apexM: number, exitM: number): Corner => ({
    ...{number, entryM, apexM, exitM, direction: "left", type: "slow", degrees: 90, radiusM: 30},
  });
  const ends = ({list, straights}: ReturnType<typeof coverLap>) => [
    list.map(({entryM, exitM}) => [entryM, exitM]),
    straights.map(({number, fromM, toM}) => [number, fromM, toM]),
  ];

  it("gaps of 30 m are straights, counted from the one over the line; shorter ones and overlaps are divided", () => {
    expect(
      ends(coverLap([corner(1, 100, 120, 150), corner(2, 170, 190, 240), corner(3, 230, 260, 300)], 1000)),
    ).toEqual([
      [
        [100, 160],
        [160, 235],
        [235, 300],
      ],
      [[1, 300, 100]],
    ]);
    expect(ends(coverLap([corner(1, 100, 120, 150), corner(2, 400, 420, 450)], 1000))[1]).toEqual([
      [1, 450, 100],
      [2, 150, 400],
    ]);
  });

  it("a corner over the line leaves no straight there", () => {
    expect(ends(coverLap([corner(1, 400, 420, 450), corner(2, 950, 990, 40)], 1000))).toEqual([
      [
        [400, 450],
        [950, 40],
      ],
      [
        [1, 40, 400],
        [2, 450, 950],
      ],
    ]);
  });

  it("cuts between the apexes, however much two corners overlap", () => {
    const {list} = coverLap([corner(1, 100, 120, 400), corner(2, 50, 140, 160)], 1000);
    expect(list[0].exitM).toBe(list[1].entryM);
    expect(list[0].exitM).toBeGreaterThanOrEqual(120);
    expect(list[0].exitM).toBeLessThanOrEqual(140);
  });

  it("a lap without corners is one straight, one with one corner has a straight round it", () => {
    expect(coverLap([], 1000).straights).toEqual([{number: 1, fromM: 0, toM: 1000}]);
    expect(ends(coverLap([corner(1, 100, 120, 150)], 1000))[1]).toEqual([[1, 150, 100]]);
  });
});
