import {describe, expect, it} from "vitest";
import {PlayHead} from "../../../../src/core/live/timeline/playHead.js";

describe("PlayHead", () => {
  it("follows the newest data until it is paused", () => {
    const head = new PlayHead();
    expect([head.time(10), head.following(10), head.playing]).toEqual([10, true, false]);
    head.set(10, 0, false);
    head.advance(5000);
    expect([head.time(15), head.following(15), head.paused]).toEqual([10, false, true]);
  });

  it("plays at its speed from where it was set, and follows once it has caught up", () => {
    const head = new PlayHead();
    head.speed = 4;
    head.set(10, 1000, true);
    head.advance(1500);
    expect(head.time(100)).toBe(12);
    head.advance(30_000);
    expect([head.time(100), head.following(100)]).toEqual([100, true]);
    expect(head.time(200)).toBe(200);
  });

  it("play resumes a paused head, and leaves one that follows", () => {
    const head = new PlayHead();
    head.play(10, 0);
    expect(head.playing).toBe(false);
    head.set(5, 0, false);
    head.play(10, 2000);
    head.advance(3000);
    expect([head.time(10), head.playing]).toEqual([6, true]);
  });
});
