import {describe, expect, it} from "vitest";
import {drawStripGrid} from "../../../src/components/pitwall/drawStrip.js";
import {stripValue} from "../../../src/components/pitwall/liveStrip.js";
import {pitTheme} from "../../../src/components/pitwall/pitTheme.js";
import {PACE_LANES, STRIP} from "../../../src/components/pitwall/stripLanes.js";
import {ageToX, stripLayout, xToAge} from "../../../src/components/pitwall/stripLayout.js";
import {valueBefore} from "../../../src/components/pitwall/valueBefore.js";
import {FakeLive} from "../../support/fakeLive.js";
import {recordingPen} from "../recordingPen.js";

describe("stripLayout", () => {
  it("stacks lanes without overlap, the time axis below", () => {
    const {tops, bottom, height} = stripLayout(PACE_LANES);
    expect(tops[1]).toBe(tops[0] + PACE_LANES[0].height + STRIP.gap + STRIP.header);
    expect(bottom).toBeGreaterThan(tops[1] + PACE_LANES[1].height);
    expect(height).toBe(bottom + STRIP.axis);
  });
});

describe("ageToX and xToAge", () => {
  it("are inverse, and end at the lanes' edges", () => {
    for (const age of [0, 7.5, 30]) expect(xToAge(ageToX(age, 30, 600), 30, 600)).toBeCloseTo(age);
    expect(xToAge(0, 30, 600)).toBeNull();
    expect(xToAge(600, 30, 600)).toBe(0);
  });
});

describe("drawStripGrid", () => {
  it("labels values and seconds, fewer of them on a narrow page", () => {
    const texts = (width: number) => {
      const {pen, texts} = recordingPen();
      drawStripGrid(pen, PACE_LANES, stripLayout(PACE_LANES), {width, span: 30, theme: pitTheme(false)});
      return texts.map(({text}) => text);
    };
    expect(texts(800)).toEqual(expect.arrayContaining(["300", "100", "now", "−5 s", "−30 s"]));
    expect(texts(300)).not.toContain("−5 s");
  });
});

describe("valueBefore and stripValue", () => {
  it("give the value so many seconds ago, the latest without a cursor, and a dash before the data", () => {
    const source = new FakeLive();
    source.advance(20);
    const {time, values} = source.window(0, "speedKmh", 30);
    const i = time.findIndex((t) => t >= source.time - 5);
    expect(valueBefore(source, 0, "speedKmh", 5)).toBe(values[i]);
    const [line] = PACE_LANES[0].lines;
    expect(stripValue(source, 0, line, null)).toBe(source.latest(0, "speedKmh").toFixed(0));
    expect(stripValue(source, 0, line, 5)).toBe(values[i].toFixed(0));
    expect(stripValue(new FakeLive(), 0, line, 5)).toBe("—");
  });
});
