// @vitest-environment jsdom
import {describe, expect, it} from "vitest";
import {traceChannels} from "../../../src/components/laps/mathTraces.js";
import {lackingText, mathNotes} from "../../../src/components/live/mathNotes.js";
import {fitLane, ownLane} from "../../../src/components/pitwall/ownLanes.js";
import {ownStrip} from "../../../src/components/pitwall/ownStrip.js";
import {pitTheme} from "../../../src/components/pitwall/pitTheme.js";
import {createTimeCursor} from "../../../src/components/pitwall/timeCursor.js";
import {mathPrograms} from "../../../src/core/expressions/mathSamples.js";
import {MathSource} from "../../../src/core/live/timeline/mathSource.js";
import {FakeLive} from "../../support/fakeLive.js";

const programs = mathPrograms([
  {name: "Half speed", expression: "speed / 2", about: "a test"},
  {name: "Lever", expression: "handbrake * 2"},
  {name: "Fast", expression: "speed > 1 km/h"},
  {name: "Broken", expression: "speed + 1 m"},
]);
const computed = traceChannels(programs);

describe("ownStrip", () => {
  const live = new FakeLive();
  live.advance(20);
  const source = new MathSource(live, programs);
  const told: (readonly string[])[] = [];
  const strip = ownStrip(source, {
    ...{car: () => 0, theme: () => pitTheme(false), cursor: createTimeCursor(), seconds: () => 10},
    ...{chosen: ["Half speed", "gone"], computed, missing: (car, id) => lackingText(source, car, id)},
    onChoose: (ids) => told.push(ids),
  });
  const heads = () => [...strip.element.querySelectorAll(".pw-strip-head")].map(({textContent}) => textContent);
  const menu = strip.element.querySelector("select")!;
  const add = (id: string) => {
    menu.value = id;
    menu.dispatchEvent(new Event("change"));
  };

  it("shows math channels beside recorded ones, with units; one without its inputs says which, and has no zeros", () => {
    expect(heads()).toEqual([`Half speed ${(live.latest(0, "speedKmh") / 2).toFixed(2)} km/h`]);
    add("gear");
    add("Lever");
    add("Fast");
    expect(told.at(-1)).toEqual(["Half speed", "gear", "Lever", "Fast"]);
    expect(heads()[1]).toBe(`gear ${live.latest(0, "gear")} `);
    expect(heads()[2]).toBe("Lever — needs handbrake, which this game does not send");
    const groups = [...menu.querySelectorAll("optgroup")].map(({label}) => label);
    expect([groups[0], groups.length > 5]).toEqual(["computed", true]);
    expect(menu.querySelector("optgroup")!.textContent).toBe("Half speed (km/h)LeverFast");
    strip.element.querySelector<HTMLButtonElement>("[aria-label='remove Half speed']")!.click();
    expect([told.at(-1), heads().length]).toEqual([["gear", "Lever", "Fast"], 3]);
    strip.stop();
  });

  it("mathNotes name a broken channel with its place", () => {
    const [{name, error}] = programs.failed;
    const list = mathNotes(source, {
      names: ["Half speed", "Lever"],
      leftOut: [{name, because: `character ${error.at.start + 1}: ${error.message}`}],
      car: () => 0,
    });
    expect([...list.children].map(({textContent}) => textContent)).toEqual([
      "Broken is wrong: character 9: m can't be added to km/h",
      "Lever needs handbrake, which this game does not send",
    ]);
    document.body.append(list);
    list.remove();
  });
});

describe("fitLane", () => {
  const window = (values: number[]) =>
    ({window: () => ({time: Float64Array.from(values.keys()), values: Float64Array.from(values)})}) as never;
  it("has room about the values and ticks on round numbers, and stays while a line fills a part of it", () => {
    const lane = ownLane(computed[0], 0);
    expect(fitLane(lane, window([100, 200, Number.NaN]), 0, 10)).toBe(true);
    expect([lane.domain.map(Math.round), lane.ticks, lane.tickDigits]).toEqual([[90, 210], [100, 150, 200], 0]);
    expect(fitLane(lane, window([120, 190]), 0, 10)).toBe(false);
    expect(fitLane(lane, window([0.001, 0.002]), 0, 10)).toBe(true);
    expect(lane.tickDigits).toBe(4);
    expect(fitLane(lane, window([5]), 0, 10)).toBe(true);
    expect([lane.domain[0] < 5, lane.domain[1] > 5]).toEqual([true, true]);
    expect(fitLane(lane, window([Number.NaN]), 0, 10)).toBe(false);
  });
});
