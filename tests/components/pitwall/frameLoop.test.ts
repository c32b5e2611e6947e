import {describe, expect, it} from "vitest";
import {createFrameLoop} from "../../../src/components/pitwall/frameLoop.js";

/** Frames by hand: `step(ms)` lets one pass. */
function byHand() {
  let now = 0;
  let waiting: FrameRequestCallback | null = null;
  const loop = createFrameLoop({
    request: (callback) => {
      waiting = callback;
      return 1;
    },
    cancel: () => {
      waiting = null;
    },
    clock: () => now,
  });
  return {
    loop,
    step(ms: number) {
      now += ms;
      const callback = waiting;
      waiting = null;
      callback?.(now);
      return callback !== null;
    },
    get asleep() {
      return waiting === null;
    },
  };
}

describe("the frame loop", () => {
  it("draws every frame while data arrive, and updates texts at most ten times a second", () => {
    const {loop, step} = byHand();
    let [drawn, written] = [0, 0];
    loop.add(0, () => drawn++);
    loop.add(100, () => written++);
    for (let i = 0; i < 60; i++) {
      loop.wake();
      step(1000 / 60);
    }
    expect(drawn).toBe(60);
    expect(written).toBeGreaterThan(7);
    expect(written).toBeLessThan(11);
  });

  it("updates once more after the last data, then sleeps", () => {
    const hand = byHand();
    let written = 0;
    hand.loop.add(100, () => written++);
    hand.loop.wake();
    hand.step(16);
    hand.loop.wake();
    while (!hand.asleep) hand.step(16);
    expect(written).toBe(2);
  });

  it("requests no frame after it was stopped", () => {
    const hand = byHand();
    hand.loop.add(0, () => {});
    hand.loop.wake();
    hand.loop.stop();
    hand.loop.wake();
    expect(hand.asleep).toBe(true);
  });
});
