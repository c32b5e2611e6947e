import {describe, expect, it} from "vitest";
import {PARTS} from "../../../src/core/channels/catalogue.js";
import {writeEvent} from "../../../src/core/games/f1/events.js";
import {random} from "../../../src/core/signal/random.js";
import {type Assembled, assemble, f1Stream, type Sent} from "../../support/f1Stream.js";
import {count} from "../../support/long.js";

const lapsOf = (sent: readonly Sent[]) => lapsIn(assemble(sent)[0]);
const lapsIn = ({laps}: Assembled) =>
  laps.map(({car, lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms}) => ({
    car,
    lap,
    lapTimeMs,
    sectors: [sector1Ms, sector2Ms, sector3Ms],
  }));

const LAPS = [
  {car: 0, lap: 1, lapTimeMs: 20_000, sectors: [6000, 7000, 7000]},
  {car: 0, lap: 2, lapTimeMs: 21_000, sectors: [6300, 7350, 7350]},
  {car: 0, lap: 3, lapTimeMs: null, sectors: [null, null, null]},
];

/** The stream that the tests spoil, and what is made of it as it is; neither is changed. */
const CLEAN = f1Stream();
const STRAIGHT = assemble(CLEAN)[0];

/** Sets header fields of a datagram that was already made. */
function restamp(
  s: Sent,
  values: {frame?: number; overallFrame?: number; sessionTime?: number; uidLow?: number},
): Sent {
  const bytes = s.bytes.slice();
  const view = new DataView(bytes.buffer);
  if (values.sessionTime !== undefined) view.setFloat32(15, values.sessionTime, true);
  if (values.frame !== undefined) view.setUint32(19, values.frame, true);
  if (values.overallFrame !== undefined) view.setUint32(23, values.overallFrame, true);
  if (values.uidLow !== undefined) view.setUint32(7, values.uidLow, true);
  return {...s, bytes, frame: values.frame ?? s.frame, overallFrame: values.overallFrame ?? s.overallFrame};
}

/** Loses, repeats and delays datagrams, as a seeded network would; events and histories come through. */
function hostile(
  sent: readonly Sent[],
  seed: number,
  {loss = 0.05, twice = 0.02, late = 0.03} = {},
): {sent: Sent[]; doubled: number} {
  const chance = random(seed);
  const next = () => chance.next();
  const kept: {s: Sent; at: number}[] = [];
  let doubled = 0;
  sent.forEach((s, i) => {
    const safe = s.id === 3 || s.id === 11 || s.id === 4;
    if (!safe && next() < loss) return;
    kept.push({s, at: i + (!safe && next() < late ? 1 + Math.floor(next() * 5) + 0.5 : 0)});
    if (next() < twice) {
      doubled++;
      kept.push({s, at: i + 0.6 + next() * 4});
    }
  });
  return {sent: kept.sort((a, b) => a.at - b.at).map(({s}) => s), doubled};
}

describe("a stream without any fault", () => {
  it.each([2023, 2024, 2025, 2026] as const)("gives its laps, sectors and samples exactly (format %i)", (format) => {
    const [found] = assemble(f1Stream({format}));
    const {session, laps, samples} = found;
    expect(lapsIn(found)).toEqual(LAPS);
    expect(laps.map((l) => [l.complete, l.coverage, l.samples, l.topSpeedKmh, l.valid])).toEqual([
      [true, 1, 1199, 200, true],
      [true, 1, 1260, 201, true],
      [false, 1, 121, 202, true],
    ]);
    expect(session.ledger).toMatchObject({malformed: 0, duplicated: 0, reordered: 0, lostFrames: 0, flashbacks: 0});
    expect(session.ledger.spanFrames).toBe(43 * 60);
    expect(session.type).toBe("time trial");
    expect(session.best).toEqual({car: 0, lap: 1, lapTimeMs: 20_000});
    const table = samples.get("0/2")!;
    expect([...new Set(table.columns.speedKmh)]).toEqual([201]);
    expect(table.columns.gLateral[5]).toBeCloseTo(-1.5, 5); // the game's left is our negative
    expect([...new Set(table.columns.sector)]).toEqual([1, 2, 3]);
    expect(table.columns.fuelMass[0]).toBeGreaterThan(table.columns.fuelMass.at(-1)!);
    expect("suspensionPositionRl" in table.columns).toBe(false); // no motion ex came: unknown, not zero
    expect(session.outline.length).toBeGreaterThan(100);
  });

  it("takes lap times from lap data alone when no history came", () => {
    expect(lapsOf(f1Stream({history: false}))).toEqual(LAPS);
  });

  it("takes sectors of more than a minute from lap data alone", () => {
    const [{laps}] = assemble(
      f1Stream({cars: [{car: 0, lapTimesMs: [230_000]}], history: false, rate: 10, frameStep: 6}),
    );
    const {lapTimeMs, sector1Ms, sector2Ms, sector3Ms} = laps[0];
    expect([lapTimeMs, sector1Ms, sector2Ms, sector3Ms]).toEqual([230_000, 69_000, 80_500, 80_500]);
  });

  it("gives coverage 1 to a sender of 20 packets a second in a game of 60 frames", () => {
    const [{laps, session}] = assemble(f1Stream({rate: 20, frameStep: 3}));
    expect(laps.slice(0, 2).map((l) => l.coverage)).toEqual([1, 1]);
    expect(session.ledger.lostFrames).toBe(0);
  });

  it("keeps cars apart and lists humans and AI drivers", () => {
    const cars = [
      {car: 0, lapTimesMs: [20_000, 21_000], name: "Ada"},
      {car: 7, lapTimesMs: [22_500], name: "", ai: true},
    ];
    const [{laps, session}] = assemble(f1Stream({cars}));
    expect(laps.filter((l) => l.car === 7).map((l) => l.lapTimeMs)).toEqual([22_500, null]);
    expect(session.drivers.map((d) => [d.car, d.name, d.ai])).toEqual([
      [0, "Ada", false],
      [7, "car 7", true],
    ]);
  });
});

describe("a bad network", () => {
  it("changes no official time, whatever is lost, repeated or late, and the ledger is exact (many seeds)", () => {
    for (let seed = 1; seed <= count(3, 20); seed++) {
      const {sent, doubled} = hostile(CLEAN, seed);
      const [found] = assemble(sent);
      const {session} = found;
      expect(lapsIn(found), `seed ${seed}`).toEqual(LAPS);
      expect(session.ledger.received).toBe(sent.length);
      expect(session.ledger.duplicated).toBe(doubled);
      const frames = new Set(sent.filter((s) => s.id === 2).map((s) => s.overallFrame));
      const span = Math.max(...frames) - Math.min(...frames) + 1;
      expect(session.ledger.lostFrames).toBe(span - frames.size);
      let newest = 0;
      const seen = new Set<Sent>();
      let reordered = 0;
      for (const s of sent) {
        if (seen.has(s)) continue;
        seen.add(s);
        if (s.overallFrame > 0 && s.overallFrame < newest) reordered++;
        newest = Math.max(newest, s.overallFrame);
      }
      expect(session.ledger.reordered).toBe(reordered);
    }
  });

  it("gives the very same samples when datagrams only change places within a few frames", () => {
    const {sent} = hostile(CLEAN, 5, {loss: 0, twice: 0.05, late: 0.2});
    const shuffled = assemble(sent)[0];
    expect(shuffled.laps).toEqual(STRAIGHT.laps);
    for (const [key, table] of STRAIGHT.samples) expect(shuffled.samples.get(key)).toEqual(table);
  });

  it("says which parts of a row did not arrive instead of making them zero", () => {
    const sent = CLEAN.filter((s) => !(s.id === 6 && s.overallFrame % 2 === 0));
    const table = assemble(sent)[0].samples.get("0/2")!;
    const bit = 1 << PARTS.indexOf("telemetry");
    const without = table.present.filter((p) => !(p & bit)).length;
    expect(without).toBe(table.rows / 2);
  });

  it("puts samples whose lap data was lost at the line on the right side of it", () => {
    const line = 20 * 60;
    const sent = CLEAN.filter((s) => !(s.id === 2 && s.overallFrame > line - 6 && s.overallFrame < line + 9));
    const {samples} = assemble(sent)[0];
    expect(samples.get("0/1")!.columns.frame.at(-1)).toBe(line - 1);
    expect(samples.get("0/2")!.columns.frame[0]).toBe(line);
    expect(lapsOf(sent)).toEqual(LAPS);
  });

  it("leaves a sample that lap data has placed in its lap, however near to the line it lies", () => {
    // frame 1201, at 20.0167 s, is still of the lap; 17 ms, rounded up, at the next one put its beginning before that
    const sent = f1Stream({cars: [{car: 0, lapTimesMs: [20_016.7, 21_000]}]});
    const {samples} = assemble(sent)[0];
    const [first, second] = ["0/1", "0/2"].map((key) => samples.get(key)!.columns);
    expect(first.currentLapTimeMs.at(-1)).toBeGreaterThan(19_000);
    expect(second.currentLapTimeMs[0]).toBeLessThan(20);
    for (const {columns} of samples.values()) {
      for (let i = 1; i < columns.currentLapTimeMs.length; i++) {
        expect(columns.currentLapTimeMs[i]).toBeGreaterThan(columns.currentLapTimeMs[i - 1]);
      }
    }
  });

  it("survives a corrupt frame counter, first, in the middle and at the end", () => {
    for (const at of [8, 3000, CLEAN.length - 3]) {
      const sent = [...CLEAN];
      sent.splice(at, 0, restamp(CLEAN[at], {overallFrame: 0xfffffff0, frame: 0xfffffff0}));
      const [found] = assemble(sent);
      expect(lapsIn(found)).toEqual(LAPS);
      expect(found.session.ledger.flashbacks).toBe(0);
    }
  });
});

describe("joining late and leaving early", () => {
  it("knows earlier laps from the history, without samples, and says how much of the running one it has", () => {
    const late = CLEAN.filter((s) => s.overallFrame >= 25 * 60);
    const [{laps}] = assemble(late);
    expect(laps.map((l) => [l.lap, l.lapTimeMs, l.complete, l.samples > 0])).toEqual([
      [1, 20_000, false, false],
      [2, 21_000, false, true],
      [3, null, false, true],
    ]);
    expect(laps[1].coverage).toBeCloseTo(16 / 21, 2);
  });

  it("keeps the time of a lap that ends just before the recording does", () => {
    const sent = f1Stream({history: false, seconds: 20.2});
    expect(lapsOf(sent)[0]).toEqual(LAPS[0]);
  });
});

describe("standing still", () => {
  it("takes a pause for what it is: no new lap, no lost frame, whatever the clock on the wall says", () => {
    const paused = CLEAN.map((s) => (s.overallFrame > 900 ? {...s, seconds: s.seconds + 600} : s));
    const [{session, laps}] = assemble(paused);
    expect(laps).toEqual(STRAIGHT.laps);
    expect(session.ledger).toMatchObject({lostFrames: 0, flashbacks: 0});
  });

  it("knows the way from the garage by its negative distance, and does not count it as part of the lap", () => {
    const outLap = CLEAN.map((s) => {
      if (s.id !== 2 || s.overallFrame > 600) return s;
      // the first ten seconds are the way out of the garage: no lap time yet, and the line still ahead
      const bytes = s.bytes.slice();
      const view = new DataView(bytes.buffer);
      view.setUint32(29 + 4, 0, true);
      view.setFloat32(29 + 20, -2000 + s.overallFrame * 3, true);
      view.setUint8(29 + 44, s.overallFrame < 120 ? 0 : 3);
      return {...s, bytes};
    });
    const [{laps, samples}] = assemble(outLap);
    expect(laps[0]).toMatchObject({lap: 1, lapTimeMs: 20_000, pit: true, samples: 1199});
    expect(samples.get("0/1")!.columns.lapDistance[0]).toBeCloseTo(-1997, 3);
    expect(laps[0].coverage).toBeCloseTo(0.5, 1);
    expect(laps[1]).toMatchObject({pit: false, coverage: 1, complete: true});
  });
});

describe("flashbacks", () => {
  /** Drives to `at` s, goes back to `to` s, and drives on from there: overall frames go on, frames go back. */
  function rewound(at: number, to: number, {announce = true} = {}): Sent[] {
    const [fromFrame, toFrame] = [at * 60, to * 60];
    const before = CLEAN.filter((s) => s.overallFrame <= fromFrame && s.id !== 11);
    const shift = fromFrame - toFrame;
    const after = CLEAN.filter((s) => s.overallFrame > toFrame).map((s) =>
      restamp({...s, seconds: s.seconds + at - to + 2}, {overallFrame: s.overallFrame + shift}),
    );
    const flbk = restamp(CLEAN[0], {frame: fromFrame, overallFrame: fromFrame, sessionTime: at});
    const details = {flashbackFrameIdentifier: toFrame, flashbackSessionTime: to};
    writeEvent(new DataView(flbk.bytes.buffer), 0, 2025, {code: "FLBK", details});
    return announce ? [...before, {...flbk, seconds: before.at(-1)!.seconds}, ...after] : [...before, ...after];
  }

  it.each([
    ["inside a lap", 15, 12, {}],
    ["over the line", 21, 18, {}],
    ["with the event lost", 15, 12, {announce: false}],
    ["over the line with the event lost", 22, 19.5, {announce: false}],
  ])("keep the line that counted: %s", (_, at, to, options) => {
    const [{session, laps, samples, superseded}] = assemble(rewound(at, to, options));
    expect(laps).toEqual(STRAIGHT.laps);
    expect(session.ledger.flashbacks).toBe(1);
    expect(session.flashbacks[0]).toMatchObject({fromFrame: at * 60, toFrame: to * 60});
    expect(session.ledger.supersededSamples).toBe((at - to) * 60);
    for (const [key, table] of STRAIGHT.samples) expect(samples.get(key)).toEqual(table);
    const taken = [...superseded.values()].flat();
    expect(taken.reduce((n, t) => n + t.rows, 0)).toBe((at - to) * 60);
  });

  it("are seen once each when datagrams are lost, late and repeated (many seeds)", () => {
    const once = rewound(15, 12);
    for (let seed = 1; seed <= count(3, 20); seed++) {
      const {sent} = hostile(once, seed);
      const [found] = assemble(sent);
      expect(lapsIn(found), `seed ${seed}`).toEqual(LAPS);
      expect(found.session.ledger.flashbacks).toBe(1);
    }
  });

  it("may follow each other", () => {
    const twice = rewound(30, 28);
    const again = twice.filter((s) => s.overallFrame <= 32 * 60);
    const rest = twice
      .filter((s) => s.overallFrame > 31 * 60 && s.id !== 3)
      .map((s) => restamp({...s, seconds: s.seconds + 3}, {overallFrame: s.overallFrame + 60}));
    const [found] = assemble([...again, ...rest]);
    expect(found.session.ledger.flashbacks).toBe(2);
    expect(lapsIn(found)).toEqual(LAPS);
  });
});

describe("sessions", () => {
  it("are told apart by UID, and a straggler goes to its own", () => {
    const first = f1Stream({uid: 1});
    const second = f1Stream({uid: 2, startSeconds: 1_800_000_100});
    const straggler = first.splice(500, 1);
    const found = assemble([...first, ...second.slice(0, 40), ...straggler, ...second.slice(40)]);
    expect(found.map((f) => f.session.ledger.received)).toEqual([first.length + 1, second.length]);
    expect(found.map((f) => f.session.uid)).toEqual(["0xfeed000000000001", "0xfeed000000000002"]);
  });

  it("are told apart by source when two consoles send the same UID", () => {
    const a = CLEAN.map((s) => ({...s, port: 20777}));
    const b = f1Stream({cars: [{car: 0, lapTimesMs: [25_000]}]}).map((s) => ({...s, port: 20778}));
    const mixed = [...a, ...b].sort((x, y) => x.seconds - y.seconds);
    const found = assemble(mixed);
    expect(found.map((f) => f.laps[0].lapTimeMs).sort()).toEqual([20_000, 25_000]);
  });

  it("begin anew when the game restarts under the same UID", () => {
    const first = f1Stream({history: false});
    const second = f1Stream({startSeconds: 1_800_000_100});
    const found = assemble([...first, ...second]);
    expect(found).toHaveLength(2);
    expect(found[0].session.id).not.toBe(found[1].session.id);
    expect(found[1].laps.map((l) => l.lapTimeMs)).toEqual([20_000, 21_000, null]);
  });

  it("are not made by random bytes that look like packets", () => {
    const chance = random(3);
    const bits = () => chance.bits();
    const noise = CLEAN.slice(0, 2000).map((s, i) => ({...restamp(s, {uidLow: bits()}), seconds: CLEAN[i].seconds}));
    const mixed = CLEAN.flatMap((s, i) => (i < 2000 ? [s, noise[i]] : [s]));
    const found = assemble(mixed);
    expect(found).toHaveLength(1);
    expect(found[0].session.ledger.malformedByKind).toEqual({unknownSession: 2000});
    expect(lapsIn(found[0])).toEqual(LAPS);
  });

  it("count damaged datagrams by kind, those before the first packet too", () => {
    const broken = (length: number) => ({...CLEAN[5], bytes: CLEAN[5].bytes.slice(0, length)});
    const older = {...CLEAN[5], bytes: Uint8Array.of(0xe6, 7, 22, 1, 19, 1, 0)};
    const [{session}] = assemble([
      broken(10),
      older,
      ...CLEAN.slice(0, 100),
      broken(100),
      broken(1),
      ...CLEAN.slice(100),
    ]);
    expect(session.ledger.malformedByKind).toEqual({short: 2, older: 1, wrongLength: 1});
    expect(session.ledger.received).toBe(CLEAN.length + 4);
  });
});

describe("players", () => {
  it("may be absent: a spectator's player index of 255 is no car", () => {
    const [{session, laps}] = assemble(f1Stream({player: 255}));
    expect(session.playerCar).toBeNull();
    expect(laps[0].lapTimeMs).toBe(20_000);
  });

  it("who restrict their telemetry have unknown fuel, not none", () => {
    const cars = [
      {car: 0, lapTimesMs: [20_000]},
      {car: 1, lapTimesMs: [20_500], publicTelemetry: false},
    ];
    const [{session, samples, laps}] = assemble(f1Stream({cars}));
    expect(session.drivers.map((d) => d.restricted)).toEqual([false, true]);
    expect("fuelMass" in samples.get("0/1")!.columns).toBe(true);
    expect("fuelMass" in samples.get("1/1")!.columns).toBe(false);
    expect("tyreCompound" in samples.get("1/1")!.columns).toBe(true);
    expect(laps.find((l) => l.car === 1)!.fuelUsedKg).toBeNull();
  });
});
