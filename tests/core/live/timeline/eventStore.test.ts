import {expect, it} from "vitest";
import {EventStore} from "../../../../src/core/live/timeline/eventStore.js";
import type {LiveEvent} from "../../../../src/core/messages/events.js";

it("EventStore.add(event) keeps windows as long as rows are kept, and every lap", () => {
  const store = new EventStore(60);
  for (let t = 3; t <= 600; t += 3) {
    store.add({topic: "telemetry-windows", car: 0, sessionTime: t, startTime: t - 3} as unknown as LiveEvent);
    store.add({topic: "lap-events", car: 0, lap: t, sessionTime: t} as unknown as LiveEvent);
  }
  const windows = store.upTo("telemetry-windows", Infinity).map(({sessionTime}) => sessionTime);
  expect([windows.length, windows[0], windows.at(-1)]).toEqual([21, 540, 600]);
  expect(store.upTo("lap-events", Infinity)).toHaveLength(200);
});

it("EventStore.add(event) keeps of sectors driven long ago those that were bests", () => {
  const store = new EventStore(60);
  for (let lap = 1; lap <= 100; lap++)
    for (const sector of [1, 2, 3]) {
      const sessionTime = lap * 90 + sector * 30;
      const event = {topic: "sector-times", car: 0, sessionTime, lap, sector, timeMs: 30_000, best: lap % 40 === 0};
      store.add(event as unknown as LiveEvent);
    }
  const laps = store.upTo("sector-times", Infinity).map(({lap, sector}) => `${lap}.${sector}`);
  expect(laps).toEqual(["40.1", "40.2", "40.3", "80.1", "80.2", "80.3", "100.1", "100.2", "100.3"]);
});

it("EventStore.add(event) keeps the windows of a replay, which has no rows of its own", () => {
  const store = new EventStore(0);
  for (const t of [3, 6, 9])
    store.add({topic: "telemetry-windows", car: 0, sessionTime: t, startTime: t - 3} as unknown as LiveEvent);
  expect(store.upTo("telemetry-windows", Infinity)).toHaveLength(3);
});

it("EventStore.rewind(car, time) removes the events of that car that a flashback undid", () => {
  const store = new EventStore(60);
  for (const car of [0, 1])
    for (const lap of [1, 2]) store.add({topic: "lap-events", car, lap, sessionTime: lap * 90} as unknown as LiveEvent);
  store.rewind(0, 100);
  const left = store.upTo("lap-events", Infinity).map(({car, lap}) => `${car}.${lap}`);
  expect(left).toEqual(["0.1", "1.1", "1.2"]);
  expect(store.upTo("lap-events", 100)).toHaveLength(2);
});
