import {describe, expect, it} from "vitest";
import {
  type EditedCorner,
  joinCorners,
  moveCorner,
  renameCorner,
  splitCorner,
} from "../../../../src/core/track/authored/editCorners.js";

const L = 1000;
const corners: EditedCorner[] = [
  {number: 1, name: "One", entryM: 100, apexM: 150, exitM: 200},
  {number: 2, entryM: 300, apexM: 350, exitM: 400},
  {number: 3, name: "Line", entryM: 950, apexM: 990, exitM: 20},
];

describe("moveCorner(corners, index, part, byM, lengthM)", () => {
  it("moves all of a corner, or one end", () => {
    expect(moveCorner(corners, 1, "apexM", 10, L)[1]).toMatchObject({entryM: 310, apexM: 360, exitM: 410});
    expect(moveCorner(corners, 1, "entryM", -30, L)[1]).toMatchObject({entryM: 270, apexM: 350, exitM: 400});
    expect(moveCorner(corners, 1, "exitM", 30, L)[1]).toMatchObject({entryM: 300, apexM: 350, exitM: 430});
  });

  it("stays between the neighbours' apexes, and its ends off its apex", () => {
    expect(moveCorner(corners, 1, "apexM", 9999, L)[1].apexM).toBe(988);
    expect(moveCorner(corners, 1, "apexM", -9999, L)[1].apexM).toBe(152);
    expect(moveCorner(corners, 1, "entryM", 9999, L)[1].entryM).toBe(348);
    expect(moveCorner(corners, 1, "exitM", -9999, L)[1].exitM).toBe(352);
  });

  it("passes the start line either way, and keeps the order of the lap", () => {
    const over = moveCorner(corners, 2, "apexM", 30, L);
    expect(over.map(({number}) => number)).toEqual([3, 1, 2]);
    expect(over[0]).toMatchObject({entryM: 980, apexM: 20, exitM: 50});
    expect(moveCorner(over, 0, "apexM", -30, L)).toEqual(corners);
  });
});

describe("splitCorner and joinCorners", () => {
  it("divide a corner in two that cover it, later ones counting on; joining undoes it", () => {
    const split = splitCorner(corners, 0, L, 130);
    expect(split.map(({number}) => number)).toEqual([1, 2, 3, 4]);
    expect(split[0]).toEqual({number: 1, name: "One", entryM: 100, apexM: 115, exitM: 130});
    expect(split[1]).toEqual({number: 2, name: "One", entryM: 130, apexM: 165, exitM: 200});
    const joined = joinCorners(split, 0, L);
    expect(joined.map(({number}) => number)).toEqual([1, 2, 3]);
    expect(joined[0]).toMatchObject({name: "One", entryM: 100, exitM: 200});
  });

  it("work over the start line, and on the last corner", () => {
    const split = splitCorner(corners, 2, L);
    expect(split.at(-1)).toMatchObject({number: 3, entryM: 950, exitM: 985});
    expect(split[0]).toMatchObject({number: 4, entryM: 985, exitM: 20});
    const joined = joinCorners(corners, 2, L);
    expect(joined).toHaveLength(2);
    expect(joined.find(({name}) => name === "Line")).toMatchObject({number: 3, entryM: 950, exitM: 200, apexM: 70});
    expect(joinCorners(corners.slice(0, 1), 0, L)).toEqual(corners.slice(0, 1));
  });
});

it("renameCorner gives number, label and name, and removes empty ones", () => {
  const named = renameCorner(corners, 1, {number: 7, label: "7a", name: " Esses "});
  expect(named[1]).toMatchObject({number: 7, label: "7a", name: "Esses"});
  expect(renameCorner(named, 1, {label: "", name: ""})[1]).toEqual({...corners[1], number: 7});
  expect(named[0]).toBe(corners[0]);
});
