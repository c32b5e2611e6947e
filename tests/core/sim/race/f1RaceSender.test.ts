import {createHash} from "node:crypto";
import {describe, expect, it} from "vitest";
import type {SampleTable} from "../../../../src/core/archive/samples.js";
import type {LapRow, SessionFile} from "../../../../src/core/archive/types.js";
import {compoundName} from "../../../../src/core/channels/tyreCompound.js";
import {capturedSession} from "../../../../src/core/session/sessionFile.js";
import {SessionSplitter} from "../../../../src/core/session/sessionSplitter.js";
import {FaultyRaceSender} from "../../../../src/core/sim/faults/faulty.js";
import {F1RaceSender} from "../../../../src/core/sim/race/f1RaceSender.js";
import {classification} from "../../../../src/core/sim/race/order.js";
import {Race} from "../../../../src/core/sim/race/race.js";

interface Imported {
  session: SessionFile;
  laps: LapRow[];
  /** positions at the last sample of each lap, by "car/lap" */
  positions: Map<string, number>;
}

/** Imports all datagrams of a sender. */
function imported(sender: F1RaceSender | FaultyRaceSender): Imported[] {
  const found: Imported[] = [];
  const positions = new Map<string, number>();
  const splitter = new SessionSplitter({
    begin: () => ({
      samples(car: number, lap: number, {columns, rows}: SampleTable) {
        positions.set(`${car}/${lap}`, columns.position[rows - 1]);
      },
    }),
    datagram: () => {},
    end: (session) => found.push({...capturedSession(session, null), positions}),
  });
  while (sender.fill()) splitter.accept(sender.batch);
  splitter.end();
  return found;
}

describe("the datagrams of a race", () => {
  const race = new Race({seed: 6, laps: 3, cars: 12, track: "spielberg", weather: "rain", incidents: 2});
  const [{session, laps, positions}] = imported(new F1RaceSender(race, {start: 1_772_373_600, rate: 20}));

  it("make a simulated race on its circuit, with drivers named by numbers", () => {
    expect(session.type).toBe("race");
    expect(session.source.simulated).toBe(true);
    expect(session.track.name).toBe("Austria");
    expect(session.drivers.map(({name}) => name)).toEqual(race.field.map(({name}) => name));
    expect(session.drivers.every(({name}) => /^Driver \d\d$/.test(name))).toBe(true);
  });

  it("have every lap and sector with its validity", () => {
    for (const {index, timing} of race.racers) {
      const told = laps.filter(({car, lapTimeMs}) => car === index && lapTimeMs !== null);
      expect(
        told.map(({lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms, valid}) => ({
          ...{lap, lapTimeMs, sectorTimesMs: [sector1Ms, sector2Ms, sector3Ms], valid},
        })),
      ).toEqual(timing.laps);
    }
  });

  it("have finished laps from line to line", () => {
    const whole = laps.filter(({lapTimeMs}) => lapTimeMs !== null);
    // the metres from the grid to the line are before the lap's first metre
    expect(whole.filter(({lap, complete, coverage}) => !complete || coverage < (lap === 1 ? 0.9 : 0.99))).toEqual([]);
  });

  it("have the stints, tyres and stops of each car", () => {
    for (const {index, stints, lapNotes} of race.racers) {
      expect(
        session.stints
          .filter(({car}) => car === index)
          .map(({startLap, endLap, compound}) => ({startLap, endLap, compound})),
      ).toEqual(
        stints.map(({startLap, endLap, compound}) => ({startLap, endLap, compound: compoundName(compound.visual)})),
      );
      for (const [i, {pit, compound}] of lapNotes.entries()) {
        const row = laps.find(({car, lap}) => car === index && lap === i + 1)!;
        expect(row.pit).toBe(pit);
        expect(row.tyreCompound).toBe(compound);
      }
    }
  });

  it("have every event at its time, and the change of weather", () => {
    const own = session.events.filter(({code}) => code.length === 4 && code === code.toUpperCase() && code !== "SEND");
    expect(own.map(({code, car}) => ({code, car}))).toEqual(race.events.map(({code, car}) => ({code, car})));
    for (const [i, {sessionTime}] of own.entries())
      expect(Math.abs(sessionTime - race.events[i].time)).toBeLessThan(0.03);
    expect(session.events.at(-1)!.code).toBe("SEND");
    expect(session.events.some(({code}) => code === "weather")).toBe(true);
  });

  it("have each car's grid place, classification, stops and penalties, and why a car is out", () => {
    const order = classification(race.racers);
    const driven = race.racers.map(({index, gridPosition: grid, stops, penaltySeconds: penaltyS, status}) => ({
      ...{car: index, position: order.findIndex((racer) => racer.index === index) + 1},
      race: {grid, stops, penaltyS, status},
    }));
    expect(
      session.drivers.map(({car, position, race: {because: _, ...facts} = {}}) => ({car, position, race: facts})),
    ).toEqual(driven);
    const out = session.drivers.filter(({race}) => race!.status !== "finished");
    expect(out.length).toBeGreaterThan(0);
    for (const {race} of out) expect(race!.because).toMatch(/\w/);
  });

  it("have the positions", () => {
    for (const {index, lapNotes} of race.racers)
      for (const [i, {position}] of lapNotes.entries())
        expect(Math.abs(positions.get(`${index}/${i + 1}`)! - position)).toBeLessThanOrEqual(1);
  });

  it("are the same bytes for the same seed", () => {
    const hash = () => {
      const sum = createHash("sha256");
      const sender = new F1RaceSender(new Race({seed: 9, laps: 1, cars: 22, track: "spielberg"}));
      for (let k = 0; k < 30 && sender.fill(); k++) {
        const {batch} = sender;
        for (let i = 0; i < batch.count; i++)
          sum.update(batch.bytes.subarray(batch.offset[i], batch.offset[i] + batch.length[i]));
      }
      return sum.digest("hex");
    };
    expect(hash()).toBe(hash());
  });
});

describe("a race sent with faults", () => {
  const options = {seed: 5, laps: 2, cars: 4, track: "spielberg", incidents: 0};
  const faults = {loss: 0.01, duplicate: 0.01, reorder: 0.02, flashback: 1, pause: 1};
  const sender = new FaultyRaceSender(options, {start: 1_772_373_600, rate: 20}, faults);
  const [{session, laps}] = imported(sender);
  const of = (kind: string) => sender.labels.filter((label) => label.kind === kind);

  it("has labels that match the ledger: lost and duplicated datagrams, the flashback", () => {
    expect(session.ledger.duplicated).toBe(of("duplicate").length);
    expect(session.ledger.flashbacks).toBe(1);
    expect(session.ledger.lostFrames).toBe(of("loss").filter(({packet}) => packet === 2).length);
    expect(session.ledger.received).toBe(sender.datagrams);
    const [back] = of("flashback");
    expect(session.flashbacks[0].fromTime).toBeCloseTo(back.from, 1);
    expect(session.flashbacks[0].toTime).toBeCloseTo(back.to, 1);
  });

  it("keeps the laps that no flashback took back", () => {
    const rows = laps.filter(({lapTimeMs}) => lapTimeMs !== null);
    const driven = sender.running.racers.flatMap(({timing}) => timing.laps.map(({lapTimeMs}) => lapTimeMs));
    expect(rows.map(({lapTimeMs}) => lapTimeMs)).toEqual(driven);
  });

  it("a pause takes arrival time and no session time", () => {
    const [pause] = of("pause");
    const last = session.events.at(-1)!;
    const [back] = of("flashback");
    expect(session.durationS - last.sessionTime).toBeCloseTo(pause.size! + back.size!, 0);
  });
});
