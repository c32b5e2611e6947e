import {describe, expect, it} from "vitest";
import {SharedValues} from "../../../../src/core/live/windows/sharedValues.js";
import {type FakePort, FakeWindows} from "../../../support/fakeWindows.js";
import {seeded} from "../../../support/seeded.js";

function windowOf(all: FakeWindows, id: string, {opened = 0, first = 0, apart = [] as string[]} = {}) {
  const values: Record<string, number> = {time: first, car: first};
  const port = all.open();
  let others = 0;
  const shared = new SharedValues(port, {
    ...{window: id, opened, apart, names: ["time", "car"]},
    read: (name) => values[name],
    apply(name, value) {
      if (typeof value !== "number") return false;
      values[name] = value;
      return true;
    },
    onOthers: (n) => {
      others = n;
    },
  });
  const set = (name: string, value: number) => {
    values[name] = value;
    shared.changed(name);
  };
  return {values, port, shared, set, others: () => others};
}

describe("SharedValues", () => {
  it("agrees in every window after changes at once, whatever arrives first, and sends each change once", () => {
    const random = seeded(7);
    for (let run = 0; run < 200; run++) {
      const all = new FakeWindows();
      const windows = ["a", "b", "c", "d"].map((id, i) => windowOf(all, id, {opened: i % 2, first: i}));
      all.deliver();
      const before = all.sent;
      for (let step = 0; step < 12; step++) {
        windows[Math.floor(random() * 4)].set(random() < 0.5 ? "time" : "car", 100 + step);
        // some hear of it now, others only at the end
        if (random() < 0.6)
          all.deliver(windows.filter(() => random() < 0.5).map(({port}) => port) as readonly FakePort[]);
      }
      expect(all.sent - before).toBe(12);
      all.deliver();
      expect(all.sent - before).toBe(12);
      for (const {values} of windows) expect(values).toEqual(windows[0].values);
    }
  });

  it("gives a later window the state of the others, and that of the first one where nobody has changed anything", () => {
    const all = new FakeWindows();
    const first = windowOf(all, "z", {opened: 1, first: 10});
    const second = windowOf(all, "y", {opened: 2, first: 20});
    all.deliver();
    expect([first.values, second.values]).toEqual([
      {time: 10, car: 10},
      {time: 10, car: 10},
    ]);
    second.set("car", 5);
    all.deliver();
    const third = windowOf(all, "x", {opened: 3, first: 30});
    all.deliver();
    expect([third.values, first.values]).toEqual([
      {time: 10, car: 5},
      {time: 10, car: 5},
    ]);
    expect([first, second, third].map((one) => one.others())).toEqual([2, 2, 2]);
  });

  it("goes on while a window hangs or has closed, and takes it in again", () => {
    const all = new FakeWindows();
    const [a, b, hung] = ["a", "b", "c"].map((id) => windowOf(all, id));
    all.deliver();
    hung.set("time", 1);
    a.set("time", 2);
    all.deliver([hung.port]);
    b.set("time", 3);
    all.deliver([hung.port]);
    expect([a.values.time, b.values.time]).toEqual([3, 3]);
    all.deliver();
    expect(hung.values.time).toBe(3);
    a.shared.close();
    b.set("car", 4);
    all.deliver();
    expect([hung.values.car, a.values.car, b.others(), hung.others()]).toEqual([4, 0, 1, 1]);
  });

  it("keeps a name apart, and takes the value of the others when it shares it again", () => {
    const all = new FakeWindows();
    const [a, b] = [windowOf(all, "a"), windowOf(all, "b", {apart: ["car"]})];
    all.deliver();
    a.set("car", 1);
    b.set("car", 2);
    b.set("time", 9);
    all.deliver();
    expect([a.values, b.values]).toEqual([
      {time: 9, car: 1},
      {time: 9, car: 2},
    ]);
    b.shared.share("car", true);
    all.deliver();
    expect(b.values.car).toBe(1);
    a.shared.share("car", false);
    b.set("car", 6);
    all.deliver();
    expect(a.values.car).toBe(1);
  });

  it("ignores what no window has sent, and values that are none", () => {
    const all = new FakeWindows();
    const one = windowOf(all, "a", {first: 1});
    const stamp = {count: 5, opened: 0, window: "x"};
    const hostile: unknown[] = [
      null,
      3,
      "hello",
      {},
      {kind: "state", window: "x"},
      {kind: "state", window: "x", values: null},
    ];
    for (const time of [
      null,
      1,
      {},
      {stamp: {}},
      {stamp: {...stamp, count: Number.NaN}, value: 8},
      {stamp, value: "no"},
    ])
      hostile.push({kind: "state", window: "x", values: {time, constructor: {stamp, value: 1}}});
    for (const message of hostile) one.port.received!(message);
    expect(one.values).toEqual({time: 1, car: 1});
    one.port.received!({kind: "state", window: "x", values: {time: {stamp, value: 8}}});
    expect(one.values.time).toBe(8);
  });
});
