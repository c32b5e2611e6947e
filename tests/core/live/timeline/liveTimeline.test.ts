import {expect, it} from "vitest";
import {Timeline} from "../../../../src/core/live/timeline/timeline.js";
import type {LiveEvent} from "../../../../src/core/messages/events.js";

it("Timeline.addEvent(event) keeps windows as long as rows are kept, and every lap", () => {
  const timeline = new Timeline({now: () => 0, after: () => () => {}, frame: () => () => {}}, 60);
  for (let t = 3; t <= 600; t += 3) {
    timeline.addEvent({topic: "telemetry-windows", car: 0, sessionTime: t, startTime: t - 3} as unknown as LiveEvent);
    timeline.addEvent({topic: "lap-events", car: 0, lap: t, sessionTime: t} as unknown as LiveEvent);
  }
  const windows = timeline.events("telemetry-windows").map(({sessionTime}) => sessionTime);
  expect([windows.length, windows[0], windows.at(-1)]).toEqual([21, 540, 600]);
  expect(timeline.events("lap-events")).toHaveLength(200);
});

it("Timeline.addEvent(event) keeps of sectors driven long ago those that were bests", () => {
  const timeline = new Timeline({now: () => 0, after: () => () => {}, frame: () => () => {}}, 60);
  for (let lap = 1; lap <= 100; lap++)
    for (const sector of [1, 2, 3]) {
      const sessionTime = lap * 90 + sector * 30;
      const event = {topic: "sector-times", car: 0, sessionTime, lap, sector, timeMs: 30_000, best: lap % 40 === 0};
      timeline.addEvent(event as unknown as LiveEvent);
    }
  const laps = timeline.events("sector-times").map(({lap, sector}) => `${lap}.${sector}`);
  expect(laps).toEqual(["40.1", "40.2", "40.3", "80.1", "80.2", "80.3", "100.1", "100.2", "100.3"]);
});

it("Timeline.addEvent(event) keeps the windows of a replay, which has no rows of its own", () => {
  const timeline = new Timeline({now: () => 0, after: () => () => {}, frame: () => () => {}}, 0);
  for (const t of [3, 6, 9])
    timeline.addEvent({topic: "telemetry-windows", car: 0, sessionTime: t, startTime: t - 3} as unknown as LiveEvent);
  expect(timeline.events("telemetry-windows")).toHaveLength(3);
});
