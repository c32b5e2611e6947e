// @vitest-environment jsdom
import {afterEach, describe, expect, it} from "vitest";
import {drawXy} from "../../../../src/components/explore/plots/drawXy.js";
import {lapHistograms} from "../../../../src/components/explore/plots/histogramPlot.js";
import {lapPlots} from "../../../../src/components/explore/plots/lapPlots.js";
import {choiceFrom, paramsOf} from "../../../../src/components/explore/plots/plotChoice.js";
import {evenAspect, nearestPlotted, xyPoints} from "../../../../src/components/explore/plots/xyPoints.js";
import {channelList} from "../../../../src/components/laps/channelList.js";
import {lapsOnLine} from "../../../../src/components/laps/lapsOnLine.js";
import {traceChannel} from "../../../../src/components/laps/traceChannels.js";
import {createCursor} from "../../../../src/components/ui/cursor.js";
import {drawn} from "../../drawnLap.js";
import {recordingPen} from "../../recordingPen.js";

afterEach(() => document.body.replaceChildren());

/** A lap of 80 s with pedals and gears by time: throttle rises evenly, the gear changes at half time. */
function driven(seconds: number) {
  const lap = drawn(seconds, "a", "Bean");
  const {time} = lap.axes;
  const columns: Record<string, Float64Array> = {
    throttle: time.map((t) => t / seconds),
    gear: time.map((t) => (t < seconds / 2 ? 3 : 4)),
    gLateral: time.map((t) => Math.sin(t)),
    gLongitudinal: time.map((t) => Math.cos(t)),
  };
  const {samples} = lap;
  const has = (name: string) => name in columns || samples.has(name);
  const values = (name: string) => columns[name] ?? samples.values(name);
  lap.samples = {...samples, names: [...samples.names, ...Object.keys(columns)], has, values};
  return lap;
}
const laps = [driven(80), driven(81)];
const onLine = lapsOnLine(laps, [])!;
const half = {fromM: 0, toM: onLine.lengthM / 2};

describe("xyPoints(laps, channels, range)", () => {
  const points = xyPoints(onLine.laps, [traceChannel("throttle"), traceChannel("speedKmh")], half);

  it("has the samples of the stretch in written values", () => {
    expect(points.length).toBe(2);
    const [{rows, x}] = points;
    expect(x[0]).toBeCloseTo(0, 0);
    // throttle in percent, by time; half of the line takes about half of the time
    expect(x[x.length - 1]).toBeCloseTo((100 * laps[0].axes.time[rows[rows.length - 1]]) / 80, 9);
    expect(Math.abs(rows.length - 800)).toBeLessThan(60);
    expect(xyPoints(onLine.laps, [traceChannel("throttle"), traceChannel("brake")], half)).toEqual([]);
  });

  it("finds the point under the pointer, none beyond reach; the reference is drawn on top", () => {
    const [px, py] = [(x: number) => 10 * x, (y: number) => y];
    const [{x, y}] = points;
    const found = nearestPlotted(points, px, py, [px(x[300]) + 0.2, py(y[300])]);
    expect(found).toEqual({points: points[0], k: 300});
    expect(nearestPlotted(points, px, py, [-500, 0])).toBeNull();
    const {pen} = recordingPen();
    const colors: string[] = [];
    pen.fillRect = () => colors.push(String(pen.fillStyle));
    drawXy(pen, {points, width: 100, height: 100, px, py, color: (lap) => lap.key});
    expect(colors.length).toBe(points[0].rows.length + points[1].rows.length);
    expect([colors[0], colors.at(-1)]).toEqual([laps[1].key, laps[0].key]);
  });
});

it("evenAspect(x, y, size) makes a unit as long on either axis and cuts nothing off", () => {
  const {x, y} = evenAspect([-2, 2], [-5, 3], [400, 200]);
  expect((x[1] - x[0]) / 400).toBeCloseTo((y[1] - y[0]) / 200, 12);
  expect([x[0] <= -2, x[1] >= 2, y[0] <= -5, y[1] >= 3]).toEqual([true, true, true, true]);
  expect((y[0] + y[1]) / 2).toBeCloseTo(-1, 12);
});

describe("lapHistograms(laps, channel, range)", () => {
  const whole = {fromM: 0, toM: onLine.lengthM};

  it("is level for a channel that rises evenly, a cell a value for gears, and adds up to the lap", () => {
    const [throttle] = lapHistograms(onLine.laps, traceChannel("throttle"), whole);
    const share = 80 / throttle.seconds.length;
    for (const seconds of throttle.seconds) expect(Math.abs(seconds - share)).toBeLessThan(0.06);
    expect([throttle.edges[0], throttle.edges.at(-1)]).toEqual([0, 100]);
    const [gear, slower] = lapHistograms(onLine.laps, traceChannel("gear"), whole);
    expect([...gear.edges]).toEqual([2.5, 3.5, 4.5]);
    for (const seconds of gear.seconds) expect(Math.abs(seconds - 40)).toBeLessThan(0.06);
    expect(slower.totalS).toBeGreaterThan(gear.totalS + 0.9);
    expect(lapHistograms(onLine.laps, traceChannel("brake"), whole)).toEqual([]);
  });
});

it("choiceFrom(params) and paramsOf(choice) keep what differs from the usual plots, and replace what the laps do not have", () => {
  const entries = channelList(laps);
  const usual = choiceFrom({}, entries)!;
  expect(usual).toEqual({x: "gLateral", y: "gLongitudinal", color: "", histogram: "speedKmh", scope: "range"});
  expect(paramsOf(usual, entries)).toEqual({xy: null, hist: null, over: null});
  const params = {xy: "speedKmh,throttle,gear", hist: "gear", over: "lap"};
  expect(paramsOf(choiceFrom(params, entries)!, entries)).toEqual(params);
  expect(choiceFrom({xy: "speedKmh,nothing", hist: "nothing", over: "ever"}, entries)).toEqual(usual);
  expect(choiceFrom({}, [])).toBeNull();
});

it("lapPlots(laps) names the stretch that it shows, offers the laps' channels, and tells what was chosen", () => {
  const cursor = createCursor();
  const written: unknown[] = [];
  const root = lapPlots({onLine, cursor, onChange: (params) => written.push(params)})!;
  document.body.append(root);
  const where = () => root.querySelector(".lb-plot-where")!.textContent;
  expect(where()).toMatch(/^the whole lap: [\d,]+ samples of 2 laps/);
  const [scope, pair, up, across, , at] = root.querySelectorAll("select");
  expect([pair.value, up.value, across.value, at.value, scope.value]).toEqual([
    "0",
    "gLongitudinal",
    "gLateral",
    "speedKmh",
    "range",
  ]);
  const choose = (select: HTMLSelectElement, value: string) => {
    select.value = value;
    select.dispatchEvent(new Event("change", {bubbles: true}));
  };
  cursor.setRange([100, 300]);
  choose(across, "throttle");
  expect(pair.value).toBe("");
  expect(where()).toMatch(/^100–300 m: \d+ samples of 2 laps/);
  choose(scope, "lap");
  expect(where()).toMatch(/^the whole lap/);
  expect(written.at(-1)).toEqual({xy: "throttle,gLongitudinal", hist: null, over: "lap"});
});
