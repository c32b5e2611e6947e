import {describe, expect, it} from "vitest";
import {cornerTyping} from "../../../src/components/laps/cornerTyping.js";
import type {LapsOnLine} from "../../../src/components/laps/lapsOnLine.js";
import {lineAxis} from "../../../src/components/laps/lineAxis.js";
import {rangeControl} from "../../../src/components/laps/rangeControl.js";
import {rangeOfParam, rangeParam, stepRange} from "../../../src/components/laps/ranges.js";
import {createCursor, type View} from "../../../src/components/ui/cursor.js";
import {trackPieces} from "../../../src/core/laps/partition.js";
import type {Corner, Corners} from "../../../src/core/track/corner.js";
import {fakeLap} from "../fakeLap.js";

const corner = (number: number, entryM: number, exitM: number, label?: string): Corner => ({
  ...{number, entryM, exitM, apexM: (entryM + exitM) / 2, direction: "left", type: "medium", degrees: 90, radiusM: 60},
  ...(label && {label}),
});

/** A lap of 1,000 m at 50 m/s, 10 Hz; the game counts 1 % more metres than the line has. */
function oval(corners: Corner[]): LapsOnLine {
  const at = Float64Array.from({length: 200}, (_, i) => 2 + 5 * i);
  const trace = fakeLap({lapDistance: Array.from(at, (m) => 1.01 * m), sessionTime: Array.from(at, (m) => m / 50)});
  const list: Corners = {from: "shape", list: corners, straights: []};
  const position = {at, pinned: true, lengthM: 1000};
  return {
    lengthM: 1000,
    corners: list,
    pieces: trackPieces(corners, 1000),
    laps: [{trace, position}],
  } as unknown as LapsOnLine;
}

const CORNERS = [corner(1, 200, 300), corner(2, 300, 380, "2a"), corner(3, 380, 460, "2b"), corner(12, 700, 800)];

it("lineAxis(lap) goes from the line to either axis and back; the ends of a whole lap are the line's", () => {
  const axis = lineAxis(oval(CORNERS).laps[0])!;
  expect(axis.position(300, "distance")).toBeCloseTo(303, 9);
  expect(axis.position(300, "time")).toBeCloseTo(6 - 0.04, 9);
  for (const name of ["distance", "time"] as const)
    for (const metres of [2, 2.5, 333.333, 997]) {
      const there = axis.metres(axis.position(metres, name), name);
      expect(Math.abs(there - (metres === 2 ? 0 : metres === 997 ? 1000 : metres))).toBeLessThan(1e-9);
    }
  expect([axis.metres(-5, "distance"), axis.metres(1e4, "distance")]).toEqual([0, 1000]);
});

describe("rangeParam(laps, range) and rangeOfParam(laps, text)", () => {
  const laps = oval(CORNERS);
  it.each<[string, View]>([
    ["T1", [200, 300]],
    ["T2a", [300, 380]],
    ["S2", [460, 700]],
    ["12.5-400", [12.5, 400]],
    // the second part of the straight over the line
    ["800-1000", [800, 1000]],
  ])("%s", (text, range) => {
    expect(rangeParam(laps, range)).toBe(text);
    expect(rangeOfParam(laps, text)).toEqual(range);
  });
  it("is null for what names no stretch of the lap, and cut to it", () => {
    for (const text of [null, "", "T9", "5", "a-b", "5-5.2", "2000-3000", "-5-9"])
      expect(rangeOfParam(laps, text)).toBeNull();
    expect(rangeOfParam(laps, "900-2000")).toEqual([900, 1000]);
    expect(rangeOfParam(laps, "t2B")).toEqual([380, 460]);
  });
});

it("stepRange(laps, range, by) takes the next piece round the lap, or moves other stretches by their length", () => {
  const laps = oval(CORNERS);
  expect(stepRange(laps, [200, 300], 1)).toEqual([300, 380]);
  expect(stepRange(laps, [0, 200], -1)).toEqual([800, 1000]);
  expect(stepRange(laps, [100, 350], 1)).toEqual([350, 600]);
  expect(stepRange(laps, [100, 350], -1)).toEqual([0, 250]);
});

describe("rangeControl(laps, cursor)", () => {
  const control = (corners: Corner[] = CORNERS) => {
    const cursor = createCursor();
    const zoomTo = (view: View) => cursor.setView(view);
    return {cursor, control: rangeControl(oval(corners), cursor, {visible: () => cursor.view ?? [0, 1010], zoomTo})!};
  };

  it("chooses a stretch on the axis, its ends, and pieces with exact cuts", () => {
    const {cursor, control: range} = control();
    range.select([404, 202]);
    expect(cursor.range!.map((m) => m.toFixed(6))).toEqual(["200.000000", "400.000000"]);
    range.mark("to", 303);
    range.mark("from", 252.5);
    expect(cursor.range!.map((m) => m.toFixed(6))).toEqual(["250.000000", "300.000000"]);
    range.choosePiece(260);
    expect(cursor.range).toEqual([200, 300]);
    range.step(1);
    expect(cursor.range).toEqual([300, 380]);
    expect(range.shown()!.map((x) => x.toFixed(6))).toEqual(["303.000000", "383.800000"]);
    cursor.setAxis("time", (x) => x / 50.5);
    expect(range.shown()![0]).toBeCloseTo((300 - 2) / 50, 9);
    range.clear();
    range.mark("from", 10);
    expect(cursor.range![1]).toBe(1000);
  });

  it("jumps from corner to corner round the lap, and to one by its label or number", () => {
    const {cursor, control: range} = control();
    const seen = (by: 1 | -1) => {
      range.jump(by);
      return range.corner()?.name;
    };
    expect([1, 1, 1, 1, 1].map(() => seen(1))).toEqual(["Turn 1", "Turn 2a", "Turn 2b", "Turn 12", "Turn 1"]);
    expect(seen(-1)).toBe("Turn 12");
    expect(range.jumpTo("2a") && range.corner()?.name).toBe("Turn 2a");
    // by the number where no label is the text
    expect(range.jumpTo("3") && range.corner()?.name).toBe("Turn 2b");
    expect(range.jumpTo("7")).toBe(false);
    const [from, to] = cursor.view!;
    expect(from).toBeLessThan(383.8);
    expect(to).toBeGreaterThan(464.6);
    cursor.setView(null);
    expect(range.corner()).toBeUndefined();
    expect(() => control([]).control.jump(1)).not.toThrow();
  });
});

it("cornerTyping joins digits typed soon after each other, and leaves a 0 alone to others", () => {
  let now = 0;
  const tried: string[] = [];
  const type = cornerTyping(
    (label) => {
      tried.push(label);
      return Number(label) <= 12;
    },
    () => now,
  );
  const keys = (text: string, apart: number) => {
    now += 5000;
    return [...text].map((key) => {
      now += apart;
      return type(key);
    });
  };
  expect(keys("12", 100)).toEqual([true, true]);
  expect(keys("12", 2000)).toEqual([true, true]);
  expect(keys("10", 100)).toEqual([true, true]);
  expect(keys("0a", 2000)).toEqual([false, false]);
  // there is no turn 13
  expect(keys("13", 100)).toEqual([true, true]);
  expect(tried).toEqual(["1", "12", "1", "2", "1", "10", "1", "13", "3"]);
});
