import {expect, it} from "vitest";
import type {ArchivedSession, LapRow} from "../../../../src/core/archive/types.js";
import {lapCountText, lapReasons} from "../../../../src/core/laps/open/lapCount.js";

const row = (lap: number, other: Partial<LapRow> = {}) =>
  ({
    ...{car: 0, lap, lapTimeMs: 90_000 + lap, valid: true, complete: true, file: "a", pit: false},
    ...{startTime: null, endTime: null, tyreCompound: null},
    ...other,
  }) as LapRow;
const laps = [
  row(1, {pit: true}),
  ...[2, 3, 4, 5, 6, 7].map((lap) => row(lap)),
  row(8, {lapTimeMs: 120_000}),
  row(9, {valid: false}),
  row(10, {file: null}),
  row(11, {lapTimeMs: null, complete: false}),
  row(2, {car: 1}),
];
const session = {type: "practice", events: [], flashbacks: [], stints: [], playerCar: 0};
const archived = {session, laps} as unknown as ArchivedSession;

it("lapReasons(archived, car, counted) names the first reason of every lap that is not counted", () => {
  const reasons = lapReasons(archived, 0, [3, 4, 5], {refused: [6], references: [2]});
  expect(reasons).toHaveLength(11);
  expect(lapCountText(reasons)).toBe(
    "Counts 3 of 11 laps; not: pit lane 1 (1), the reference 1 (2), not placed on the line 1 (6), " +
      "slower than those read 1 (7), much slower 1 (8), not valid 1 (9), no samples from line to line 1 (10), no time 1 (11).",
  );
  // valid laps from line to line: a much slower one is one of them
  const valid = lapReasons(archived, 0, [2, 3, 4, 5, 6, 7, 8], {paced: false});
  expect(lapCountText(valid, {numbers: false})).toBe(
    "Counts 7 of 11 laps; not: pit lane 1, not valid 1, no samples from line to line 1, no time 1.",
  );
});

it("lapCountText(laps) puts the commonest reason first, and says when all count", () => {
  const of = (...reasons: (string | null)[]) => reasons.map((because, lap) => ({lap, because}));
  expect(lapCountText(of(null, "not valid", "pit lane", "pit lane"))).toBe(
    "Counts 1 of 4 laps; not: pit lane 2 (2–3), not valid 1 (1).",
  );
  expect(lapCountText(of(null, null))).toBe("Counts all 2 laps.");
  expect(lapCountText(of(null))).toBe("Counts 1 lap.");
});
