import {salsa20} from "@noble/ciphers/salsa.js";
import {describe, expect, it} from "vitest";
import {encodeSamples} from "../../../../src/core/archive/encodeSamples.js";
import {readSamples, type Samples} from "../../../../src/core/archive/samples.js";
import {Gt7Client} from "../../../../src/core/games/gt7/client.js";
import {gt7Game} from "../../../../src/core/games/gt7/game.js";
import {Gt7Cipher} from "../../../../src/core/games/gt7/packet.js";
import {SessionBuilder} from "../../../../src/core/session/sessionBuilder.js";
import {random} from "../../../../src/core/signal/random.js";
import {type Gt7Tick, gt7Datagram} from "../../../support/gt7Peer.js";
import {sealGt7} from "../../../support/sealGt7.js";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const flow = {source: "10.0.0.2", sourcePort: 33739, target: "10.0.0.1", targetPort: 33740};
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

describe("Salsa20", () => {
  it("gives the key stream of the published vector (eSTREAM, 256 bits, set 1, vector 0)", () => {
    const key = new Uint8Array(32);
    key[0] = 0x80;
    expect(hex(salsa20(key, new Uint8Array(8), new Uint8Array(64)))).toBe(
      "e3be8fdd8beca2e3ea8ef9475b29a6e7003951e1097a5c38d23b7a5fad9f6844" +
        "b22c97559e2723c7cbbd3fe4fc8d9a0744652a83e72a9c461876af4d7ef1a117",
    );
  });

  it("encrypts a packet as another implementation did, including the incomplete last block", () => {
    const bytes = Uint8Array.from({length: 296}, (_, i) => (i * 7) & 255);
    sealGt7(bytes, 0x12345678);
    expect(hex(bytes.subarray(0, 16))).toBe("e7662f2842c2d96f272138a3e9d2e12f");
    expect(hex(bytes.subarray(280))).toBe("48add008d994ed0dc247666129c9b776");
  });
});

describe("a Gran Turismo datagram", () => {
  it("is recognised in each of its four kinds, and not after a change", () => {
    for (const [bytes, kind] of [
      [296, "A"],
      [316, "B"],
      [344, "~"],
      [368, "C"],
    ] as const) {
      const datagram = gt7Datagram({id: 5, lap: 1}, bytes);
      expect(new Gt7Cipher().open(view(datagram), 0, bytes)).toBe(kind);
      expect(gt7Game.recognises(view(datagram), 0, bytes, flow)).toBe(true);
      datagram[0x40] ^= 1;
      expect(gt7Game.recognises(view(datagram), 0, bytes, flow)).toBe(false);
    }
    expect(gt7Game.recognises(view(new Uint8Array(296)), 0, 296, flow)).toBe(false);
  });
});

const RADIUS = 50;
const LAP_TICKS = 600;

/** Laps of ten seconds on a circle. */
function tick(id: number, more: Partial<Gt7Tick> = {}): Gt7Tick {
  const angle = (2 * Math.PI * id) / LAP_TICKS;
  const lap = 1 + Math.floor(id / LAP_TICKS);
  return {
    id,
    lap,
    // the time of the previous lap follows three ticks after the line
    lastLapMs: lap > 1 && (id % LAP_TICKS >= 3 || lap > 2) ? 10_000 + (id % LAP_TICKS >= 3 ? lap - 1 : lap - 2) : -1,
    position: [RADIUS * Math.cos(angle), 2, RADIUS * Math.sin(angle)],
    speed: (2 * Math.PI * RADIUS) / 10,
    gear: 4,
    throttle: 255,
    brake: 51,
    ...more,
  };
}

function play(ticks: Gt7Tick[], bytes = 296) {
  const samples = new Map<number, Samples>();
  const session = new SessionBuilder({samples: (_, lap, table) => samples.set(lap, readSamples(encodeSamples(table)))});
  const decoder = gt7Game.decoder(session);
  const answers = ticks.map((t) => {
    const datagram = gt7Datagram(t, bytes);
    return decoder.datagram(view(datagram), 0, datagram.length, t.id / 60);
  });
  session.end();
  return {summary: session.summary(), samples, answers, ledger: session.ledger};
}
const range = (from: number, to: number) => Array.from({length: to - from}, (_, i) => from + i);

describe("Gran Turismo's packets", () => {
  const {summary, samples, answers} = play(range(300, 2500).map((id) => tick(id)));

  it("give laps with the game's times; a lap that began before the first datagram has its time and is not complete", () => {
    expect(new Set(answers)).toEqual(new Set(["ok"]));
    expect(summary.laps.map((l) => [l.lap, l.lapTimeMs, l.complete, l.samples])).toEqual([
      [1, 10_001, false, 300],
      [2, 10_002, true, 600],
      [3, 10_003, true, 600],
      [4, 10_004, true, 600],
      [5, null, false, 100],
    ]);
    expect(summary).toMatchObject({game: "Gran Turismo 7", playerCar: 0});
  });

  it("have speed, controls, wheels, position and the distance along the path", () => {
    const lap = samples.get(3)!;
    const last = (name: string) => lap.values(name)[599];
    expect(last("speedKmh")).toBeCloseTo(36 * Math.PI, 3);
    expect([last("gear"), last("throttle"), last("brake")]).toEqual([4, 1, expect.closeTo(0.2, 6)]);
    expect(last("lapDistance")).toBeCloseTo(2 * Math.PI * RADIUS, -1);
    expect(last("currentLapTimeMs")).toBeCloseTo((599 * 1000) / 60, 1);
    expect([last("wheelSpeedFl"), last("tyreSurfaceTempRrC")]).toEqual([expect.closeTo(30, 4), 74]);
    expect(lap.has("steering")).toBe(false);
    expect(samples.get(1)!.has("lapDistance")).toBe(false);
  });

  it("have fuel, boost, oil pressure, ride height and aids for cars that have them", () => {
    const car = {fuel: 42.5, fuelCapacity: 100, boost: 1.75, oilPressure: 5.5, rideHeight: 0.0625};
    const lap = (more: Partial<Gt7Tick>) => play(range(0, 9).map((id) => tick(id, more))).samples.get(1)!;
    const turbo = lap({...car, flags: 1 | 16 | 64 | 2048});
    const last = (name: string) => turbo.values(name).at(-1);
    expect([last("fuelLitres"), last("turboBoostBar"), last("oilPressureBar")]).toEqual([42.5, 0.75, 5.5]);
    expect([last("rideHeight"), last("handbrake"), last("tcActive")]).toEqual([62.5, 1, 1]);
    const electric = lap({...car, fuelCapacity: 0, flags: 1});
    expect(["fuelLitres", "turboBoostBar", "oilPressureBar"].map((name) => electric.has(name))).toEqual([
      ...[false, false, true],
    ]);
    expect([electric.values("handbrake").at(-1), electric.values("tcActive").at(-1)]).toEqual([0, 0]);
  });

  it("do not count pauses or time off the track", () => {
    const driven = [...range(590, 700).map((id) => tick(id))];
    const paused = range(700, 760).map((id) => tick(699, {id, flags: 3}));
    const {samples: all} = play([...driven, ...paused, ...range(760, 860).map((id) => tick(id - 60, {id}))]);
    const time = [...all.get(2)!.values("currentLapTimeMs")];
    expect(time).toHaveLength(200);
    expect(time.at(-1)! - time[0]).toBeCloseTo((199 * 1000) / 60, 0);
    expect(play(range(0, 50).map((id) => tick(id, {flags: 0}))).summary.laps).toEqual([]);
  });

  it("begin another session with another car, a jump of the counter or a falling lap number", () => {
    const two = (second: Gt7Tick) => play([tick(700), tick(701), second]).answers.at(-1);
    expect(two(tick(702, {carCode: 7}))).toBe("next");
    expect(two(tick(702, {lap: 1}))).toBe("next");
    expect(two(tick(9000))).toBe("next");
    expect(two(tick(10))).toBe("next");
    expect(two(tick(701))).toBe("duplicate");
    expect(two(tick(690))).toBe("late");
  });

  it("count lost datagrams, and survive any bytes", () => {
    expect(play([tick(700), tick(704)]).ledger.lostFrames).toBe(3);
    const session = new SessionBuilder({samples: () => {}});
    const decoder = gt7Game.decoder(session);
    const generator = random(1);
    for (let i = 0; i < 300; i++) {
      const noise = Uint8Array.from({length: i < 150 ? 296 : i}, () => generator.next() * 256);
      expect(["cipher", "length"]).toContain(decoder.datagram(view(noise), 0, noise.length, 0));
    }
    const nan = gt7Datagram(tick(1, {position: [Number.NaN, 0, 0], speed: Number.POSITIVE_INFINITY}));
    expect(decoder.datagram(view(nan), 0, 296, 0)).toBe("ok");
    session.end();
    expect(session.summary().laps).toHaveLength(1);
  });
});

describe("packet C", () => {
  /** The game's clock: from the line on. */
  const clocked = (id: number, more: Partial<Gt7Tick> = {}) =>
    tick(id, {clockMs: Math.round(((id % LAP_TICKS) * 1000) / 60), ...more});
  const timesIn = (samples: Map<number, Samples>, lap: number) => [...samples.get(lap)!.values("currentLapTimeMs")];

  it("has the running lap time, also of a lap that was not seen from its beginning", () => {
    const {samples, summary} = play(
      range(300, 1300).map((id) => clocked(id)),
      368,
    );
    expect(timesIn(samples, 1)[0]).toBe(5000);
    expect(timesIn(samples, 1).at(-1)).toBe(Math.round((599 * 1000) / 60));
    expect(timesIn(samples, 2)[3]).toBe(50);
    expect(summary.laps.map((l) => [l.lap, l.lapTimeMs, l.complete])).toEqual([
      [1, 10_001, false],
      [2, 10_002, true],
      [3, null, false],
    ]);
  });

  it("shows that a lap was seen from the line, where the recording begins there", () => {
    const {summary} = play(
      range(0, 700).map((id) => clocked(id)),
      368,
    );
    expect(summary.laps.map((l) => [l.lap, l.lapTimeMs, l.complete])).toEqual([
      [1, 10_001, true],
      [2, null, false],
    ]);
  });

  it("gives the time that was counted where its clock is frozen, or still that of the lap before", () => {
    const late = play(
      range(550, 700).map((id) => clocked(id, id >= 600 && id < 603 ? {clockMs: 10_000} : {})),
      368,
    );
    expect(timesIn(late.samples, 2).slice(0, 4).map(Math.round)).toEqual([0, 17, 33, 50]);
    const frozen = play(
      range(300, 500).map((id) => clocked(id, {clockMs: 5000})),
      368,
    );
    expect(timesIn(frozen.samples, 1).slice(0, 4)).toEqual([5000, 5000, 5000, 5000]);
    expect(timesIn(frozen.samples, 1).slice(10).every(Number.isNaN)).toBe(true);
  });

  it("does not give a lap the time of another one: it must agree with the clock", () => {
    const wrong = play(
      range(300, 760).map((id) => clocked(id, {lastLapMs: id < 603 ? -1 : 12_345})),
      368,
    );
    expect(wrong.summary.laps.map(({lapTimeMs}) => lapTimeMs)).toEqual([null, null]);
  });

  it("tells how many wheels are off the track; other packets do not", () => {
    const {samples} = play(
      range(0, 9).map((id) => clocked(id, {surface: "TCDD"})),
      368,
    );
    expect(samples.get(1)!.values("tyresOffTrack").at(-1)).toBe(2);
    expect(
      play(range(0, 9).map((id) => tick(id)))
        .samples.get(1)!
        .has("tyresOffTrack"),
    ).toBe(false);
  });
});

describe("a datagram between the console's ports that is no packet", () => {
  it("is named, with what is known", () => {
    const why = (bytes: Uint8Array, ports = flow) => gt7Game.explain!(view(bytes), 0, bytes.length, ports);
    expect(why(new Uint8Array(400))).toBe(
      "Gran Turismo 7 packet of 400 bytes: none of the known kinds (A 296, B 316, ~ 344, C 368 bytes)",
    );
    expect(why(new Uint8Array(368))).toBe("Gran Turismo 7 packet C of 368 bytes: encrypted in another way than known");
    expect(why(new Uint8Array(400), {...flow, sourcePort: 1, targetPort: 2})).toBeUndefined();
  });
});

describe("Gt7Client", () => {
  it("sends heartbeats every second until the console answers, then every 8 s or 100 datagrams, and again after silence", () => {
    const client = new Gt7Client(["B"]);
    expect([client.due(0)?.[0], client.due(0.5), client.due(1)?.[0], client.state(1)]).toEqual([
      66,
      undefined,
      66,
      "asking",
    ]);
    for (let i = 0; i < 99; i++) client.datagram(1 + i / 60, 316);
    expect([client.state(2.6), client.due(2.6)]).toEqual(["live", undefined]);
    client.datagram(2.7, 316);
    expect(client.due(2.7)?.[0]).toBe(66);
    client.datagram(10.6, 316);
    expect(client.due(10.65)).toBeUndefined();
    expect(client.due(10.75)?.[0]).toBe(66);
    expect([client.state(13), client.due(13)?.[0]]).toEqual(["asking", 66]);
  });

  it("asks for packet C first and for A where that is not answered, and goes on with what it gets", () => {
    const client = new Gt7Client();
    const letter = (now: number) => String.fromCharCode(client.due(now)![0]);
    expect([0, 1, 2, 3].map(letter).join("")).toBe("CACA");
    client.datagram(3.5, 296);
    expect(letter(12)).toBe("C");
    client.datagram(12.5, 368);
    for (let i = 0; i < 100; i++) client.datagram(12.6, 296);
    expect(letter(12.6)).toBe("A");
  });
});
