import {expect, it} from "vitest";
import {frameArrival} from "../../../src/core/sim/arrival.js";

const at = (start: number, frame: number, rate: number, index: number) =>
  frameArrival(start, frame, rate, index, {seconds: 0, nanos: 0});

it("frameArrival(start, frame, rate, index) counts frames and 20 µs per datagram in whole nanoseconds", () => {
  expect(at(1_700_000_000, 0, 60, 0)).toEqual({seconds: 1_700_000_000, nanos: 0});
  expect(at(1_700_000_000, 61, 60, 3)).toEqual({seconds: 1_700_000_001, nanos: 16_666_667 + 60_000});
  expect(at(1_700_000_000.5, 59, 100, 0)).toEqual({seconds: 1_700_000_001, nanos: 90_000_000});
});
