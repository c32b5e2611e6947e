import {expect, it} from "vitest";
import type {ArchivedSession} from "../../../src/core/archive/types.js";
import {redactionOf} from "../../../src/core/report/redact.js";

const sessionOf = (...names: string[]) =>
  ({session: {drivers: names.map((name, car) => ({car, name}))}, laps: []}) as unknown as ArchivedSession;

it("redactionOf(sessions) numbers drivers in their order, one number a name over all sessions", () => {
  const {name} = redactionOf([sessionOf("Ada", "Bo"), sessionOf("Cy", "Ada")]);
  expect(["Ada", "Bo", "Cy", "Ada", ""].map(name)).toEqual(["Driver 1", "Driver 2", "Driver 3", "Driver 1", ""]);
  expect(name("somebody else")).toBe("Driver ?");
});

it("redactionOf(sessions).text(text) replaces whole names in any case, the longer of two first, special characters too", () => {
  const {text} = redactionOf([sessionOf("Ann", "Ann Lee", "A.J. (x)", "José")]);
  expect(text("ann lee beat ANN's lap, A.J. (x) and José; Annual, AxJ. (x)")).toBe(
    "Driver 2 beat Driver 1's lap, Driver 3 and Driver 4; Annual, AxJ. (x)",
  );
  expect(redactionOf([sessionOf("", " ")]).text("nobody")).toBe("nobody");
});
