import {describe, expect, it} from "vitest";
import type {DatagramBatch} from "../../../../src/core/capture/batch.js";
import {createColumns} from "../../../../src/core/games/f1/columns.js";
import {decoderOf} from "../../../../src/core/games/f1/decode.js";
import {createHeader, readHeader} from "../../../../src/core/games/f1/header.js";
import {layoutOf} from "../../../../src/core/games/f1/layout.js";
import {FaultyRaceSender} from "../../../../src/core/sim/faults/faulty.js";
import {parseFaults} from "../../../../src/core/sim/faults/plan.js";
import {takeSnapshot} from "../../../../src/core/sim/faults/snapshot.js";
import {Race} from "../../../../src/core/sim/race/race.js";

const SHORT = {seed: 4, laps: 1, cars: 3, track: "spielberg", incidents: 0};

describe("parseFaults(text)", () => {
  it("parses parts for link faults and counts for all others", () => {
    expect(parseFaults("loss=1%,flashback=2, spike")).toEqual({loss: 0.01, flashback: 2, spike: 1});
    expect(parseFaults("")).toEqual({});
  });

  it.each(["foo=1", "loss=200%", "loss=x", "flashback=1.5", "pause=-1", "spike="])("refuses %s", (text) => {
    expect(() => parseFaults(text)).toThrow(/^(unknown|invalid) fault: /);
  });
});

describe("takeSnapshot(root)", () => {
  it("restores a race bit for bit", () => {
    const race = new Race({...SHORT, cars: 6});
    race.advance(30);
    const restore = takeSnapshot(race, [race.circuit, race.line, race.road]);
    const state = () => race.racers.map(({car, position}) => [car.x, car.z, car.fuel, ...car.tyres.wear, position]);
    const then = state();
    race.advance(45);
    const later = state();
    restore();
    expect(state()).toEqual(then);
    race.advance(45);
    expect(state()).toEqual(later);
  });
});

/** Whether datagram i is the same in both. */
function sameBytes(a: DatagramBatch, b: DatagramBatch, i: number): boolean {
  const [one, other] = [a, b].map(({bytes, offset, length}) => bytes.subarray(offset[i], offset[i] + length[i]));
  return Buffer.compare(one, other) === 0;
}

describe("FaultyRaceSender", () => {
  it("changes the labelled sensors in the labelled times, and no others", () => {
    const plan = {spike: 2, stuck: 1, dropout: 1};
    const [faulty, plain] = [plan, {}].map((faults) => new FaultyRaceSender(SHORT, {rate: 20}, faults));
    const header = createHeader();
    const columns = [0, 1].map(() => createColumns(layoutOf(2025, 6)!));
    const decode = decoderOf(2025, 6);
    let inside = 0;
    while (faulty.fill() && plain.fill()) {
      for (let i = 0; i < plain.batch.count; i++) {
        readHeader(plain.batch.view, plain.batch.offset[i], header);
        if (header.packetId !== 6 || sameBytes(faulty.batch, plain.batch, i)) continue;
        for (const [k, {batch}] of [faulty, plain].entries()) decode(batch.view, batch.offset[i], columns[k]);
        const {sessionTime: t} = header;
        const on = faulty.labels.filter(({from, to}) => t >= from - 1e-4 && t < to + 1e-4);
        for (const name of ["speed", "engineRPM", "brakesTemperature", "tyresPressure", "tyresSurfaceTemperature"]) {
          const width = columns[0][name].length / 22;
          for (let e = 0; e < 3 * width; e++) {
            if (columns[0][name][e] === columns[1][name][e]) continue;
            inside++;
            expect(on.some(({channel, car, element}) => channel === name && car! * width + element! === e)).toBe(true);
          }
        }
      }
    }
    expect(faulty.labels.map(({kind}) => kind).sort()).toEqual(["dropout", "spike", "spike", "stuck"]);
    expect(inside).toBeGreaterThan(20);
  });

  it("changes brakes, tyre and engine of the labelled cars, and restores them afterwards", () => {
    const sender = new FaultyRaceSender({...SHORT, laps: 2}, {rate: 10}, {brakes: 1, misfire: 1, puncture: 1});
    const seen = new Set<string>();
    while (sender.fill(6)) {
      const {time, racers} = sender.running;
      for (const {kind, car, from, to, element} of sender.labels) {
        if (time < from || time >= to - 0.2) continue;
        const {brakePart, tyres} = racers[car!].car;
        if (kind === "brakes" && brakePart < 0.7) seen.add(kind);
        if (kind === "puncture" && tyres.lost[element!] > 0) seen.add(kind);
        if (kind === "misfire" && racers[car!].car.enginePart < 0.8) seen.add(kind);
      }
    }
    expect([...seen].sort()).toEqual(["brakes", "misfire", "puncture"]);
    for (const {car} of sender.running.racers) expect([car.brakePart, car.enginePart]).toEqual([1, 1]);
  });

  it("a restart begins another session", () => {
    const sender = new FaultyRaceSender(SHORT, {start: 1e9, rate: 20}, {restart: 1});
    const sessions = new Set<number>();
    const header = createHeader();
    let before = 0;
    let backwards = 0;
    while (sender.fill()) {
      const {batch} = sender;
      for (let i = 0; i < batch.count; i++) {
        sessions.add(readHeader(batch.view, batch.offset[i], header).uidLow);
        const arrival = batch.seconds[i] + batch.nanos[i] / 1e9;
        if (arrival < before) backwards++;
        before = arrival;
      }
    }
    expect(backwards).toBe(0);
    expect(sessions.size).toBe(2);
    expect(sender.labels.map(({kind}) => kind)).toEqual(["restart"]);
  });
});
