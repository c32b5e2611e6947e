import {expect, it} from "vitest";
import {parseQuality} from "../../../../src/core/archive/quality.js";
import {QualitySource} from "../../../../src/core/live/timeline/qualitySource.js";
import {FakeLive} from "../../../support/fakeLive.js";

it("QualitySource has latency and losses of a running session by the second, and a source's own channels", () => {
  const fake = new FakeLive({cars: 2, hz: 10});
  let now = 0;
  const source = new QualitySource(fake, {clock: {now: () => now}});
  const drive = (seconds: number, lost: number) => {
    now += seconds * 1000;
    fake.health.ledger.lostFrames += lost;
    fake.advance(seconds);
  };
  drive(1, 9); // before it: unknown
  drive(0.5, 1);
  drive(0.5, 1);
  drive(1, 0);
  fake.health.hops.total = {p50: 7, p99: 12};
  drive(1, 4);
  const {time, values} = source.window(1, "framesLost", 60);
  expect([[...values], time.length]).toEqual([[2, 0, 4], 3]);
  expect(source.latest(0, "latencyTotalMs")).toBe(7);
  expect(source.latest(0, "speedKmh")).toBe(fake.latest(0, "speedKmh"));
  // the play head counts
  fake.pause();
  fake.seek(3);
  expect([source.latest(0, "framesLost"), source.latest(0, "latencyTotalMs")]).toEqual([0, 3.2]);
  source.close();
  expect([fake.listening, fake.closed]).toEqual([0, true]);
});

it("QualitySource of a replay has the archive's rows", () => {
  const fake = new FakeLive({cars: 1, hz: 10});
  fake.advance(10);
  const text = [1, 2, 30].map((sessionTime) => JSON.stringify({sessionTime, at: 0, latencyRelayMs: sessionTime * 2}));
  const source = new QualitySource(fake, {clock: {now: () => 0}, rows: parseQuality(text.join("\n"))});
  expect([...source.window(0, "latencyRelayMs", 60).values]).toEqual([2, 4]);
  expect(source.latest(0, "latencyRelayMs")).toBe(4);
  expect(Number.isNaN(source.latest(0, "framesLost"))).toBe(true);
});
