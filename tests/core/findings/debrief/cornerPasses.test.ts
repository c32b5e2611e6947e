import {expect, it} from "vitest";
import {cornerPasses, SHOWN_VALUES} from "../../../../src/core/findings/debrief/cornerPasses.js";
import {comparisonOf, driveLaps} from "../../../support/simulatedLaps.js";

const drive = driveLaps({seed: 3, laps: 3});
const comparison = comparisonOf(drive, {...drive, grids: drive.grids.slice(0, 1)});
const [, lap] = comparison.laps;
const [reference] = comparison.references;
const passes = cornerPasses(comparison, lap, reference);

it("cornerPasses(comparison, own, reference) lists every corner once, in the order of the lap", () => {
  const byEntry = comparison.corners.toSorted((a, b) => a.apexM - b.apexM);
  expect(passes.map(({corner}) => corner.number)).toEqual(byEntry.map(({number}) => number));
  expect(passes.every(({laps}) => laps.length === comparison.laps.length)).toBe(true);
});

it("times are the pieces' times, differences those of the two laps", () => {
  for (const {fromM, time} of passes) {
    const k = comparison.pieces.findIndex((piece) => piece.fromM === fromM);
    expect(time.value).toBeCloseTo(lap.times[k], 9);
    expect(time.difference).toBeCloseTo(lap.times[k] - reference.times[k], 9);
  }
});

it("places count from the apex: the speed on the grid there is the speed at the brake point", () => {
  const braked = passes.filter(({own}) => own.brake);
  expect(braked.length).toBeGreaterThan(3);
  for (const {corner, own, values} of braked) {
    expect(values["brake point"].value! + corner.apexM).toBeCloseTo(own.brake!.pointM, 9);
    expect(values["brake point"].value!).toBeLessThan(0);
    // the pedal is pressed from there on
    const brake = lap.grid.channels.brake;
    const g = Math.round(own.brake!.pointM / lap.grid.stepM);
    expect(Math.max(...brake.subarray(g, g + 6))).toBeGreaterThan(0.05);
    expect(brake[g - 6]).toBeLessThan(0.05);
  }
});

it("phases cover a corner's piece", () => {
  for (const {phases, fromM, toM} of passes) {
    expect(phases[0].fromM).toBe(fromM);
    expect(phases.at(-1)!.toM).toBe(toM);
    for (let k = 1; k < phases.length; k++) expect(phases[k].fromM).toBe(phases[k - 1].toM);
  }
});

it("a lap against itself differs nowhere, and nothing of it is resolved", () => {
  for (const {time, values} of cornerPasses(comparison, reference, reference)) {
    expect([time.difference, time.isResolved]).toEqual([0, false]);
    for (const name of SHOWN_VALUES)
      if (values[name].value !== null) expect([values[name].difference, values[name].isResolved]).toEqual([0, false]);
  }
});

it("typical values of laps without their samples, as a report has them, are resolved as those with samples", () => {
  const all = cornerPasses(comparison, lap, reference, {typical: true});
  const laps = comparison.laps.map((one) => (one === lap ? one : {...one, grid: {...one.grid, n: -1, channels: {}}}));
  const few = cornerPasses({...comparison, laps}, lap, reference, {typical: true});
  const verdicts = (passes: typeof all) =>
    passes.flatMap(({values}) => SHOWN_VALUES.map((name) => [values[name].value, values[name].isResolved] as const));
  const [known, left] = [verdicts(all), verdicts(few)];
  expect(left.map(([value]) => value)).toEqual(known.map(([value]) => value));
  // where no lap with samples has the measure it is not known, never the opposite
  const differs = left.filter(([, isResolved], i) => isResolved !== known[i][1]);
  expect(differs.every(([, isResolved]) => isResolved === null)).toBe(true);
  expect(differs.length).toBeLessThan(known.filter(([, isResolved]) => isResolved !== null).length / 4);
});

it("what was not measured is null, on either side", () => {
  const {brake, ...channels} = lap.grid.channels;
  expect(brake).toBeDefined();
  const measures = lap.measures.map((one) => ({...one, brake: null, unavailable: {brake: "no brake channel"}}));
  const [first] = cornerPasses(comparison, {...lap, grid: {...lap.grid, channels}, measures}, reference);
  const none = {value: null, difference: null, isResolved: null};
  expect(first.values["brake point"]).toMatchObject(none);
  expect(first.own.unavailable.brake).toBe("no brake channel");
  const [alone] = cornerPasses(comparison, lap, {...reference, measures: []});
  expect(alone.reference).toBeNull();
  expect(alone.time).toMatchObject({reference: null, difference: null, isResolved: null});
});
