import {expect, test} from "vitest";
import {delays} from "../../../bench/latency/delays.js";

/** A client that receives a frame every 16 ms, 2 ms after it was sent but 12 ms where `late`. */
function received(late: (frame: number) => boolean) {
  const frames = Array.from({length: 1000}, (_, frame) => frame);
  const sentAt = new Map(frames.map((frame) => [frame, frame * 16]));
  const at = frames.map((frame) => frame * 16 + (late(frame) ? 12 : 2));
  return {clients: [{frames, at, cars: frames.map(() => 22)}], sentAt};
}

const every4 = Array.from({length: 4000}, (_, i) => i * 4);
const all = {from: 0, to: 999, cars: 22};

test("delays(arrivals, sentAt, pace) leaves out of its steady share what was late while the processor was slow", () => {
  const {clients, sentAt} = received((frame) => frame % 50 === 7);
  const slow = {at: every4, took: every4.map((at) => (Math.floor(at / 16) % 50 === 7 ? 0.4 : 0.03))};
  const result = delays({clients}, sentAt, slow, all);
  expect(result).toMatchObject({p50: 2, p99: 12, steadyP99: 2, missing: 0});
  expect(result.slow).toBeCloseTo(0.02);
});

test("… and keeps what was late while the processor ran at its speed", () => {
  const {clients, sentAt} = received((frame) => frame % 50 === 7);
  const steps = {at: every4, took: every4.map((_, i) => 0.03 + (i % 3) * 0.01)};
  expect(delays({clients}, sentAt, steps, all)).toMatchObject({p99: 12, steadyP99: 12, slow: 0});
  clients[0].cars[100] = 21;
  expect(delays({clients}, sentAt, steps, all).missing).toBe(1);
});
