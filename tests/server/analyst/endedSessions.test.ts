import {expect, it} from "vitest";
import {EndedSessions} from "../../../server/analyst/endedSessions.js";

it("a session is over two seconds after its last sample, once its end was reported", () => {
  const ended = new EndedSessions();
  ended.sample("a", 1000, 1000);
  expect(ended.due(9000)).toEqual([]);
  ended.report("a");
  ended.sample("a", 9000, 9000);
  expect(ended.due(10_900)).toEqual([]);
  expect(ended.due(11_000)).toEqual(["a"]);
  expect(ended.due(20_000)).toEqual([]);
});

it("an end that is read before the session's samples waits for them, also across a restart", () => {
  const before = new EndedSessions();
  before.report("a");
  expect(before.due(60_000)).toEqual([]);
  const ended = new EndedSessions(before.pending());
  ended.sample("a", 100_000, 100_000);
  expect(ended.due(103_000)).toEqual(["a"]);
});

it("no session is over while the reader is behind", () => {
  const ended = new EndedSessions(["a"]);
  ended.sample("a", 0, 50_000);
  ended.sample("b", 0, 53_000);
  expect(ended.due(53_500)).toEqual([]);
  ended.sample("b", 56_000, 57_000);
  expect(ended.due(57_500)).toEqual(["a"]);
});
