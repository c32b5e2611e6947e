import {describe, expect, it} from "vitest";
import {chartDomains, type Visible} from "../../../src/components/laps/chartDomain.js";
import {drawFrame, sectorLabels} from "../../../src/components/laps/drawTraces.js";
import {paintTraces} from "../../../src/components/laps/paintTraces.js";
import {strokeTraces} from "../../../src/components/laps/strokeTraces.js";
import {channelText, traceChannel} from "../../../src/components/laps/traceChannels.js";
import {traceChart} from "../../../src/components/laps/traceCharts.js";
import {extentOf, sampleAt, type TraceLap} from "../../../src/components/laps/traceLap.js";
import {FRAME, traceLayout, xScale, yScale} from "../../../src/components/laps/traceLayout.js";
import {cursorPoints, spokenCursor} from "../../../src/components/laps/traceReadout.js";
import type {TraceScene} from "../../../src/components/laps/traceScene.js";
import {SvgPen} from "../../../src/components/ui/svgPen.js";
import {fakeLap} from "../fakeLap.js";
import {recordingPen} from "../recordingPen.js";

const theme = {muted: "grey", font: "11px sans-serif", color: () => "grey"};

function sceneOf(channel: string, values: number[], more: Partial<TraceScene> = {}): TraceScene {
  const lap = fakeLap({[channel]: values});
  const chart = traceChart(channel);
  const domains = [chartDomains(chart, [lap])];
  const view = extentOf([lap], "distance");
  return {
    charts: [chart],
    domains,
    layout: traceLayout([chart]),
    laps: [lap],
    axis: "distance",
    view,
    sectors: [],
    corners: [],
    width: 400,
    ratio: 1,
    ...more,
  };
}

function frame(scene: TraceScene) {
  const {pen, texts} = recordingPen();
  drawFrame(pen, scene, theme);
  return texts.map((t) => t.text);
}

/** Which columns of the chart have a pixel, and in which rows. */
function painted(scene: TraceScene): number[][] {
  const width = Math.round(scene.width * scene.ratio);
  const height = Math.round(traceLayout(scene.charts).height * scene.ratio);
  const pixels = new Uint32Array(width * height);
  paintTraces({width, height, pixels}, scene, () => "#102030");
  const rows = Array.from({length: width}, (_, x) => [...Array(height).keys()].filter((y) => pixels[y * width + x]));
  const [left, right] = [FRAME.left * scene.ratio, (scene.width - FRAME.right) * scene.ratio];
  for (const [x, ys] of rows.entries()) if (x < left || x >= right) expect(ys, `column ${x}`).toEqual([]);
  return rows.slice(left, right);
}

describe("drawFrame", () => {
  const values = Array.from({length: 3000}, (_, i) => i / 10);
  it("names sectors where they are seen", () => {
    expect(frame(sceneOf("speedKmh", values, {sectors: [900, 1800]}))).toEqual(
      expect.arrayContaining(["S1", "S2", "S3"]),
    );
    const zoomed = frame(sceneOf("speedKmh", values, {sectors: [900, 1800], view: [1000, 1500]}));
    expect(zoomed).toContain("S2");
    expect(zoomed).not.toContain("S1");
  });
  it("numbers the corners that are seen, and writes numbers that would touch as one", () => {
    const corner = (text: string, at: number) => ({text, from: at - 30, at, to: at + 30});
    const corners = [corner("1", 200), corner("2", 900), corner("3", 930), corner("4", 960), corner("5", 2500)];
    const numbers = (view: [number, number]) =>
      frame(sceneOf("speedKmh", values, {corners, view})).filter((text) => /^\d(–\d)?$/.test(text));
    expect(numbers([0, 3000])).toEqual(expect.arrayContaining(["1", "2–4", "5"]));
    expect(numbers([850, 1050])).toEqual(expect.arrayContaining(["2", "3", "4"]));
    expect(numbers([850, 1050])).not.toContain("1");
    // two names that grow into each other become one
    const chicanes = [corner("1", 900), corner("2", 940), corner("3", 1080), corner("4", 1120)];
    const narrow = frame(sceneOf("speedKmh", values, {corners: chicanes, view: [0, 3000]}));
    expect(narrow).toContain("1–4");
  });

  it("labels the x axis with its unit and the y axis with round numbers", () => {
    const texts = frame(sceneOf("speedKmh", values));
    expect(texts).toContain("2,000 m");
    expect(texts).toContain("200");
  });
});

describe("sectorLabels", () => {
  it("are in the middle of what is seen of each sector, and left out where there is no room", () => {
    const scene = {width: 1056, view: [0, 1000] as [number, number]};
    expect(sectorLabels({...scene, sectors: [300, 600]})).toEqual([
      {text: "S1", x: 194},
      {text: "S2", x: 494},
      {text: "S3", x: 844},
    ]);
    expect(sectorLabels({...scene, sectors: [10, 600]}).map(({text}) => text)).toEqual(["S2", "S3"]);
    expect(sectorLabels({...scene, sectors: [null, null]})).toEqual([]);
  });
});

describe("xScale and yScale", () => {
  it("take the view's ends to the frame's edges, and back", () => {
    const x = xScale({view: [100, 200], width: 456});
    expect([x(100), x(200)]).toEqual([FRAME.left, 456 - FRAME.right]);
    expect(x.invert(x(133))).toBeCloseTo(133);
    const chart = traceChart("speedKmh");
    const y = yScale(chart, [0, 300], 40);
    expect([y(300), y(0)]).toEqual([40, 40 + chart.height]);
  });
});

describe("the y axis of differences that are tiny", () => {
  const ticks = (values: number[]) => frame(sceneOf("delta", values)).filter((text) => !/m$/.test(text));

  it("writes its ticks with the digits that tell them apart", () => {
    const texts = ticks([0, 0.004, 0.03, 0.012]);
    expect(texts).toContain("+0.02");
    expect(new Set(texts).size).toBe(texts.length);
    expect(ticks([0, 0.3, 0.7])).toContain("+0.4");
  });

  it("spans a few thousandths at least: what rounding leaves is no difference", () => {
    const texts = ticks([0, 3e-9, -2e-9]);
    expect(texts).toEqual(expect.arrayContaining(["+0.002"]));
    expect(new Set(texts).size).toBe(texts.length);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(6);
  });
});

describe("strokeTraces", () => {
  const drawn = (scene: TraceScene) => {
    const pen = new SvgPen(scene.width, scene.layout.height, "c");
    strokeTraces(pen, scene, () => "#102030");
    return pen.svg;
  };
  const pointsIn = (svg: string) =>
    [...svg.split("</clipPath>")[1].matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

  it("has its points within half a pixel of the samples on the axes' scales, and no more than four a pixel", () => {
    const values = Array.from({length: 6000}, (_, i) => 200 + 100 * Math.sin(i / 40));
    const scene = sceneOf("speedKmh", values);
    const {axes} = scene.laps[0];
    const [[[low, high]], top, {height}] = [scene.domains[0], scene.layout.tops[0], scene.charts[0]];
    const right = scene.width - FRAME.right;
    const x = axes.distance.map(
      (at) => FRAME.left + ((at - scene.view[0]) / (scene.view[1] - scene.view[0])) * (right - FRAME.left),
    );
    const y = values.map((value) => top + height * (1 - (value - low) / (high - low)));
    const points = pointsIn(drawn(scene));
    expect(points.length).toBeGreaterThan(300);
    expect(points.length).toBeLessThanOrEqual(4 * (right - FRAME.left + 1));
    let from = 0;
    for (const [atX, atY] of points) {
      while (from < x.length && (Math.abs(x[from] - atX) > 0.5 || Math.abs(y[from] - atY) > 0.5)) from++;
      expect(from, `${atX}, ${atY}`).toBeLessThan(x.length);
    }
    // a zoomed stretch has all of its samples
    const view: [number, number] = [axes.distance[1000], axes.distance[1100]];
    expect(pointsIn(drawn({...scene, view})).length).toBeGreaterThanOrEqual(101);
  });

  it("steps where a value is held, and fills where a state is on", () => {
    const gears = pointsIn(drawn(sceneOf("gear", [3, 3, 3, 5, 5, 5])));
    const levels = new Set(gears.map(([, y]) => y));
    expect(levels.size).toBe(2);
    for (const [i, [x, y]] of gears.entries()) if (i) expect(x === gears[i - 1][0] || y === gears[i - 1][1]).toBe(true);
    const states = drawn(sceneOf("drs", [0, 1, 1, 0, 0, 1]));
    expect(states.match(/<path d="M[^"]*h[^"]*"/g)!.length).toBeGreaterThanOrEqual(2);
  });
});

describe("paintTraces", () => {
  it("paints every column between the first and the last sample, within the chart", () => {
    const scene = sceneOf(
      "speedKmh",
      Array.from({length: 6000}, (_, i) => 200 + 100 * Math.sin(i * i * 0.013)),
    );
    const top = traceLayout(scene.charts).tops[0];
    for (const rows of painted(scene)) {
      expect(rows.length).toBeGreaterThan(0);
      expect(rows[0] >= top - 1 && rows.at(-1)! <= top + scene.charts[0].height).toBe(true);
    }
  });
  it("leaves a gap as a gap", () => {
    const values = Array.from({length: 400}, (_, i) => (i >= 100 && i < 200 ? Number.NaN : 100 + i));
    const empty = painted(sceneOf("speedKmh", values)).filter((rows) => !rows.length).length;
    expect(empty).toBeGreaterThan(80);
    expect(empty).toBeLessThan(90); // a quarter of 344 columns, less the ends
  });
  it("paints gears level between changes", () => {
    const columns = painted(
      sceneOf(
        "gear",
        Array.from({length: 60}, (_, i) => (i < 30 ? 3 : 5)),
      ),
    );
    const levels = new Set(columns.map((rows) => rows.join()));
    expect(levels.size).toBe(3); // third, fifth, and the one column of the change
  });
  it("looks the same on a screen of twice as many pixels, only finer", () => {
    const values = Array.from({length: 300}, (_, i) => 200 + 50 * Math.sin(i / 20));
    const [one, two] = [1, 2].map((ratio) => painted(sceneOf("speedKmh", values, {ratio})));
    one.forEach((rows, x) => {
      expect(Math.abs(rows[0] - two[2 * x][0] / 2)).toBeLessThan(2);
    });
  });
});

describe("chartDomains", () => {
  const left = (id: string, laps: TraceLap[], visible?: Visible) => chartDomains(traceChart(id), laps, visible)[0];
  it("spans all laps on round numbers, and keeps the whole range of shares", () => {
    const laps = [fakeLap({speedKmh: [83, 310], throttle: [0.5, 0.6]}), fakeLap({speedKmh: [95, 322]})];
    const [least, greatest] = left("speedKmh", laps);
    expect(least).toBeLessThanOrEqual(83);
    expect(greatest).toBeGreaterThanOrEqual(322);
    expect([least % 25, greatest % 25]).toEqual([0, 0]);
    expect(left("throttle", laps)).toEqual([0, 100]);
    expect(left("steering", laps)).toEqual([-100, 100]);
  });
  it("has room around one value and gives [0, 1] for none", () => {
    expect(left("speedKmh", [fakeLap({speedKmh: [80, 80]})])).toEqual([79, 81]);
    expect(left("speedKmh", [fakeLap({speedKmh: [Number.NaN]})])).toEqual([0, 1]);
  });
  it("fits the visible stretch of all laps, and a fixed scale stays", () => {
    const rising = Array.from({length: 400}, (_, i) => i);
    const laps = [fakeLap({speedKmh: rising}), fakeLap({speedKmh: rising.map((v) => v + 20)})];
    const visible: Visible = {axis: "distance", view: [100, 150]};
    const [least, greatest] = left("speedKmh", laps, visible);
    expect(least).toBeGreaterThan(85);
    expect(least).toBeLessThanOrEqual(100);
    expect(greatest).toBeGreaterThanOrEqual(170);
    expect(greatest).toBeLessThan(185);
    expect(chartDomains(traceChart("speedKmh", {scale: [0, 350]}), laps, visible)).toEqual([[0, 350]]);
  });
  it("has an axis a unit, in written values", () => {
    const lap = fakeLap({speedKmh: [50, 150], throttle: [0, 1], clutchPercent: [0, 40]});
    const chart = traceChart(["throttle", "speedKmh", "clutchPercent"]);
    expect(chart.units).toEqual(["%", "km/h"]);
    expect(chartDomains(chart, [lap])).toEqual([
      [0, 100],
      [50, 150],
    ]);
  });
});

describe("channelText", () => {
  it("writes percent, neutral and reverse, on and off, and a real minus", () => {
    expect(channelText(traceChannel("throttle"), 0.256)).toBe("26");
    expect(channelText(traceChannel("gear"), 0)).toBe("N");
    expect(channelText(traceChannel("gear"), -1)).toBe("R");
    expect(channelText(traceChannel("gLateral"), -1.234)).toBe("−1.23");
    expect(channelText(traceChannel("rpm"), Number.NaN)).toBe("—");
    expect(channelText(traceChannel("drs"), 1)).toBe("on");
    expect(channelText(traceChannel("ersStore"), 2_500_000)).toBe("2.500");
    expect(channelText(traceChannel("delta"), 0.0342)).toBe("+0.034");
  });
});

describe("cursor read-outs", () => {
  const lap = fakeLap({speedKmh: [100, 110, 120], gear: [3, 3, 4]});
  it("give the nearest sample, and −1 where the lap does not reach", () => {
    expect(sampleAt(lap, "distance", 1.4)).toBe(1);
    expect(sampleAt(lap, "distance", 500)).toBe(-1);
    expect(cursorPoints([lap], "time", 0.021)[0]).toEqual({key: "s:0:1", index: 2, distance: 2, time: 0.02});
    expect(cursorPoints([lap], "distance", null)[0].index).toBe(-1);
  });
  it("are spoken with place, channel, value and unit", () => {
    const charts = [traceChart("speedKmh"), traceChart("gear"), traceChart("rpm")];
    expect(spokenCursor(charts, [lap], "distance", cursorPoints([lap], "distance", 2))).toBe(
      "2.0 m: speed 120 km/h; gear 4",
    );
    expect(spokenCursor(charts, [lap], "distance", cursorPoints([lap], "distance", null))).toBe("no sample here");
  });
});
