import {describe, expect, it} from "vitest";
import {drawTraces, FRAME, type TraceScene, traceLayout, xScale} from "../../src/components/drawTraces.js";
import {chartDomain, chartText, traceChart} from "../../src/components/traceCharts.js";
import {extentOf, sampleAt} from "../../src/components/traceLap.js";
import {cursorPoints, spoken} from "../../src/components/traceReadout.js";
import {fakeLap} from "./fakeLap.js";
import {recordingPen} from "./recordingPen.js";

const theme = {background: "white", foreground: "black", muted: "grey", font: "11px sans-serif", line: () => "line"};

function draw(channel: string, values: number[], more: Partial<TraceScene> = {}) {
  const lap = fakeLap({[channel]: values});
  const chart = traceChart(channel);
  const {pen, strokes, texts} = recordingPen();
  const scene: TraceScene = {
    charts: [chart],
    domains: [chartDomain(chart, [lap])],
    laps: [lap],
    axis: "distance",
    view: extentOf([lap], "distance"),
    sectors: [],
    width: 400,
    ratio: 1,
    ...more,
  };
  drawTraces(pen, scene, theme);
  return {lines: strokes.find((s) => s.color === "line")?.lines ?? [], texts: texts.map((t) => t.text), scene};
}

describe("drawTraces", () => {
  it("draws a gap as a gap", () => {
    const {lines} = draw("speedKmh", [100, 120, Number.NaN, Number.NaN, 200, 220]);
    expect(lines.length).toBe(2);
  });

  it("shows a sample that stands alone between gaps", () => {
    const {lines} = draw("speedKmh", [100, Number.NaN, 150, Number.NaN, 200]);
    expect(lines.length).toBe(3);
    for (const line of lines) expect(line[1][0] - line[0][0]).toBeCloseTo(0.5);
  });

  it("draws gears as steps: every segment is horizontal or vertical", () => {
    const {lines} = draw("gear", [3, 3, 4, 4, 4, 5, 5, 4]);
    expect(lines.length).toBe(1);
    lines[0].slice(1).forEach(([x, y], i) => {
      const [px, py] = lines[0][i];
      expect(x === px || y === py).toBe(true);
    });
  });

  it("reaches the highest value of every pixel column", () => {
    const values = Array.from({length: 6000}, (_, i) => 200 + 100 * Math.sin(i * i * 0.013));
    const {lines, scene} = draw("speedKmh", values);
    const {px} = xScale(scene);
    const [least, greatest] = scene.domains[0];
    const top = traceLayout(scene.charts).tops[0];
    const height = scene.charts[0].height;
    const highest = new Map<number, number>();
    const inner = scene.width - FRAME.left - FRAME.right;
    for (let i = 0; i < values.length; i++) {
      const column = Math.min(inner - 1, Math.floor((px(i) - FRAME.left) * (1 + 1e-12)));
      highest.set(column, Math.max(highest.get(column) ?? -Infinity, values[i]));
    }
    const drawn = new Map<number, number>();
    for (const [x, y] of lines[0].slice(1)) {
      const column = Math.min(inner - 1, Math.floor((x - FRAME.left) * (1 + 1e-12)));
      const value = least + ((top + height - y) / height) * (greatest - least);
      drawn.set(column, Math.max(drawn.get(column) ?? -Infinity, value));
    }
    const oneThird = ((greatest - least) / height) * 0.35;
    const off = [...highest].filter(([column, value]) => !(drawn.get(column)! >= value - oneThird));
    // a sample on the very border of two columns may be counted to either
    expect(off.length).toBeLessThan(4);
    expect(lines[0].length).toBeLessThan(4 * inner + 8);
  });

  it("draws one sample beyond each end of the view, so that the line leaves the picture", () => {
    const {lines} = draw(
      "speedKmh",
      Array.from({length: 100}, (_, i) => i),
      {view: [40, 60]},
    );
    const xs = lines.flat().map(([x]) => x);
    expect(Math.min(...xs)).toBeLessThan(FRAME.left);
    expect(Math.max(...xs)).toBeGreaterThan(400 - FRAME.right);
    expect(lines.flat().length).toBeLessThan(30);
  });

  it("names sectors where they are seen", () => {
    const values = Array.from({length: 100}, (_, i) => i);
    expect(draw("speedKmh", values, {sectors: [30, 60]}).texts).toEqual(expect.arrayContaining(["S1", "S2", "S3"]));
    const zoomed = draw("speedKmh", values, {sectors: [30, 60], view: [35, 50]}).texts;
    expect(zoomed).toContain("S2");
    expect(zoomed).not.toContain("S1");
  });

  it("labels the x axis with its unit", () => {
    expect(
      draw(
        "speedKmh",
        Array.from({length: 3000}, (_, i) => i),
      ).texts,
    ).toContain("2,000 m");
  });
});

describe("chartDomain", () => {
  it("spans all laps on round numbers, and keeps the whole range of ratios", () => {
    const laps = [fakeLap({speedKmh: [83, 310], throttle: [0.5, 0.6]}), fakeLap({speedKmh: [95, 322]})];
    const [least, greatest] = chartDomain(traceChart("speedKmh"), laps);
    expect(least).toBeLessThanOrEqual(83);
    expect(greatest).toBeGreaterThanOrEqual(322);
    expect([least % 25, greatest % 25]).toEqual([0, 0]);
    expect(chartDomain(traceChart("throttle"), laps)).toEqual([0, 1]);
    expect(chartDomain(traceChart("steering"), laps)).toEqual([-1, 1]);
  });
  it("has room around one value and gives [0, 1] for none", () => {
    expect(chartDomain(traceChart("speedKmh"), [fakeLap({speedKmh: [80, 80]})])).toEqual([79, 81]);
    expect(chartDomain(traceChart("speedKmh"), [fakeLap({speedKmh: [Number.NaN]})])).toEqual([0, 1]);
  });
});

describe("chartText", () => {
  it("writes percent, neutral and reverse, and a real minus", () => {
    expect(chartText(traceChart("throttle"), 0.256)).toBe("26");
    expect(chartText(traceChart("gear"), 0)).toBe("N");
    expect(chartText(traceChart("gear"), -1)).toBe("R");
    expect(chartText(traceChart("gLateral"), -1.234)).toBe("−1.23");
    expect(chartText(traceChart("rpm"), Number.NaN)).toBe("—");
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
    expect(spoken(charts, [lap], "distance", cursorPoints([lap], "distance", 2))).toBe("2.0 m: speed 120 km/h; gear 4");
    expect(spoken(charts, [lap], "distance", cursorPoints([lap], "distance", null))).toBe("no sample here");
  });
});
