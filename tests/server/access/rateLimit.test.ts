import {expect, it} from "vitest";
import {RateLimit} from "../../../server/access/rateLimit.js";

it("lets so many through at once and so many a second after, each name for itself", () => {
  let now = 0;
  const limit = new RateLimit(3, 2, () => now);
  const take = (name: string) => limit.take(name);
  expect([take("a"), take("a"), take("a"), take("a"), take("b")]).toEqual([0, 0, 0, 1, 0]);
  now += 500;
  expect([take("a"), take("a")]).toEqual([0, 1]);
  // over a minute at most the burst and what was refilled
  let through = 0;
  for (let i = 0; i < 60_000; i++, now++) if (take("a") === 0) through++;
  expect(through).toBeGreaterThanOrEqual(119);
  expect(through).toBeLessThanOrEqual(123);
});

it("remembers so many names: forgetting one only frees it", () => {
  const limit = new RateLimit(1, 0.001, () => 0, 2);
  expect(["a", "b", "c", "c", "b", "a"].map((name) => limit.take(name) === 0)).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
  ]);
});
