// @vitest-environment jsdom
import {expect, it} from "vitest";
import {createTimeCursor} from "../../../src/components/pitwall/timeCursor.js";
import {wallWindows} from "../../../src/components/pitwall/wallWindows.js";
import {WatchedHead} from "../../../src/core/live/windows/watchedHead.js";
import {FakeLive} from "../../support/fakeLive.js";
import {FakeWindows} from "../../support/fakeWindows.js";

let clock = 0;

function opened(all: FakeWindows, {driven = 60, replay = false, apart = [] as string[]} = {}) {
  const fake = new FakeLive({cars: 3, hz: 10});
  if (driven) fake.advance(driven);
  const cursor = createTimeCursor();
  let chosen = 0;
  const names: string[] = [];
  const kept: (readonly string[])[] = [];
  const windows = wallWindows(fake, {
    ...{cursor, replay, apart, now: () => clock, onApart: (parts) => kept.push(parts)},
    car: () => chosen,
    takeCar: (car) => {
      chosen = car;
    },
    open(name) {
      names.push(name);
      return all.open();
    },
  });
  windows.update();
  all.deliver();
  clock += 5;
  return {
    ...{fake, cursor, windows, names, kept},
    source: new WatchedHead(fake, () => windows.changed("head")),
    car: () => chosen,
    choose(car: number) {
      chosen = car;
      windows.changed("car");
    },
  };
}

it("windows of a session have one play head, cursor and car, however they are moved", () => {
  const all = new FakeWindows();
  const [a, b] = [opened(all), opened(all)];
  expect([a.windows.element.hidden, b.windows.element.hidden]).toEqual([false, false]);
  a.source.pause();
  a.source.seek(20);
  a.cursor.set(3);
  b.choose(2);
  all.deliver();
  expect([b.fake.time, b.fake.paused, b.cursor.age, a.car()]).toEqual([20, true, 3, 2]);
  // plays on behind the newest: what has passed on the way counts
  b.source.play();
  clock += 1500;
  all.deliver();
  expect([a.fake.paused, a.fake.time]).toEqual([false, 21.5]);
  a.source.seek(null);
  all.deliver();
  expect(b.fake.following).toBe(true);
  // a later window gets all of it; nothing goes on being sent
  a.source.pause();
  a.source.seek(33);
  all.deliver();
  const late = opened(all);
  expect([late.fake.time, late.fake.paused, late.cursor.age, late.car()]).toEqual([33, true, 3, 2]);
  const {sent} = all;
  for (const one of [a, b, late]) one.windows.update();
  all.deliver();
  expect(all.sent).toBe(sent);
  a.windows.stop();
  late.windows.stop();
  all.deliver();
  expect(b.windows.element.hidden).toBe(true);
});

it("windows meet by session and kind, once data are there, and a speed counts in a replay", () => {
  const all = new FakeWindows();
  const live = opened(all);
  const [a, b] = [opened(all, {replay: true}), opened(all, {replay: true, driven: 0})];
  expect([live.names, a.names, b.names].map(([name]) => name)).toEqual([
    "live 20260301-140000-00fa4e",
    "replay 20260301-140000-00fa4e",
    undefined,
  ]);
  b.fake.advance(60);
  b.windows.update();
  all.deliver();
  a.source.seek(10);
  a.source.setSpeed(4);
  clock += 1000;
  all.deliver();
  expect([b.fake.speed, b.fake.time]).toEqual([4, 14]);
});

it("a moment that a later window has not read yet is gone to when it has", () => {
  const all = new FakeWindows();
  const a = opened(all);
  a.source.pause();
  a.source.seek(5);
  const late = opened(all, {driven: 0});
  let from = 30;
  Object.defineProperty(late.fake, "range", {get: () => ({from, to: 60})});
  late.fake.advance(60);
  late.windows.update();
  all.deliver();
  expect(late.fake.time).toBe(30);
  from = 0;
  late.windows.update();
  expect(late.fake.time).toBe(5);
});

it("a window keeps its own car or time when it is told to, as its address says", () => {
  const all = new FakeWindows();
  const a = opened(all);
  const b = opened(all, {apart: ["car", "constructor"]});
  a.choose(1);
  a.source.pause();
  all.deliver();
  expect([b.car(), b.fake.paused]).toEqual([0, true]);
  document.body.append(b.windows.element);
  const [time, car] = b.windows.element.querySelectorAll("input");
  expect([time.checked, car.checked]).toEqual([true, false]);
  car.click();
  all.deliver();
  time.click();
  a.source.seek(11);
  all.deliver();
  expect([b.car(), b.fake.time.toFixed(1), b.kept]).toEqual([1, "59.9", [[], ["time"]]]);
});
