import {expect, it} from "vitest";
import {classifiedOutcomes, runningOutcomes} from "../../../../src/core/games/f1/outcomes.js";

/** Slots: a finisher, a retired car, one that still drives, an empty one. */
const common = {
  resultStatus: Uint8Array.of(3, 7, 2, 0),
  gridPosition: Uint8Array.of(2, 1, 0, 0),
  numPitStops: Uint8Array.of(1, 0, 3, 0),
};

it("classifiedOutcomes(c) has place, grid, stops, penalties and the cause, and no empty slot", () => {
  const c = {
    ...common,
    position: Uint8Array.of(1, 3, 2, 4),
    penaltiesTime: Uint8Array.of(5, 0, 0, 0),
    resultReason: Uint8Array.of(2, 3, 0, 0),
  };
  expect([...classifiedOutcomes(c as never)]).toEqual([
    [0, {position: 1, race: {grid: 2, status: "finished", stops: 1, penaltyS: 5}}],
    [1, {position: 3, race: {grid: 1, status: "retired", stops: 0, penaltyS: 0, because: "terminal damage"}}],
    [2, {position: 2, race: {stops: 3, penaltyS: 0}}],
  ]);
  // format 2023 sends no reasons
  const {resultReason: _, ...earlier} = c;
  expect(classifiedOutcomes(earlier as never).get(1)!.race).not.toHaveProperty("because");
});

it("runningOutcomes(c) knows no places: a recording that ends early has no classification", () => {
  const running = runningOutcomes({...common, penalties: Uint8Array.of(0, 0, 10, 0)} as never);
  expect(running.get(2)).toEqual({race: {stops: 3, penaltyS: 10}});
  expect([...running.keys()]).toEqual([0, 1, 2]);
});
