import {expect, it} from "vitest";
import {Endings} from "../../../server/analyst/endings.js";

it("a session is over two seconds after its last sample, once its end was told", () => {
  const endings = new Endings();
  endings.sample("a", 1000, 1000);
  expect(endings.due(9000)).toEqual([]);
  endings.tell("a");
  endings.sample("a", 9000, 9000);
  expect(endings.due(10_900)).toEqual([]);
  expect(endings.due(11_000)).toEqual(["a"]);
  expect(endings.due(20_000)).toEqual([]);
});

it("an end that is read before the session's samples waits for them, over a restart too", () => {
  const before = new Endings();
  before.tell("a");
  expect(before.due(60_000)).toEqual([]);
  const endings = new Endings(before.pending());
  endings.sample("a", 100_000, 100_000);
  expect(endings.due(103_000)).toEqual(["a"]);
});

it("nothing is over while the reader is behind", () => {
  const endings = new Endings(["a"]);
  endings.sample("a", 0, 50_000);
  endings.sample("b", 0, 53_000);
  expect(endings.due(53_500)).toEqual([]);
  endings.sample("b", 56_000, 57_000);
  expect(endings.due(57_500)).toEqual(["a"]);
});
