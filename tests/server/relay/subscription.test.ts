import {expect, it} from "vitest";
import type {RelayFrame} from "../../../server/relay/frame.js";
import {Subscription} from "../../../server/relay/subscription.js";

const subscription = (resumeFrom: {topic: "telemetry"; partition: number; offset: number}[] = []) =>
  new Subscription({topics: ["telemetry"], cars: [4], channels: null, resumeFrom} as never);
const frame = (offset: number, partition = 0, car = 4) => ({topic: 0, car, entry: {partition, offset}}) as RelayFrame;

it("advance(frame) is true once for each offset of a partition, in rising order", () => {
  const one = subscription();
  expect([3, 3, 2, 4].map((offset) => one.advance(frame(offset)))).toEqual([true, false, false, true]);
  expect(one.advance(frame(3, 1))).toBe(true);
  expect(one.positions()).toEqual([
    {topic: "telemetry", partition: 0, offset: 4},
    {topic: "telemetry", partition: 1, offset: 3},
  ]);
});

it("advance(frame) of a resumed subscription begins after its position", () => {
  const one = subscription([{topic: "telemetry", partition: 0, offset: 10}]);
  expect([9, 10, 11].map((offset) => one.advance(frame(offset)))).toEqual([false, false, true]);
});

it("wants(frame) is true for the chosen cars and frames without a car, and false after close", () => {
  const one = subscription();
  expect([4, 5, -1].map((car) => one.wants(frame(1, 0, car)))).toEqual([true, false, true]);
  one.close();
  expect(one.wants(frame(1))).toBe(false);
});
