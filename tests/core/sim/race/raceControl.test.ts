import {describe, expect, it} from "vitest";
import {createColumns} from "../../../../src/core/games/f1/columns.js";
import {decoderOf} from "../../../../src/core/games/f1/decode.js";
import {readEvent} from "../../../../src/core/games/f1/events.js";
import {createHeader, readHeader} from "../../../../src/core/games/f1/header.js";
import {layoutOf} from "../../../../src/core/games/f1/layout.js";
import {parseCalls} from "../../../../src/core/sim/race/calls.js";
import {F1RaceSender} from "../../../../src/core/sim/race/f1RaceSender.js";
import {Race, type RaceOptions} from "../../../../src/core/sim/race/race.js";

const CARS = 9;
const LAPS = 8;
const OPTIONS: RaceOptions = {
  ...{seed: 6, laps: LAPS, cars: CARS, track: "spielberg", incidents: 0},
  calls: parseCalls("vsc@2,red@3,sc@6", LAPS),
};
const LENGTH = 4318;

/** The field at one time, from the datagrams; one value per car. */
interface Moment {
  time: number;
  /** of the last session packet */
  safetyCar: number;
  zones: number[];
  position: number[];
  lapDistance: number[];
  lap: number[];
  speedKmh: number[];
  pit: number[];
  limiter: number[];
  delta: number[];
}

interface Watched {
  moments: Moment[];
  events: {time: number; code: string; car?: number; details: Record<string, number | undefined>}[];
  periods: number[];
}

/** Decodes the datagrams of a race, ten times a second. */
function watch(race: Race): Watched {
  const sender = new F1RaceSender(race, {rate: 10});
  const header = createHeader();
  const columns = [1, 2, 6, 7].map((id) => [id, createColumns(layoutOf(2025, id)!)] as const);
  const of = Object.fromEntries(columns);
  const out: Watched = {moments: [], events: [], periods: []};
  const cars = (column: ArrayLike<number>) => Array.from(column).slice(0, CARS);
  while (sender.fill()) {
    const {view, offset, count} = sender.batch;
    for (let i = 0; i < count; i++) {
      const {packetId, sessionTime: time} = readHeader(view, offset[i], header);
      if (packetId === 3) {
        const {code, car, details} = readEvent(view, offset[i], 2025);
        out.events.push({time, code, ...(car !== undefined && {car}), details});
      }
      if (!of[packetId]) continue;
      decoderOf(2025, packetId)(view, offset[i], of[packetId]);
      if (packetId === 1)
        out.periods = ["numVirtualSafetyCarPeriods", "numRedFlagPeriods", "numSafetyCarPeriods"].map(
          (n) => of[1][n][0],
        );
      // the status packet is the last of a frame
      if (packetId !== 7) continue;
      out.moments.push({
        ...{time, safetyCar: of[1].safetyCarStatus[0], zones: Array.from(of[1].marshalZoneFlag).slice(0, 20)},
        ...{position: cars(of[2].carPosition), lapDistance: cars(of[2].lapDistance), lap: cars(of[2].currentLapNum)},
        ...{speedKmh: cars(of[6].speed), pit: cars(of[2].pitStatus), limiter: cars(of[7].pitLimiterStatus)},
        delta: cars(of[2].safetyCarDelta),
      });
    }
  }
  return out;
}

describe("race control in the datagrams: virtual safety car, red flag, safety car", () => {
  const race = new Race(OPTIONS);
  const {moments, events, periods} = watch(race);
  const at = (code: string, type?: number, event?: number) =>
    events.find(
      (e) =>
        e.code === code && (type === undefined || (e.details.safetyCarType === type && e.details.eventType === event)),
    )!.time;
  const between = (from: number, to: number) => moments.filter(({time}) => time > from && time < to);
  const virtual = [at("SCAR", 2, 0), at("SCAR", 2, 3)] as const;
  const red = at("RDFL");
  const formation = at("SCAR", 3, 0);
  const relit = events.filter(({code}) => code === "LGOT")[1].time;
  const car = [at("SCAR", 1, 0), at("SCAR", 1, 3)] as const;

  it("sends its events in order", () => {
    const told = events.filter(({code}) => ["SCAR", "RDFL", "STLG", "LGOT"].includes(code));
    expect(
      told.map(({code, details}) => (code === "SCAR" ? `${details.safetyCarType} ${details.eventType}` : code)),
    ).toEqual([
      ...[...Array(5).fill("STLG"), "LGOT"],
      ...["2 0", "2 1", "2 3"],
      ...["RDFL", "3 0", "3 2", ...Array(5).fill("STLG"), "LGOT", "3 3"],
      ...["1 0", "1 1", "1 2", "1 3"],
    ]);
    expect(periods).toEqual([1, 1, 1]);
    // DRS is disabled meanwhile, with the reason
    expect(events.filter(({code}) => code === "DRSD").map(({details}) => details.reason)).toEqual([2, 1]);
  });

  it("the session packets have the safety car, and flags in all marshal zones", () => {
    const shown = (from: number, to: number) =>
      new Set(between(from + 1, to - 1).map(({safetyCar, zones}) => `${safetyCar} ${[...new Set(zones)]}`));
    expect([...shown(...virtual)]).toEqual(["2 3"]);
    expect([...shown(red, formation)]).toEqual(["0 4"]);
    expect([...shown(formation, relit)]).toEqual(["3 3"]);
    expect([...shown(...car)]).toEqual(["1 3"]);
    expect([...shown(relit, relit + 9)]).toEqual(["0 1"]);
    expect([...shown(relit + 12, car[0])]).toEqual(["0 0"]);
  });

  it("all cars keep the delta of the virtual safety car closely", () => {
    // speed of the same car at the same position while racing
    const free = new Map<string, number>();
    for (const {lapDistance, speedKmh, pit} of [...between(virtual[1] + 10, red), ...between(relit + 30, car[0])])
      for (let c = 0; c < CARS; c++) if (pit[c] === 0) free.set(`${c} ${Math.round(lapDistance[c] / 20)}`, speedKmh[c]);
    const ratios: number[] = [];
    for (const {lapDistance, speedKmh, pit, delta} of between(virtual[0] + 6, virtual[1]))
      for (let c = 0; c < CARS; c++) {
        if (pit[c] > 0) continue;
        expect(delta[c]).toBeGreaterThan(-0.5);
        const before = free.get(`${c} ${Math.round(lapDistance[c] / 20)}`);
        if (before) ratios.push(speedKmh[c] / before);
      }
    ratios.sort((a, b) => a - b);
    expect(ratios.length).toBeGreaterThan(500);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeGreaterThan(0.56);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeLessThan(0.68);
    expect(ratios[Math.floor(0.95 * ratios.length)]).toBeLessThan(0.85);
  });

  it("no car passes during a neutralisation: cars that are not in the pits keep their positions", () => {
    for (const [from, to] of [virtual, [red, relit], car]) {
      const all = between(from + 0.5, to);
      const first = all[0];
      const inPits = new Set(all.flatMap(({pit}) => pit.flatMap((status, c) => (status > 0 ? [c] : []))));
      // under a red flag all come in, and no car gains by it
      const raced = [...Array(CARS).keys()].filter((c) => from === red || !inPits.has(c));
      const order = (moment: Moment) => [...raced].sort((a, b) => moment.position[a] - moment.position[b]).join(" ");
      expect(raced.length).toBeGreaterThan(2);
      expect(new Set(all.map(order))).toEqual(new Set([order(first)]));
    }
    const passes = events.filter(
      ({code, time}) => code === "OVTK" && [virtual, [red, relit], car].some(([a, b]) => time > a + 0.5 && time < b),
    );
    expect(passes).toEqual([]);
  });

  it("under a red flag all cars come into the pits at the speed limit and stop", () => {
    const standing = between(red, formation).filter(({speedKmh, pit}) =>
      speedKmh.every((v, c) => v === 0 && pit[c] === 2),
    );
    expect(standing.length / 10).toBeGreaterThan(40);
    const over = between(red, relit).flatMap(({limiter, speedKmh}) =>
      speedKmh.filter((v, c) => limiter[c] === 1 && v > 82),
    );
    expect(over).toEqual([]);
  });

  it("the restart is from the grid, in the order at the red flag", () => {
    const [{position: before}] = between(red, red + 1);
    const grid = between(relit - 2, relit).at(-1)!;
    expect(grid.speedKmh).toEqual(Array(CARS).fill(0));
    const order = [...Array(CARS).keys()].sort((a, b) => grid.position[a] - grid.position[b]);
    expect(order).toEqual([...Array(CARS).keys()].sort((a, b) => before[a] - before[b]));
    // 8 m from slot to slot, the first just before the line
    order.forEach((c, i) => {
      expect(Math.abs(LENGTH - 12 - 8 * i - grid.lapDistance[c])).toBeLessThan(1);
    });
    const off = order.map((c) => between(relit, relit + 3).find(({speedKmh}) => speedKmh[c] > 3)!.time - relit);
    for (const reaction of off) expect(reaction).toBeGreaterThan(0.15);
    for (const reaction of off) expect(reaction).toBeLessThan(1);
  });

  it("the race keeps its full distance, and its times add up", () => {
    for (const {timing, status, endedAt} of race.racers) {
      expect(status).toBe("finished");
      const sum = timing.laps.reduce((total, {lapTimeMs}) => total + lapTimeMs, 0);
      expect(Math.abs(sum - 1000 * (endedAt - race.lightsOutAt))).toBeLessThan(2);
      for (const {lapTimeMs, sectorTimesMs} of timing.laps)
        expect(sectorTimesMs.reduce((total, ms) => total + ms, 0)).toBe(lapTimeMs);
    }
    expect(Math.max(...race.racers.map(({timing}) => timing.laps.length))).toBe(LAPS);
  });

  it("the field closes up behind the safety car", () => {
    const spread = (moment: Moment) => {
      const way = moment.lap.map((lap, c) => lap * LENGTH + moment.lapDistance[c]);
      return Math.max(...way) - Math.min(...way);
    };
    const all = between(...car);
    expect(spread(all[0])).toBeGreaterThan(600);
    expect(spread(all.at(-1)!)).toBeLessThan(400);
  });
});

describe("race control", () => {
  it("is the same for the same seed", () => {
    const short = {...OPTIONS, cars: 4, laps: 4, calls: parseCalls("red@1", 4)};
    const end = () => {
      const race = new Race(short);
      race.advance(80);
      return [race.control.phase, ...race.racers.flatMap(({car}) => [car.x, car.z])];
    };
    expect(end()).toEqual(end());
    expect(end()[0]).toBe("red");
  });

  it("shows the red flag for some stopped cars, and never near the end", () => {
    const race = new Race({...OPTIONS, laps: 5, cars: 2, calls: []});
    race.advance(race.lightsOutAt + 5);
    const leader = race.leader!;
    expect(race.control.stop(race.time, leader, 3)).toBe(false);
    expect(race.control.phase).toBe("green");
    expect(race.director.stopRace(race.time, leader)).toBe(true);
    expect(race.control.redFlag).toBe(true);
    expect(race.director.stopRace(race.time, leader)).toBe(false);
  });
});

describe("parseCalls(text, laps)", () => {
  it("returns the calls in order of their laps", () => {
    expect(parseCalls("red@4, vsc@2", 10)).toEqual([
      {what: "vsc", lap: 2},
      {what: "red", lap: 4},
    ]);
    expect(parseCalls("", 3)).toEqual([]);
  });

  it.each([
    ["red", "invalid call: red; expected red@1 to red@7"],
    ["red@8", "invalid call: red@8; expected red@1 to red@7"],
    ["sc@0", "invalid call: sc@0; expected sc@1 to sc@10"],
    ["fcy@2", "unknown call: fcy@2"],
  ])("refuses %s", (text, message) => {
    expect(() => parseCalls(text, 10)).toThrow(message);
  });
});
