import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {live} from "../../../src/components/live/live.js";
import {observable} from "../../../src/components/live/observable.js";
import {showMoment} from "../../../src/components/live/showMoment.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {LiveConnection} from "../../../src/core/live/client/liveConnection.js";
import type {PageSocket} from "../../../src/core/live/client/relaySocket.js";
import type {LiveArchive} from "../../../src/core/live/timeline/archivedRows.js";
import {ReplaySource} from "../../../src/core/live/timeline/replaySource.js";
import type {StrategyAlert} from "../../../src/core/messages/events.js";
import {HandClock, lapEvent, range, telemetry} from "../../server/relay/fakes.js";
import {relayedPage} from "../../server/relay/relayedPage.js";
import {EVENT_EXAMPLES} from "../../support/messages.js";
import {turns, until} from "../../support/until.js";

const recordings = fileURLToPath(new URL("../../../recordings/", import.meta.url));
const ID = "20260301-140000-906dfc";

const archive: LiveArchive = {
  session: async (id) => ({
    session: JSON.parse(await readFile(join(recordings, id, "session.json"), "utf8")),
    laps: readLaps(await readFile(join(recordings, id, "laps.arrows"))),
  }),
  samples: async (id, lap) => readSamples(await readFile(join(recordings, id, lap.file!))),
};

describe("connection", () => {
  it("shows the newest values, windows and events", async () => {
    const {clock, source, page} = relayedPage();
    const one = page();
    expect(one.state).toBe("connecting");
    await turns();
    expect(one.state).toBe("waiting");
    let notified = 0;
    one.subscribe(() => notified++);
    source.add(range(0, 120).flatMap((i) => [telemetry(i), telemetry(i, {car: 3, offset: 1000 + i})].slice(0, 1)));
    source.add([lapEvent(1)]);
    clock.forward(100);
    expect(one.state).toBe("live");
    expect(one.cars).toEqual([0]);
    expect(one.time).toBeCloseTo(119 / 60);
    expect(one.latest(0, "speedKmh")).toBe(119);
    expect([...one.window(0, "speedKmh", 3 / 60).values]).toEqual([116, 117, 118, 119]);
    expect(one.latest(0, "rpm")).toBeNaN();
    expect(one.latest(9, "speedKmh")).toBeNaN();
    expect(one.events("lap-events").map(({lap}) => lap)).toEqual([1]);
    expect(notified).toBeGreaterThan(0);
    clock.forward(3000);
    expect(one.health.latencyP50).toBeGreaterThanOrEqual(0);
    one.close();
  });

  it("reconnects, reports it, and receives everything in the log", async () => {
    const {clock, source, sockets, page} = relayedPage();
    const one = page();
    await turns();
    source.add(range(0, 30).map((i) => telemetry(i)));
    clock.forward(100);
    sockets[0].far.emit("close");
    sockets[0].onclose?.();
    expect(one.state).toBe("lost");
    source.add(range(30, 60).map((i) => telemetry(i)));
    clock.forward(300);
    await turns();
    source.add(range(60, 70).map((i) => telemetry(i)));
    clock.forward(100);
    expect(one.state).toBe("live");
    expect(one.health.reconnects).toBe(1);
    expect([...one.window(0, "speedKmh", 10).values]).toEqual(range(0, 70));
    one.close();
  });

  it("is loading while it reads the history, and live only with the newest moment", async () => {
    const {clock, source, sockets, page} = relayedPage({backfillS: 60});
    source.add(range(0, 1500).map((i) => telemetry(i)));
    const one = page();
    const seen: [string, number][] = [];
    source.beforeBatch = () => void seen.push([one.state, one.time]);
    await until(() => one.state === "live");
    // the first is asked for before the page knows that it is connected
    expect(new Set(seen.slice(1).map(([state]) => state))).toEqual(new Set(["loading"]));
    // what it has then is old: only the state says so
    expect(seen.filter(([, time]) => time > 0).length).toBeGreaterThan(0);
    expect(one.time).toBeCloseTo(1499 / 60);
    // the same after a break, with what was missed
    sockets[0].far.emit("close");
    sockets[0].onclose?.();
    source.add(range(1500, 3000).map((i) => telemetry(i)));
    seen.length = 0;
    clock.forward(300);
    await until(() => one.state === "live");
    expect(seen.length).toBeGreaterThan(10);
    expect(new Set(seen.slice(1).map(([state]) => state))).toEqual(new Set(["loading"]));
    expect(one.time).toBeCloseTo(2999 / 60);
    one.close();
  });

  it("waits longer after each failure, and closes a silent connection", async () => {
    const {clock} = relayedPage();
    let opened = 0;
    const dead = {send() {}, close() {}} as unknown as PageSocket;
    const one = new LiveConnection({
      clock,
      open: () => {
        if (++opened > 1) throw new Error("refused");
        queueMicrotask(() => dead.onopen?.());
        return dead;
      },
    });
    await turns();
    clock.forward(7000);
    expect(opened).toBe(1);
    clock.forward(2000);
    expect(opened).toBeGreaterThan(1);
    expect(one.state).toBe("lost");
    const before = opened;
    clock.forward(60_000);
    expect(opened - before).toBeLessThan(20);
    one.close();
    expect(clock.timers).toBe(0);
  });

  it("pauses, seeks, plays on, and comes back to the newest", async () => {
    const {clock, source, page} = relayedPage({archive: null});
    const one = page();
    await turns();
    source.add(range(0, 600).map((i) => telemetry(i)));
    clock.forward(100);
    one.pause();
    source.add(range(600, 660).map((i) => telemetry(i)));
    clock.forward(100);
    expect([one.following, one.latest(0, "speedKmh")]).toEqual([false, 599]);
    one.seek(2);
    clock.forward(1000);
    expect(one.latest(0, "speedKmh")).toBe(120);
    one.play();
    clock.forward(1008);
    expect(one.latest(0, "speedKmh")).toBe(180);
    expect(one.range.to).toBeCloseTo(659 / 60);
    one.seek(null);
    expect([one.following, one.latest(0, "speedKmh")]).toEqual([true, 659]);
    one.seek(10.9);
    clock.forward(1000);
    expect(one.following).toBe(true);
    one.close();
  });

  it("shows the archive's samples before its buffer, joined without a gap", async () => {
    const {laps} = await archive.session(ID);
    const lap = laps.find(({file, complete}) => file && complete)!;
    const samples = await archive.samples(ID, lap);
    const times = samples.values("sessionTime");
    const middle = times[Math.floor(times.length / 2)];
    const {clock, source, page} = relayedPage({archive});
    const one = page();
    await turns();
    // the ring begins where the archive has got to the middle of a lap
    const first = Math.ceil(middle * 60);
    source.add(range(first, first + 60).map((i) => telemetry(i, {session: ID, car: lap.car})));
    clock.forward(100);
    one.seek(middle + 0.5);
    await until(() => one.window(lap.car, "throttle", 5).time[0] < middle - 4);
    const {time, values} = one.window(lap.car, "throttle", 5);
    expect(time[0]).toBeLessThan(middle - 4);
    expect(time.every((t, i) => i === 0 || (t > time[i - 1] && t - time[i - 1] < 0.11))).toBe(true);
    expect(values[0]).toBe(samples.values("throttle")[times.indexOf(time[0])]);
    expect(values.at(-1)).toBe(0.5);
    expect(one.range.from).toBeLessThan(middle - 10);
    one.close();
  });

  it("another session clears the data; closing leaves no timer and no client", async () => {
    const {clock, source, relay, page} = relayedPage();
    const one = page();
    await turns();
    source.add(range(0, 60).map((i) => telemetry(i)));
    clock.forward(100);
    source.add([telemetry(0, {session: "s2", offset: 60}), telemetry(1, {session: "s2", offset: 61})]);
    clock.forward(100);
    expect([...one.window(0, "speedKmh", 10).values]).toEqual([0, 1]);
    one.close();
    expect(relay.stats().clientsConnected).toBe(0);
    expect(clock.timers).toBe(0);
  });

  it("a cell run 200 times leaves no client and no timer", async () => {
    const {clock, source, relay, page} = relayedPage();
    for (let i = 0; i < 200; i++) {
      const one = page();
      one.subscribe(() => {});
      await turns();
      source.add([telemetry(i)]);
      clock.forward(40);
      one.close();
    }
    await turns();
    expect(relay.stats().clientsConnected).toBe(0);
    expect(clock.timers).toBe(0);
  });

  it("choose(session) switches to that session, with its backfill", async () => {
    const {clock, source, page} = relayedPage();
    const one = page();
    await turns();
    source.add([telemetry(0), telemetry(1)]);
    source.add([telemetry(5, {session: "s2", offset: 60})]);
    clock.forward(1100);
    expect(one.sessions.map(({id}) => id)).toEqual(["s1", "s2"]);
    expect(one.time).toBe(5 / 60);
    one.choose("s1");
    await turns();
    source.add([telemetry(9, {offset: 99})]);
    clock.forward(100);
    expect(one.session?.id).toBe("s1");
    expect(one.time).toBe(9 / 60);
    one.close();
  });
});

describe("replay", () => {
  it("equals the archive, by its own clock", async () => {
    const clock = new HandClock();
    const replay = new ReplaySource(ID, {speed: 10, clock, archive});
    expect(replay.state).toBe("connecting");
    await until(() => replay.state !== "connecting");
    clock.forward(100);
    await turns();
    expect(replay.state).toBe("live");
    expect(replay.session?.id).toBe(ID);
    const {from} = replay.range;
    const started = replay.time;
    clock.forward(1008);
    await turns();
    expect(replay.time - started).toBeCloseTo(10.08);
    const {laps} = await archive.session(ID);
    const lap = laps.find(({file, lap}) => file && lap === 2) ?? laps[0];
    replay.seek(lap.endTime! - 0.001);
    replay.pause();
    clock.forward(100);
    await until(() => replay.window(lap.car, "speedKmh", 5).time.length > 0);
    const samples = await archive.samples(ID, lap);
    const times = samples.values("sessionTime");
    const {time, values} = replay.window(lap.car, "speedKmh", 5);
    const first = times.indexOf(time[0]);
    expect(time.length).toBeGreaterThan(90);
    expect([...values]).toEqual([...samples.values("speedKmh").subarray(first, first + time.length)]);
    expect(replay.events("lap-events").map(({lap, lapTimeMs}) => [lap, lapTimeMs])).toEqual(
      laps
        .filter(({endTime, lapTimeMs}) => lapTimeMs && endTime! <= replay.time)
        .map((row) => [row.lap, row.lapTimeMs]),
    );
    replay.seek(null);
    replay.play();
    expect(replay.range.from).toBe(from);
    replay.close();
    expect(clock.timers).toBe(0);
  });

  it("has the alerts made from the archive when they are first asked for, once, up to the play head; says why it has none", async () => {
    const clock = new HandClock();
    const asked: string[] = [];
    const example = EVENT_EXAMPLES.find(({topic}) => topic === "strategy-alerts") as StrategyAlert;
    const kept: LiveArchive = {
      ...archive,
      async events(id, topic) {
        asked.push(`${id} ${topic}`);
        if (topic === "predictions") throw new Error("no predictions here");
        // the file may repeat one
        return [1, 30, 30].map((after) => ({...example, car: 0, sessionTime: from + after})) as never;
      },
    };
    const replay = new ReplaySource(ID, {clock, archive: kept});
    const events = () => replay.events("strategy-alerts").map(({sessionTime}) => sessionTime);
    expect(events()).toEqual([]);
    await until(() => replay.state !== "connecting");
    const {from} = replay.range;
    expect(asked).toEqual([]);
    expect([events(), replay.eventsNote("strategy-alerts")]).toEqual([[], expect.stringContaining("being made")]);
    const stop = showMoment(replay, from + 12);
    await turns();
    clock.forward(5000);
    expect([replay.time, replay.following]).toEqual([from + 12, false]);
    expect([events(), replay.eventsNote("strategy-alerts")]).toEqual([[from + 1], ""]);
    replay.seek(from + 31);
    expect(events()).toEqual([from + 1, from + 30]);
    replay.events("predictions");
    await turns();
    expect([replay.events("predictions"), replay.eventsNote("predictions")]).toEqual([[], "no predictions here"]);
    expect(asked).toEqual([`${ID} strategy-alerts`, `${ID} predictions`]);
    stop();
    replay.close();
  });

  it("reports a session that does not exist", async () => {
    const clock = new HandClock();
    const replay = new ReplaySource("none", {clock, archive});
    await until(() => replay.state === "lost");
    expect(replay.state).toBe("lost");
    expect(replay.health.recording).toContain("none");
    replay.close();
  });
});

describe("live(topic)", () => {
  it("gives rows by the requested names, and closes everything at the end", async () => {
    const {clock, source, relay, open} = relayedPage();
    const rows = live("telemetry", {open, clock, backfillS: 0, channels: ["speed", "throttle"], seconds: 1});
    const first = rows.next();
    await turns();
    source.add(range(0, 10).map((i) => telemetry(i)));
    clock.forward(200);
    await first;
    source.add(range(10, 12).map((i) => telemetry(i)));
    clock.forward(300);
    const {value} = await rows.next();
    expect(value).toHaveLength(12);
    expect(value?.at(-1)).toEqual({sessionTime: 11 / 60, car: 0, speed: 11, throttle: 0.5});
    await rows.return(undefined);
    expect(await rows.next()).toEqual({value: undefined, done: true});
    expect(relay.stats().clientsConnected).toBe(0);
    expect(clock.timers).toBe(0);
  });

  it("observable(start) serves Generators.observe too, and keeps only the newest value", async () => {
    let stops = 0;
    const counted = observable<number>((notify) => {
      for (let i = 0; i < 3; i++) notify(i);
      return () => stops++;
    });
    expect((await counted.next()).value).toBe(2);
    await counted.return();
    const seen: number[] = [];
    const other = observable<number>((notify) => {
      notify(1);
      return () => stops++;
    });
    other((value) => seen.push(value))();
    expect([seen, stops]).toEqual([[1], 2]);
  });
});
