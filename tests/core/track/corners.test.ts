import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {readSamples} from "../../../src/core/archive/samples.js";
import {random} from "../../../src/core/signal/random.js";
import {movePath} from "../../../src/core/track/align.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitNamed, circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import {recogniseInFrame} from "../../../src/core/track/recognise.js";
import {sampledLap} from "../../../src/core/track/sampledLap.js";
import {makeTrack, type Track} from "../../../src/core/track/track.js";
import {AWAY, backwards, drive} from "../../support/drivenCircuit.js";

/** Two straights of 600 m joined by half circles of 80 m radius, from the middle of the upper straight to the right. */
function stadium(noise = 0): Track {
  const source = random(5, 1);
  const arc = Math.PI * 80;
  const length = 1200 + 2 * arc;
  const x: number[] = [];
  const z: number[] = [];
  for (let s = 0; s < length; s += 2) {
    const [px, pz] = place(s);
    x.push(px + noise * source.normal());
    z.push(pz + noise * source.normal());
  }
  function place(s: number): [number, number] {
    if (s < 300) return [s, -80];
    if (s < 300 + arc) return [300 + 80 * Math.sin((s - 300) / 80), -80 * Math.cos((s - 300) / 80)];
    if (s < 900 + arc) return [600 + arc - s, 80];
    if (s < 900 + 2 * arc) return [-300 - 80 * Math.sin((s - 900 - arc) / 80), 80 * Math.cos((s - 900 - arc) / 80)];
    return [s - length, -80];
  }
  const path = {x: Float64Array.from(x), z: Float64Array.from(z)};
  if (noise) return learnTrack([path], {id: "stadium"}).track;
  const facts = {id: "stadium", name: "Stadium", frame: "", sectorStartsM: [], laps: 0};
  return makeTrack(facts, path.x, path.z);
}

describe("cornersOf", () => {
  it.each([0, 0.5])("a stadium has two right-handers where its half circles are (noise of %s m)", (noise) => {
    const {from, list} = cornersOf(stadium(noise));
    const arc = Math.PI * 80;
    expect(from).toBe("shape");
    expect(list.map(({number, direction}) => `${number} ${direction}`)).toEqual(["1 right", "2 right"]);
    for (const [k, entry] of [300, 900 + arc].entries()) {
      const {entryM, apexM, exitM} = list[k];
      // noise of half a metre asks for waves of 60 m to be smoothed away
      expect(Math.abs(entryM - entry)).toBeLessThan(noise ? 25 : 12);
      expect(Math.abs(exitM - entry - arc)).toBeLessThan(noise ? 25 : 12);
      expect(apexM).toBeGreaterThan(entry - 3);
      expect(apexM).toBeLessThan(entry + arc + 3);
    }
  });

  it("a lap of one of our circuits in another world has its numbers and names, each within 25 m of the circuit's", () => {
    for (const [id, circuit] of Object.entries(CIRCUITS)) {
      const {track} = learnTrack([movePath(drive(id, {offset: 2, noise: 0.3}), AWAY)], {id: "learned"});
      const {from, list} = cornersOf(track);
      expect(from, id).toBe("official");
      const own = cornersOf(circuitTrack(circuit)).list;
      expect(list.map(({number, name}) => `${number} ${name}`)).toEqual(
        own.map(({number, name}) => `${number} ${name}`),
      );
      for (const [k, {apexM, direction}] of list.entries()) {
        expect(direction).toBe(own[k].direction);
        expect(Math.abs((apexM * circuit.lengthM) / track.lengthM - own[k].apexM), `${id} ${k + 1}`).toBeLessThan(25);
      }
    }
  });

  it("driven the other way round they are counted anew", () => {
    const {track} = learnTrack([backwards(drive("monza"))], {id: "back"});
    const {from, list} = cornersOf(track);
    expect(from).toBe("shape");
    // what was the last corner to the right is the first to the left
    expect(list[0].direction).toBe("left");
  });
});

describe("circuitTrack", () => {
  it("lies where the simulator drives, so a simulated lap needs no learning", () => {
    const samples = readSamples(
      readFileSync(new URL("../../../recordings/20260301-140000-906dfc/samples/car-0/lap-2.arrows", import.meta.url)),
    );
    const {x, z} = sampledLap(samples)!;
    const track = circuitTrack(circuitNamed({id: 7, name: ""})!);
    const {match} = recogniseInFrame([track], {x: Float64Array.from(x), z: Float64Array.from(z)});
    expect(match?.meanM).toBeLessThan(6);
    expect(match?.maxM).toBeLessThan(track.room!.left[0] + 2);
  });
});
