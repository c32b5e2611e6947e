import {beforeAll, describe, expect, it} from "vitest";
import {checkFinding} from "../../../src/core/findings/checkFinding.js";
import type {Finding, Measure} from "../../../src/core/findings/finding.js";
import {findingsAboutDriver} from "../../../src/core/findings/findingsAbout.js";
import {median} from "../../../src/core/signal/robust.js";
import {F1_ENGINE} from "../../../src/core/sim/engine.js";
import {comparisonOf, type Drive, type DriveOptions, driveLaps} from "../../support/simulatedLaps.js";

const LAPS = 6;
/** The approach and the braking of Brooklands, and the exit of Aintree at Silverstone. */
const TURN_6 = {fromM: 1500, toM: 2007};
const TURN_5_EXIT = {fromM: 1215, toM: 1330};

let reference: Drive;
/** The driver without the cause: the same seed, so that the difference is the cause's alone. */
let plain: Drive;

beforeAll(() => {
  reference = driveLaps({seed: 12, laps: LAPS});
  plain = driveLaps({seed: 11, laps: LAPS});
});

function planted(options: DriveOptions) {
  const drive = driveLaps({seed: 11, laps: LAPS, ...options});
  const comparison = comparisonOf(drive, reference);
  const findings = findingsAboutDriver(comparison);
  const truth = comparisonOf(drive, plain);
  const change = (value: (lap: (typeof truth.laps)[number]) => number) =>
    median(truth.laps.map((lap, i) => value(lap) - value(truth.references[i])));
  const found = findings.filter(({status}) => status === "found");
  const losses = found.filter(({kind, place, value}) => kind === "time" && place.kind !== "lap" && value! > 0);
  const of = (number: number, measure: Measure) =>
    found.find((one) => one.measure === measure && one.place.kind === "corner" && one.place.number === number);
  const phases = found.flatMap(({kind, place, value}) =>
    kind === "phase" && value! > 0 ? [[place.number, place.phase]] : [],
  );
  return {comparison, findings, found, losses, phases, of, change, lapTime: change(({grid}) => grid.lapTimeS!)};
}

const placesOf = (findings: readonly Finding[], measure: Measure) =>
  findings.flatMap((one) => (one.measure === measure && one.status === "found" ? [one.place.number] : []));

const covers = (finding: Finding | undefined, value: number) => {
  expect(finding?.interval?.[0]).toBeLessThan(value);
  expect(finding?.interval?.[1]).toBeGreaterThan(value);
};

describe("findings about a simulated driver", () => {
  it("of nothing planted: no loss is claimed, and every finding is sound", () => {
    const findings = findingsAboutDriver(comparisonOf(plain, reference));
    expect(findings.flatMap(checkFinding)).toEqual([]);
    expect(findings.filter(({status, kind}) => status === "found" && kind === "time").map(({text}) => text)).toEqual(
      [],
    );
  });

  it("who brakes 10 m earlier in turn 6: time and braking point are named there only, of the planted size", () => {
    const {findings, losses, phases, of, lapTime} = planted({habits: [{...TURN_6, brakeEarlierM: 10}]});
    expect(findings.flatMap(checkFinding)).toEqual([]);
    expect(losses.map(({place}) => place.name)).toEqual(["Turn 6 Brooklands"]);
    // time passes where the car is slow: at the end of the braking, beyond the turn-in
    expect(phases).toEqual([[6, "entry"]]);
    expect(losses[0].text).toMatch(/ a lap: \+0\.\d{3} s on the entry /);
    covers(losses[0], lapTime);
    covers(of(6, "brake point"), -10);
    expect(of(6, "brake point")?.text).toMatch(/^Turn 6 Brooklands: brakes \d+\.\d m earlier \(/);
    // an estimate, of another field: by the physics of braking, not by a weight per metre
    expect(of(6, "brake point")?.estimate?.seconds).toBeGreaterThan(0.4 * lapTime);
    expect(of(6, "brake point")?.estimate?.seconds).toBeLessThan(2 * lapTime);
    expect(placesOf(findings, "brake point")).toEqual([6]);
  });

  it("who brakes 10 m later in turn 6, and often misses the bend: that is named there only", () => {
    const {findings, of} = planted({habits: [{...TURN_6, brakeEarlierM: -10}]});
    expect(findings.flatMap(checkFinding)).toEqual([]);
    covers(of(6, "brake point"), 10);
    expect(of(6, "brake point")?.text).toMatch(/^Turn 6 Brooklands: brakes \d+\.\d m later \(/);
    expect(placesOf(findings, "brake point")).toEqual([6]);
  });

  it("who is slow out of turn 5: the loss on the straight is that corner's, and turn 6 is not blamed", () => {
    const {comparison, findings, losses, phases, of, lapTime} = planted({
      habits: [{...TURN_5_EXIT, throttleMost: 0.55}],
    });
    expect(findings.flatMap(checkFinding)).toEqual([]);
    expect(losses.map(({place}) => place.name)).toEqual(["Turn 5 Aintree"]);
    expect(phases).toEqual([[5, "exit"]]);
    const sum = findings.filter(({kind, place}) => kind === "phase" && place.number === 5).map(({value}) => value!);
    expect(sum.reduce((a, b) => a + b)).toBeCloseTo(losses[0].value!, 9);
    covers(losses[0], lapTime);
    expect(losses[0].carried.map(({name}) => name)).toContain("straight 5");
    expect(losses[0].value! - losses[0].measured!).toBeGreaterThan(0.1 * lapTime);
    expect(of(5, "exit speed")?.value).toBeLessThan(0);
    // seen alone, the straight and the approach to turn 6 are slower in every lap
    const straight = comparison.pieces.findIndex(({name}) => name === "straight 5");
    expect(Math.min(...comparison.laps.map(({times}) => times[straight]))).toBeGreaterThan(
      Math.max(...comparison.references.map(({times}) => times[straight])),
    );
  });

  it.each([1400, 700])("who shifts up %d rpm early: named for the whole lap, with the time that it costs", (early) => {
    const {findings, found, lapTime} = planted({car: {engine: {...F1_ENGINE, upshiftRpm: 11_900 - early}}});
    expect(findings.flatMap(checkFinding)).toEqual([]);
    const shift = found.find(({measure}) => measure === "shift speed");
    covers(shift, (-early * 2 * Math.PI) / 60);
    expect(shift?.text).toMatch(/^whole lap: shifts up 1?,?\d{3} rpm lower/);
    const [low, high] = shift!.estimate!.interval!;
    expect(low).toBeLessThan(lapTime);
    expect(high).toBeGreaterThan(lapTime);
    // an interval that says something
    expect(low).toBeGreaterThan(0);
    expect(shift!.estimate!.seconds).toBeGreaterThan(0.85 * lapTime);
    expect(shift!.estimate!.seconds).toBeLessThan(1.15 * lapTime);
  });

  it("who has 5 % less grip from lap 8 on: that lap is named and the size covered; without it no lap is", () => {
    const change = (drive: Drive) =>
      findingsAboutDriver(comparisonOf(drive, reference)).filter(({kind}) => kind === "change");
    const [found, ...others] = change(driveLaps({seed: 11, laps: 12, gripChange: {fromLap: 8, part: 0.95}}));
    expect(others).toEqual([]);
    expect(found.subject.laps).toEqual([8, 9, 10, 11, 12]);
    covers(found, -0.05);
    expect(checkFinding(found)).toEqual([]);
    expect(found.text).toMatch(/from lap 8 on \d\.\d % less lateral acceleration/);
    expect(found.text).not.toMatch(/because|tyre/);
    expect(found.estimate?.seconds).toBeGreaterThan(0.5);
    expect(change(plain)).toEqual([]);
  });
});
