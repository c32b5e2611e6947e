import {expect, it} from "vitest";
import {isSameTrack} from "../../../src/core/track/sameTrack.js";

it("isSameTrack(a, b) compares the game's numbers, else names, ours included", () => {
  const track = (name: string, id = -1) => ({id, name});
  expect(isSameTrack(track("Spa", 10), track("Spa", 10))).toBe(true);
  expect(isSameTrack(track("Spa", 10), track("Monza", 11))).toBe(false);
  expect(isSameTrack(track("Melbourne", 0), track("Melbourne"))).toBe(true);
  expect(isSameTrack(track("Spa", 10), track("Spa-Francorchamps"))).toBe(true);
  expect(isSameTrack(track("ks_imola"), track("ks_monza"))).toBe(false);
  expect(isSameTrack(track("unknown track"), track("unknown track"))).toBe(true);
});
