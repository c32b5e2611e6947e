import {expect, it} from "vitest";
import {cornerHint} from "../../../src/core/findings/cornerHint.js";
import {madeComparison} from "../../support/madeDebrief.js";

it("cornerHint(place, laps) names what differs most beside its usual spread, as a hint", () => {
  const own = [117.2, 117.3, 117.4].map((first, i) => ({lap: i + 1, first, second: 120}));
  const {comparison} = madeComparison(own, [{car: 1, lap: 1, first: 120, second: 120}]);
  const {laps, references, pieces} = comparison;
  const [first, second] = pieces.filter(({kind}) => kind === "corner");
  // 2.7 km/h is more than whole km/h hide; all other measures are equal
  expect(cornerHint(first, {laps, references, all: laps})).toBe(
    "no single cause stands out; a hint: minimum speed 2.7 km/h lower, where ±1.4 km/h is usual from lap to lap",
  );
  // 0.7 km/h is less than they hide
  const close = madeComparison(
    [119.2, 119.3, 119.4].map((first, i) => ({lap: i + 1, first, second: 120})),
    [{car: 1, lap: 1, first: 120, second: 120}],
  ).comparison;
  expect(cornerHint(first, {laps: close.laps, references: close.references, all: close.laps})).toMatch(
    /^no single cause stands out: nothing measured/,
  );
  expect(cornerHint(second, {laps, references, all: laps})).toBeNull();
});
