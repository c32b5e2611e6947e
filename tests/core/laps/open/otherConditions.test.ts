import {expect, it} from "vitest";
import type {FoundLap} from "../../../../src/core/laps/open/archivedLap.js";
import {otherConditions} from "../../../../src/core/laps/open/otherConditions.js";

const lap = (type: string, tyreCompound: string | null = null) =>
  ({session: {type}, row: {tyreCompound}}) as unknown as FoundLap;

it.each<[string, string, string]>([
  ["race", "qualifying 3", "the reference is from qualifying"],
  ["practice 1", "sprint shootout 1", "the reference is from qualifying"],
  ["race", "time trial", "these laps are from a race, the reference is not (time trial)"],
  ["time trial", "race", "the reference is from a race"],
])("otherConditions(own, references) of %s against %s: %s", (own, reference, text) => {
  const [note, ...others] = otherConditions([lap(own)], [lap(reference)]);
  expect(note).toContain(text);
  expect(others).toEqual([]);
});

it("otherConditions(own, references) names other tyres, and nothing where nothing differs", () => {
  expect(otherConditions([lap("race", "soft"), lap("race", "hard")], [lap("race", "soft")])).toEqual([
    "on other tyres than the reference: hard and soft against soft",
  ]);
  expect(otherConditions([lap("race", "soft")], [lap("race", "soft")])).toEqual([]);
  expect(otherConditions([lap("qualifying 1")], [lap("qualifying 2")])).toEqual([]);
  expect(otherConditions([lap("unknown")], [lap("practice")])).toEqual([]);
});
