import {describe, expect, it} from "vitest";
import {Race, type RaceOptions} from "../../../../src/core/sim/race/race.js";
import {count} from "../../../support/long.js";

/** Of a whole field in a long run. */
const CARS = count(12, 22);

/** Simulates a race to its end; calls `watch` ten times a second. */
function drive(options: RaceOptions, watch: (race: Race) => void = () => {}): Race {
  const race = new Race(options);
  for (let t = 0; !race.done; t += 0.1) {
    race.advance(t);
    watch(race);
  }
  return race;
}

/** Smallest distance of two cars in car sizes (5 m along, 1.8 m across): 1 when they touch, less when they overlap. */
function closeness(race: Race): number {
  let least = Infinity;
  const on = race.racers.filter(({active, pit}) => active && pit?.phase !== "box");
  for (const [i, a] of on.entries()) {
    for (const b of on.slice(i + 1)) {
      const dx = a.car.x - b.car.x;
      const dz = a.car.z - b.car.z;
      if (dx * dx + dz * dz > 100) continue;
      const [sin, cos] = [Math.sin(a.car.course), Math.cos(a.car.course)];
      least = Math.min(least, Math.max(Math.abs(dx * sin + dz * cos) / 5, Math.abs(dx * cos - dz * sin) / 1.8));
    }
  }
  return least;
}

describe(`a race of ${CARS} cars, five laps of Silverstone in the dry`, () => {
  let frames = 0;
  let touching = 0;
  let odd = 0;
  let overLimit = 0;
  let beyondEllipse = 0;
  const speedInBox: number[] = [];
  const race = drive({seed: 2, laps: 5, cars: CARS}, (now) => {
    frames++;
    if (now.time > now.lightsOutAt && closeness(now) < 0.9) touching++;
    const positions = now.racers.map(({position}) => position).sort((a, b) => a - b);
    if (positions.some((position, i) => position !== i + 1)) odd++;
    for (const {car, pit} of now.racers) {
      const place = now.lane.place(car.lapPosition);
      const limited = pit !== null && pit.phase !== "called" && Math.abs(place) < now.lane.limitTo - 2;
      if (limited && car.v > now.lane.limit + 1) overLimit++;
      if (pit?.phase === "box") speedInBox.push(car.v);
      const across = car.forceLeft.reduce((sum, force) => sum + force, 0) / car.loads.lateral;
      if (car.v > 10 && Math.abs(across) > 1.001) beyondEllipse++;
    }
  });
  const finished = race.racers.filter(({status}) => status === "finished");

  it("every car finishes or retires; the winner drives all laps, and no car drives more", () => {
    expect(finished.length + race.racers.filter(({status}) => status === "retired").length).toBe(CARS);
    expect(finished.length).toBeGreaterThan(0.75 * CARS);
    expect(Math.max(...race.racers.map(({timing}) => timing.laps.length))).toBe(5);
    expect(race.order.list[0].timing.laps).toHaveLength(5);
  });

  it("the positions from 1 on occur once each at all times", () => {
    expect(odd).toBe(0);
  });

  it("cars rarely overlap by more than a tenth of their size", () => {
    expect(touching / frames).toBeLessThan(0.03);
  });

  it("tyre forces stay within their limit", () => {
    expect(beyondEllipse).toBe(0);
  });

  it("lap times are realistic: clean laps from 86 s, half of them below 93 s, a field that spreads, some overtaking", () => {
    const clean = finished.flatMap(({timing, lapNotes}) =>
      timing.laps.filter((lap, i) => i > 0 && lap.valid && !lapNotes[i].pit),
    );
    const times = clean.map(({lapTimeMs}) => lapTimeMs / 1000).sort((a, b) => a - b);
    expect(times[0]).toBeGreaterThan(86);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(93);
    const spread =
      Math.max(...finished.map(({endedAt}) => endedAt)) - Math.min(...finished.map(({endedAt}) => endedAt));
    expect(spread).toBeGreaterThan(8);
    expect(spread).toBeLessThan(110);
    const passes = race.events.filter(({code}) => code === "OVTK").length;
    expect(passes).toBeGreaterThan(8);
    expect(passes).toBeLessThan(200);
  });

  it("pit stops keep the speed limit, stop in the box and change the compound", () => {
    expect(overLimit).toBe(0);
    expect(speedInBox.length).toBeGreaterThan(100);
    expect(Math.max(...speedInBox)).toBeLessThan(0.5);
    for (const {stints, stops} of finished) {
      expect(stints).toHaveLength(stops + 1);
      for (let i = 1; i < stints.length; i++) expect(stints[i].startLap).toBe(stints[i - 1].endLap! + 1);
    }
    const changed = finished.filter(({stints}) => new Set(stints.map(({compound}) => compound.name)).size > 1);
    expect(changed.length / finished.length).toBeGreaterThan(0.8);
  });

  it("cars start at rest at lights out, and the first lap begins there", () => {
    const codes = race.events.map(({code}) => code);
    expect(codes.slice(0, 7)).toEqual(["SSTA", "STLG", "STLG", "STLG", "STLG", "STLG", "LGOT"]);
    const leader = race.order.list[0];
    const total = leader.timing.laps.reduce((sum, {lapTimeMs}) => sum + lapTimeMs, 0) / 1000;
    expect(leader.endedAt - race.lightsOutAt).toBeCloseTo(total, 2);
  });
});

describe("Race", () => {
  it("gives the same race for the same seed, however often a sender reads it, and another for another seed", () => {
    const driven = (seed: number, perSecond: number) => {
      const race = new Race({seed, laps: 1, cars: 4, track: "spielberg"});
      const states: number[][] = [];
      const keep = () => states.push(race.racers.flatMap(({car}) => [car.x, car.z, car.fuel]));
      for (let frame = 0; !race.done; frame++) {
        race.advance(frame / perSecond);
        if (frame === 40 * perSecond) keep();
      }
      // cars that have finished slow down
      race.advance(Math.ceil(race.time) + 10);
      keep();
      return {states, laps: race.racers.map(({timing}) => timing.laps.map(({lapTimeMs}) => lapTimeMs))};
    };
    const often = driven(4, 100);
    expect(driven(4, 10)).toEqual(often);
    const {states, laps} = driven(5, 10);
    expect(states[0]).not.toEqual(often.states[0]);
    expect(laps).not.toEqual(often.laps);
  });

  it("slows in the rain and changes to wet-weather tyres", () => {
    const best = (weather: "dry" | "wet") => {
      const race = drive({seed: 3, laps: 2, cars: 2, track: "spielberg", weather, incidents: 0});
      return [race.bestMs, race.racers[0].compound.name] as const;
    };
    const [dry] = best("dry");
    const [wet, tyre] = best("wet");
    expect(wet / dry).toBeGreaterThan(1.05);
    expect(wet / dry).toBeLessThan(1.25);
    expect(["intermediate", "wet"]).toContain(tyre);
    const turning = drive({seed: 3, laps: 5, cars: 2, track: "spielberg", weather: "rain", incidents: 0});
    for (const {stints} of turning.racers) expect(["intermediate", "wet"]).toContain(stints.at(-1)!.compound.name);
  });

  it("retires failed cars beside the road and reports it", () => {
    const race = new Race({seed: 8, laps: 1, cars: 5, track: "spielberg", incidents: 0});
    race.racers[2].failsAt = 1500;
    while (!race.done) race.advance(race.time + 0.5);
    const [racer] = race.racers.filter(({status}) => status === "retired");
    expect(racer.index).toBe(2);
    expect(Math.abs(racer.car.offset)).toBeGreaterThan(race.circuit.description.widthM / 2 + 1);
    expect(race.events.find(({code}) => code === "RTMT")).toMatchObject({car: 2, details: {reason: 8}});
    expect(racer.position).toBe(5);
  });

  it("throws on an unknown track and an invalid number of cars", () => {
    expect(() => new Race({track: "constructor"})).toThrow("unknown track: constructor");
    expect(() => new Race({cars: 23})).toThrow("invalid number of cars: 23");
  });
});

it("a car that slides past its box on the wrong tyres is served where it stops, and goes on", () => {
  const race = new Race({seed: 3, laps: 3, cars: 1});
  race.advance(race.lightsOutAt + 4);
  const [racer] = race.racers;
  const pit = {compound: racer.compound, lap: 1, entered: race.time, stopped: 0, until: 0, free: false};
  racer.pit = {...pit, phase: "in", box: race.lane.place(racer.car.lapPosition) - 3};
  expect(racer.car.v).toBeGreaterThan(5);
  race.advance(race.time + 30);
  expect([racer.stops, racer.pit]).toEqual([1, null]);
});
