import {describe, expect, it} from "vitest";
import {encodeSamples} from "../../../../src/core/archive/encodeSamples.js";
import {readSamples, type Samples} from "../../../../src/core/archive/samples.js";
import type {SessionEvent} from "../../../../src/core/archive/types.js";
import {forzaGame} from "../../../../src/core/games/forza/game.js";
import {SessionBuilder} from "../../../../src/core/session/sessionBuilder.js";
import {type ForzaBytes, type ForzaTick, forzaDatagram, forzaMenu} from "../../../support/forzaPeer.js";

const flow = {source: "10.0.0.2", sourcePort: 50_000, target: "10.0.0.1", targetPort: 9999};
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Lap times of a race, s. */
const LAPS = [20.125, 19.75, 20.5];
const SPEED = 50;
const RATE = 20;

/** A race whose lap number stands at its end; the time of a lap follows the line by `late` packets. */
function race({late = 2, finish = true, lapTimes = LAPS} = {}): ForzaTick[] {
  const total = lapTimes.reduce((a, b) => a + b);
  const ticks: ForzaTick[] = [];
  for (let i = -20; i / RATE <= total + (finish ? 2 : -0.1); i++) {
    const t = Math.max(0, i / RATE);
    const lineOf = (lap: number) => lapTimes.slice(0, lap).reduce((a, b) => a + b, 0);
    const laps = lapTimes.filter((_, lap) => lineOf(lap + 1) <= t).length;
    const told = lapTimes.filter((_, lap) => lineOf(lap + 1) + late / RATE <= t).length;
    const isOver = laps === lapTimes.length;
    ticks.push({
      timestampMs: 5000 + 50 * i,
      speed: i < 0 ? 0 : t < 1 ? 5 : SPEED,
      position: [SPEED * t, 1, -2],
      lap: Math.min(laps, lapTimes.length - 1),
      current: isOver ? lapTimes[lapTimes.length - 1] : t - lineOf(laps),
      last: told === 0 ? 0 : lapTimes[told - 1],
      race: t,
    });
  }
  return ticks;
}

function play(datagrams: readonly Uint8Array[]) {
  const samples = new Map<number, Samples>();
  const events: SessionEvent[] = [];
  const session = new SessionBuilder({samples: (_, lap, table) => samples.set(lap, readSamples(encodeSamples(table)))});
  const decoder = forzaGame.decoder({
    facts: (facts) => session.facts(facts),
    row: (car, row) => session.row(car, row),
    lap: (car, lap) => session.lap(car, lap),
    event: (event) => void events.push(event),
    rewind: (car, lap, ms) => session.rewind(car, lap, ms),
    lost: (n) => session.lost(n),
  });
  const answers = datagrams.map((bytes, i) => decoder.datagram(view(bytes), 0, bytes.length, i / RATE));
  session.end();
  return {summary: session.summary(), samples, answers, events};
}
const timesOf = (ticks: ForzaTick[], bytes?: ForzaBytes) =>
  play(ticks.map((tick) => forzaDatagram(tick, bytes))).summary.laps.map((l) => [l.lap, l.lapTimeMs, l.complete]);

describe("a Forza datagram", () => {
  it("is recognised by its length and its values", () => {
    const tick = {timestampMs: 1, speed: 30};
    for (const bytes of [232, 311, 323, 324, 331] as const) {
      const good = forzaDatagram(tick, bytes);
      expect(forzaGame.recognises(view(good), 0, bytes, flow), `${bytes}`).toBe(true);
      expect(forzaGame.recognises(view(forzaMenu(bytes)), 0, bytes, flow)).toBe(false);
      expect(forzaGame.recognises(view(good), 0, bytes - 1, flow)).toBe(bytes === 324);
      view(good).setFloat32(60, 100, true);
      expect(forzaGame.recognises(view(good), 0, bytes, flow)).toBe(false);
    }
  });

  it("of another length or with other values is named", () => {
    const why = (bytes: Uint8Array, targetPort = 9999) =>
      forzaGame.explain!(view(bytes), 0, bytes.length, {...flow, targetPort});
    expect(why(new Uint8Array(340))).toBe(
      "Forza Data Out packet of 340 bytes: none of the known lengths (232, 311, 323, 324, 331)",
    );
    expect(why(new Uint8Array(340), 5000)).toBeUndefined();
    expect(why(forzaMenu())).toBeUndefined();
    expect(why(new Uint8Array(324).fill(1))).toBe(
      "Forza Horizon packet of 324 bytes: its values are not those of a car",
    );
    const torn = forzaDatagram({timestampMs: 1, speed: 60});
    view(torn).setFloat32(244, 5, true);
    expect(why(torn)).toBe("Forza Motorsport packet of 331 bytes: its speed contradicts its velocity");
    expect(play([torn]).answers).toEqual(["layout"]);
  });

  it("with the layout of the other games is read as that: the speed must agree with the velocity", () => {
    // a program in between has cut the 324 bytes of a Horizon game's packet, or padded the 311 of Motorsport 7
    const tick = {timestampMs: 1, speed: 40, current: 12, lap: 1, last: 80};
    const padded = new Uint8Array(324);
    padded.set(forzaDatagram(tick, 311));
    const {samples} = play([padded]);
    expect([...samples.get(2)!.values("currentLapTimeMs")]).toEqual([12_000]);
  });
});

describe.each([311, 324, 331] as const)("a race in packets of %d bytes", (bytes) => {
  const {summary, samples, answers} = play(race().map((tick) => forzaDatagram(tick, bytes)));

  it("has the game's lap times, also of the last lap, after which the lap number stands", () => {
    expect(new Set(answers)).toEqual(new Set(["ok"]));
    expect(summary.laps.map((l) => [l.lap, l.lapTimeMs, l.complete])).toEqual([
      [0, null, false],
      [1, 20_125, true],
      [2, 19_750, true],
      [3, 20_500, true],
      [4, null, false],
    ]);
  });

  it("has the car, and the track where the game names it", () => {
    const games = {311: "Forza Motorsport 7", 324: "Forza Horizon", 331: "Forza Motorsport"};
    expect(summary).toMatchObject({game: games[bytes], playerCar: 0, simulated: false, drivers: [{team: "car 2345"}]});
    expect(summary.track).toMatchObject(bytes === 331 ? {id: 860, name: "track 860"} : {id: -1, name: "unknown track"});
  });

  it("has channels in their units", () => {
    const lap = samples.get(2)!;
    const last = (name: string) => lap.values(name).at(-1);
    expect([last("speedKmh"), last("gear"), last("throttle"), last("brake"), last("position")]).toEqual(
      [180, 4, 1, 0.2, 3].map((v) => expect.closeTo(v, 5)),
    );
    expect([last("tyreSurfaceTempFlC"), last("tyreSurfaceTempRrC")]).toEqual(
      [100, 70].map((v) => expect.closeTo(v, 4)),
    );
    expect([last("turboBoostBar"), last("worldZ"), last("localVelocityZ")]).toEqual([expect.closeTo(1, 3), 2, 50]);
    expect([last("suspensionPositionRr"), last("lastLapTimeMs")]).toEqual([expect.closeTo(40, 4), 20_125]);
    // from line to line at 50 m/s; the first lap began somewhere on the grid
    expect(last("lapDistance")).toBeCloseTo(19.7 * SPEED, -1);
    expect(samples.get(1)!.has("lapDistance")).toBe(false);
    expect(samples.get(4)!.has("currentLapTimeMs")).toBe(false);
  });
});

describe("Forza's laps", () => {
  it("have the same times whenever the game tells them", () => {
    const times = LAPS.map((s, lap) => [lap + 1, s * 1000, true]);
    for (const late of [0, 1, 10]) expect(timesOf(race({late})).slice(1, 4), `${late} packets late`).toEqual(times);
  });

  it("that the stream ends with have no time", () => {
    expect(timesOf(race({finish: false})).at(-1)).toEqual([3, null, false]);
  });

  it("that began before the first packet keep their time, and are not complete", () => {
    expect(timesOf(race().filter(({race: t}) => t! > 5)).slice(0, 2)).toEqual([
      [1, 20_125, false],
      [2, 19_750, true],
    ]);
  });

  it("never have the time of another lap", () => {
    // the game tells no time for lap 2
    const ticks = race().map((tick) => ({...tick, last: tick.last === LAPS[1] ? LAPS[0] : tick.last}));
    expect(timesOf(ticks).slice(1, 4)).toEqual([
      [1, 20_125, true],
      [2, null, false],
      [3, 20_500, true],
    ]);
  });

  it("that are equal to the millisecond have their times", () => {
    const equal = timesOf(race({lapTimes: [20.5, 20.5, 20.5]}));
    expect(equal.slice(1, 4).map(([, ms]) => ms)).toEqual([20_500, 20_500, null]);
  });

  it("in which the player went back in time have only what counts", () => {
    const ticks = race();
    const at = ticks.findIndex(({race: t}) => t! >= 30);
    const back = 60;
    const again = ticks.slice(at - back).map((tick) => ({...tick, timestampMs: tick.timestampMs + back * 50}));
    const {summary, events, samples} = play([...ticks.slice(0, at), ...again].map((tick) => forzaDatagram(tick)));
    const plain = play(ticks.map((tick) => forzaDatagram(tick)));
    const told = ({laps}: typeof summary) => laps.map((l) => [l.lap, l.lapTimeMs, l.complete, l.samples]);
    expect(told(summary)).toEqual(told(plain.summary));
    const clock = samples.get(2)!.values("currentLapTimeMs");
    expect(clock.every((ms, i) => i === 0 || ms > clock[i - 1])).toBe(true);
    expect(samples.get(2)!.values("lapDistance").at(-1)).toBeCloseTo(19.7 * SPEED, -1);
    expect(summary.ledger).toMatchObject({flashbacks: 1, supersededSamples: back});
    expect(events.map(({code}) => code)).toEqual(["rewind"]);
  });

  it("to which the player went back over the line keep their time, and are not complete", () => {
    const ticks = race();
    const at = ticks.findIndex(({race: t}) => t! >= LAPS[0] + 1);
    const back = 60;
    const again = ticks.slice(at - back).map((tick) => ({...tick, timestampMs: tick.timestampMs + back * 50}));
    expect(timesOf([...ticks.slice(0, at), ...again]).slice(1, 4)).toEqual([
      [1, 20_125, false],
      [2, 19_750, true],
      [3, 20_500, true],
    ]);
  });

  it("are counted by the clock where the number does not rise, and where it follows some packets later", () => {
    const times = [20_125, 19_750, 20_500];
    const standing = race().map((tick) => ({...tick, lap: 0}));
    expect(timesOf(standing).map(([, ms]) => ms)).toEqual([null, ...times, null]);
    for (const packets of [1, 3]) {
      const ticks = race();
      const lagging = ticks.map((tick, i) => ({...tick, lap: ticks[Math.max(0, i - packets)].lap}));
      expect(
        timesOf(lagging).map(([, ms]) => ms),
        `${packets} packets`,
      ).toEqual([null, ...times, null]);
    }
  });

  it("are 0 without a lap clock: free roam, and packets without a dash", () => {
    const roam = race().map(({timestampMs, speed}) => ({timestampMs, speed}));
    expect(timesOf(roam, 324)).toEqual([[0, null, false]]);
    const {samples} = play(race().map((tick) => forzaDatagram(tick, 232)));
    expect(samples.get(0)!.values("speedKmh").at(-1)).toBe(180);
    expect(samples.get(0)!.has("throttle")).toBe(false);
  });
});

describe("Forza's sessions", () => {
  const ticks = race();
  const first = ticks.slice(0, 600).map((tick) => forzaDatagram(tick));
  const answer = (bytes: Uint8Array) => play([...first, bytes]).answers.at(-1);
  const next = ticks[600];

  it("go on through a pause and name it", () => {
    const late = ticks.slice(600).map((tick) => forzaDatagram({...tick, timestampMs: tick.timestampMs + 60_000}));
    const {summary, events, answers} = play([...first, forzaMenu(), forzaMenu(), ...late]);
    expect(new Set(answers)).toEqual(new Set(["ok"]));
    expect(events.map(({code}) => code)).toEqual(["race off", "race on"]);
    expect(summary.laps.map(({lapTimeMs}) => lapTimeMs)).toContain(20_500);
  });

  it("end with another car, track or race, and when the game was started again", () => {
    expect(answer(forzaDatagram(next))).toBe("ok");
    expect(answer(forzaDatagram({...next, car: 1}))).toBe("next");
    expect(answer(forzaDatagram({...next, track: 1}))).toBe("next");
    expect(answer(forzaDatagram({...next, lap: 0, current: 0.1, race: 0.1}))).toBe("next");
    expect(answer(forzaDatagram({...next, timestampMs: 10}))).toBe("next");
    expect(answer(forzaDatagram(next, 311))).toBe("next");
  });

  it("count a repeated and a late datagram, and follow the clock over its end", () => {
    expect(answer(first[599])).toBe("duplicate");
    expect(answer(first[597])).toBe("late");
    const wraps = race().map((tick) =>
      forzaDatagram({...tick, timestampMs: (tick.timestampMs + 2 ** 32 - 20_000) >>> 0}),
    );
    expect(new Set(play(wraps).answers)).toEqual(new Set(["ok"]));
  });
});
