import {describe, expect, it} from "vitest";
import {Analyst, type AnalystEvent} from "../../../src/core/analyst/analyst.js";
import {encodeSamples} from "../../../src/core/archive/encodeSamples.js";
import {rowsOfSamples} from "../../../src/core/archive/rowsOfSamples.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {createRow, OVERALL_FRAME, rowIndex, type TelemetryRow} from "../../../src/core/channels/telemetryRow.js";
import {FrameRows} from "../../../src/core/games/f1/frameRows.js";
import {createHeader, readHeader} from "../../../src/core/games/f1/header.js";
import {LiveFrames} from "../../../src/core/games/f1/liveFrames.js";
import type {
  LapAnalytics,
  LapEvent,
  LiveEvent,
  SectorEvent,
  TelemetryWindow,
} from "../../../src/core/messages/events.js";
import {decodeTelemetry, encodeTelemetry, TelemetryReader} from "../../../src/core/messages/protobufTelemetry.js";
import {eventKey} from "../../../src/core/messages/topics.js";
import {disturb} from "../../../src/core/sim/faults/disturb.js";
import {assemble, f1Stream, type Sent} from "../../support/f1Stream.js";
import {seeded} from "../../support/seeded.js";

const CARS = [
  {car: 0, lapTimesMs: [11_003, 10_504, 10_804]},
  {car: 3, lapTimesMs: [10_705, 10_906, 10_602]},
];
const sent = f1Stream({cars: CARS, seconds: 34});
const [archive] = assemble(sent);

/** The samples of a car as messages, lap after lap out of the archive. */
function archived(car: number): Uint8Array[] {
  return [1, 2, 3, 4].flatMap((lap) => {
    const table = archive.samples.get(`${car}/${lap}`);
    return table
      ? Array.from(rowsOfSamples(readSamples(encodeSamples(table))), (row) => encodeTelemetry(row).slice())
      : [];
  });
}

const byCar = CARS.map(({car}) => archived(car));
/** Both cars as they drove, frame by frame. */
const messages = byCar[0].flatMap((message, i) => [message, byCar[1][i]]);

/** The messages that a live session makes of datagrams. */
function live(datagrams: readonly Sent[]): Uint8Array[] {
  const found: Uint8Array[] = [];
  const rows = new FrameRows(2025);
  const frames = new LiveFrames(2025, (frame) => {
    for (let car = 0; car < 22; car++) {
      const row = rows.of(frame, car, {trackLengthM: 5000, player: 255});
      if (row) found.push(encodeTelemetry(row).slice());
    }
  });
  for (const {bytes} of datagrams) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    frames.accept(readHeader(view, 0, createHeader()), view, 0, bytes.length);
  }
  frames.flush();
  return found;
}

function feed(analyst: Analyst, list: readonly Uint8Array[], id = "s"): void {
  const reader = new TelemetryReader();
  for (const message of list) analyst.sample(id, reader.read(message));
}

function answer(list: readonly Uint8Array[]): LiveEvent[] {
  const analyst = new Analyst();
  feed(analyst, list);
  analyst.end("s");
  return events(analyst.drain());
}

/** A tenth of the items up to so many places late, a twentieth of them twice. */
function disorder<T>(items: readonly T[], seed: number, distance: number): T[] {
  return disturb(items.length, seeded(seed), {reorder: 0.1, duplicate: 0.05, distance}).map((place) => items[place]);
}

/** Events by car, each car's in order: between cars disorder may change the order. */
function events(found: readonly AnalystEvent[]): LiveEvent[] {
  return found.map(({event}) => event).sort((a, b) => a.car - b.car);
}

const of = <T extends LiveEvent["topic"]>(list: readonly LiveEvent[], topic: T, car = 0) =>
  list.filter((e): e is Extract<LiveEvent, {topic: T}> => e.topic === topic && e.car === car);

const batch = answer(messages);

describe("Analyst over an archive", () => {
  it("publishes every lap with the game's own times", () => {
    for (const {car, lapTimesMs} of CARS) {
      const laps = of(batch, "lap-events", car);
      expect(laps.map((l) => l.lapTimeMs)).toEqual(lapTimesMs);
      expect(laps.map((l) => l.lap)).toEqual([1, 2, 3]);
      for (const {lap, sector1Ms, sector2Ms, sector3Ms, valid, distanceM} of laps) {
        const official = archive.laps.find((l) => l.car === car && l.lap === lap)!;
        expect([sector1Ms, sector2Ms, sector3Ms]).toEqual([official.sector1Ms, official.sector2Ms, official.sector3Ms]);
        expect(valid).toBe(true);
        expect(distanceM).toBeGreaterThan(4980);
      }
    }
    expect(of(batch, "lap-events").map((l) => l.best)).toEqual([true, true, false]);
  });

  it("publishes sectors as soon as the game sends them, the third with its lap", () => {
    const sectors: SectorEvent[] = of(batch, "sector-times", 3);
    expect(sectors.slice(0, 3).map((s) => [s.lap, s.sector, s.timeMs])).toEqual([
      [1, 1, 3212],
      [1, 2, 3746],
      [1, 3, 3747],
    ]);
    expect(sectors[0].sessionTime).toBeCloseTo(3.22, 1);
    expect(sectors.map((s) => s.sector)).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3]);
  });

  it("gives the same lap analytics as the archive", () => {
    for (const {car} of CARS) {
      const laps: LapAnalytics[] = of(batch, "lap-analytics", car);
      for (const {lap, averageSpeedKmh, topSpeedKmh, throttle, brake, fuelUsedKg, peakG} of laps) {
        const row = archive.laps.find((l) => l.car === car && l.lap === lap)!;
        expect(averageSpeedKmh).toBe(row.averageSpeedKmh);
        expect(topSpeedKmh).toBe(row.topSpeedKmh);
        expect([throttle, brake]).toEqual([row.fullThrottle, row.braking]);
        expect(fuelUsedKg).toBe(row.fuelUsedKg);
        expect(peakG).toBe(1.5);
      }
      expect(laps.map((l) => l.lap)).toEqual([1, 2, 3]);
    }
  });

  it("publishes statistics every 5 s and windows of 3 s that together hold every sample", () => {
    expect(of(batch, "session-stats").map((s) => s.sessionTime)).toEqual([5, 10, 15, 20, 25, 30]);
    expect(of(batch, "session-stats")[0]).toMatchObject({averageSpeedKmh: 200, topSpeedKmh: 200, lap: 1});
    const windows: TelemetryWindow[] = of(batch, "telemetry-windows");
    expect(windows.map((w) => w.startTime)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33]);
    expect(windows.reduce((n, w) => n + w.channels.speedKmh.count, 0)).toBe(byCar[0].length);
    expect(windows[1].channels.lapDistance.count).toBe(180);
    expect(windows[1].watermark).toBeGreaterThanOrEqual(windows[1].sessionTime);
    expect(windows[1].channels.slipRatioRl).toBeUndefined();
  });
});

describe("Analyst over another source's samples", () => {
  it("measures what no F1 game sends, in windows and in the fuel of a lap", () => {
    const analyst = new Analyst();
    const reader = new TelemetryReader();
    for (let i = 0; i < 80; i++) {
      const row = createRow();
      const values = {sessionTime: i / 10, lapNumber: 1 + Math.floor(i / 40), car: 0, frame: i, overallFrame: i};
      for (const [name, value] of Object.entries({...values, waterTempC: 80 + (i % 30)})) row[rowIndex(name)] = value;
      // every other message holds nothing but what F1 games have as well
      if (i % 2) row[rowIndex("waterTempC")] = Number.NaN;
      else row[rowIndex("fuelLitres")] = 40 - i / 20;
      analyst.sample("x", reader.read(encodeTelemetry(row)));
    }
    analyst.end("x");
    const events = analyst.drain().map(({event}) => event);
    const [first] = events.filter((e) => e.topic === "telemetry-windows") as TelemetryWindow[];
    expect(first.channels.waterTempC).toEqual({count: 15, mean: 94, min: 80, max: 108});
    const [lap] = events.filter((e) => e.topic === "lap-analytics") as LapAnalytics[];
    expect(lap.fuelUsedLitres).toBeCloseTo(1.9, 4);
    expect(lap.fuelUsedKg).toBeNaN();
  });
});

describe("Analyst over a stream", () => {
  it("gives the archive's answer from the datagrams of a running session", () => {
    expect(answer(live(sent))).toEqual(batch);
  });

  it.each(Array.from({length: 20}, (_, i) => i + 1))(
    "gives the same answer under disorder and second copies, seed %i",
    (seed) => {
      const disturbed = disorder(messages, seed, 8);
      const analyst = new Analyst();
      feed(analyst, disturbed);
      analyst.end("s");
      expect(events(analyst.drain())).toEqual(batch);
      expect(analyst.counts).toMatchObject({
        samples: disturbed.length,
        duplicates: disturbed.length - messages.length,
        late: 0,
        malformed: 0,
      });
    },
  );

  it("goes on from a snapshot taken anywhere as if nothing had happened", () => {
    const random = seeded(11);
    const disturbed = disorder(live(sent), 5, 4);
    let analyst = new Analyst();
    const found: AnalystEvent[] = [];
    for (let at = 0; at < disturbed.length; ) {
      const next = at + 1 + Math.floor(random() * 300);
      feed(analyst, disturbed.slice(at, next));
      found.push(...analyst.drain());
      analyst = Analyst.restore(analyst.snapshot());
      at = next;
    }
    analyst.end("s");
    expect(events([...found, ...analyst.drain()])).toEqual(batch);
    expect(analyst.counts.samples).toBe(disturbed.length);
  });

  it("refuses a snapshot that is cut or of another version", () => {
    const analyst = new Analyst();
    feed(analyst, messages.slice(0, 100));
    const bytes = analyst.snapshot();
    expect(() => Analyst.restore(bytes.subarray(0, bytes.length - 1))).toThrow("damaged snapshot");
    expect(() => Analyst.restore(bytes.subarray(0, 60))).toThrow("damaged snapshot");
    const other = new TextEncoder().encode('    {"version":"0"}');
    new DataView(other.buffer).setUint32(0, other.length - 4, true);
    expect(() => Analyst.restore(other)).toThrow("snapshot of another version: 0");
  });

  it("counts in its window what comes too late for its place, and as late what comes after the window", () => {
    const running = live(sent);
    const held = running[2 * 300]; // car 0 at 5.0 s
    const rest = running.filter((m) => m !== held);
    const inTime = answer([...rest.slice(0, 2 * 330), held, ...rest.slice(2 * 330)]);
    const counts = (list: LiveEvent[]) => of(list, "telemetry-windows").map((w) => w.channels.speedKmh.count);
    expect(counts(inTime)).toEqual(counts(batch));
    const analyst = new Analyst();
    feed(analyst, [...rest.slice(0, 2 * 600), held, held, ...rest.slice(2 * 600)]);
    analyst.end("s");
    expect(counts(events(analyst.drain()))[1]).toBe(counts(batch)[1] - 1);
    expect(analyst.counts).toMatchObject({late: 1, duplicates: 1});
  });
});

describe("flashbacks", () => {
  /** Car 0 drives to 13 s (lap 2), goes back to 9 s (lap 1), and drives on; its laps are then as they were. */
  function withFlashback(): TelemetryRow[] {
    const rows = byCar[0].map((m) => decodeTelemetry(m, createRow()));
    const [time] = [rowIndex("sessionTime")];
    const until = rows.filter((r) => r[time] <= 13);
    // the line was crossed faster before the flashback: that lap did not count
    const driven = until.map((r) => {
      const row = r.slice();
      if (row[rowIndex("lapNumber")] === 2) row[rowIndex("lastLapTimeMs")] = 10_999;
      row[rowIndex("speedKmh")] += row[time] >= 9 ? 100 : 0;
      return row;
    });
    const all = [...driven, ...rows.filter((r) => r[time] >= 9)];
    return all.map((row, i) => {
      const copy = row.slice();
      copy[OVERALL_FRAME] = i + 1;
      return copy;
    });
  }

  it("a lap undone by a flashback is published again, and the later one counts", () => {
    const found = answer(withFlashback().map((r) => encodeTelemetry(r).slice()));
    const laps: LapEvent[] = of(found, "lap-events");
    expect(laps.map((l) => [l.lap, l.lapTimeMs])).toEqual([
      [1, 10_999],
      [1, 11_003],
      [2, 10_504],
      [3, 10_804],
    ]);
    // the rewound 10.999 is no best time any more
    expect(laps[1].best).toBe(true);
    const last = new Map(found.map((e) => [eventKey(e), e]));
    const truth = new Map(batch.filter((e) => e.car === 0).map((e) => [eventKey(e), e]));
    expect(last.get("lap-events/0/1")).toEqual(truth.get("lap-events/0/1"));
    expect(last.get("sector-times/0/1/3")).toEqual(truth.get("sector-times/0/1/3"));
    for (const start of [0, 3, 6, 9, 12, 30]) {
      expect(last.get(`telemetry-windows/0/${start}`), `window ${start}`).toEqual(
        truth.get(`telemetry-windows/0/${start}`),
      );
    }
    const {topSpeedKmh, averageSpeedKmh} = last.get("lap-analytics/0/1") as LapAnalytics;
    expect([topSpeedKmh, averageSpeedKmh]).toEqual([200, 200]);
  });

  it("are recognised by the frame where a source sends no overall frame", () => {
    const rows = withFlashback().map((row) => {
      row[OVERALL_FRAME] = Number.NaN;
      return encodeTelemetry(row).slice();
    });
    expect(of(answer(rows), "lap-events").map((l) => l.lapTimeMs)).toEqual([10_999, 11_003, 10_504, 10_804]);
  });
});

describe("bounds", () => {
  it("the state does not grow with the length of a session", () => {
    const analyst = new Analyst();
    const row = decodeTelemetry(messages[0], createRow());
    const sizes: number[] = [];
    for (let i = 0; i < 60_000; i++) {
      row[rowIndex("sessionTime")] = i / 20;
      row[rowIndex("frame")] = i;
      row[OVERALL_FRAME] = i;
      row[rowIndex("lapNumber")] = 1 + Math.floor(i / 1800);
      analyst.sample("s", row);
      if (i % 6000 === 5999) {
        sizes.push(analyst.snapshot().length);
        analyst.drain();
      }
    }
    expect(Math.max(...sizes.slice(1))).toBeLessThanOrEqual(sizes[1] * 1.1);
  });

  it("the session longest idle is ended, and its pending events are published", () => {
    const analyst = new Analyst({maxSessions: 2});
    feed(analyst, messages.slice(0, 100), "a");
    feed(analyst, messages.slice(0, 100), "b");
    feed(analyst, messages.slice(100, 102), "a");
    feed(analyst, messages.slice(0, 2), "c");
    expect(analyst.size).toBe(2);
    const told = analyst.drain();
    expect(new Set(told.map((e) => e.sessionId))).toEqual(new Set(["b"]));
    expect(told.map(({event}) => (event as TelemetryWindow).channels.speedKmh.count)).toEqual([50, 50]);
  });

  it("a thousand sessions run at a time, and go on from their saved state", () => {
    const analyst = new Analyst();
    const ids = Array.from({length: 1000}, (_, i) => `s${i}`);
    for (const id of ids) feed(analyst, messages.slice(0, 2), id);
    const restored = Analyst.restore(analyst.snapshot());
    expect([analyst.size, restored.size]).toEqual([1000, 1000]);
    expect(restored.counts).toEqual(analyst.counts);
  });

  it("a silent session is ended after so many samples of others", () => {
    const analyst = new Analyst({idleSamples: 1000});
    feed(analyst, messages.slice(0, 100), "a");
    for (let i = 0; i < 3; i++) feed(analyst, messages, "b");
    expect(analyst.size).toBe(1);
  });

  it("samples without car, frame or time are counted and left alone", () => {
    const analyst = new Analyst();
    analyst.sample("s", createRow());
    const row = decodeTelemetry(messages[0], createRow());
    row[rowIndex("car")] = 4_000_000;
    analyst.sample("s", row);
    expect(analyst.counts.malformed).toBe(2);
    expect(analyst.size).toBe(0);
  });
});
