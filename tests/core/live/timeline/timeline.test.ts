import {expect, it} from "vitest";
import {Timeline} from "../../../../src/core/live/timeline/timeline.js";

it("Timeline notifies once a frame, or at once when a picture begins, and then not again in that frame", () => {
  const frames: (() => void)[] = [];
  const clock = {
    now: () => 0,
    after: () => () => {},
    frame(work: () => void) {
      frames.push(work);
      return () => void frames.splice(frames.indexOf(work), 1);
    },
  };
  const timeline = new Timeline(clock, 60);
  let notified = 0;
  timeline.subscribe(() => notified++);
  timeline.changed();
  timeline.changed();
  expect([notified, frames.length]).toEqual([0, 1]);
  timeline.beginPicture();
  expect([notified, frames.length]).toEqual([1, 0]);
  timeline.beginPicture();
  expect(notified).toBe(1);
  timeline.changed();
  frames.shift()!();
  expect(notified).toBe(2);
});
