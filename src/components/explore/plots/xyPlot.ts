import * as Plot from "npm:@observablehq/plot";
import {lapsCaption} from "../../laps/lapsCaption.js";
import {channelText, type TraceChannel} from "../../laps/traceChannels.js";
import {sampleAt, type TraceLap} from "../../laps/traceLap.js";
import {axisText} from "../../laps/traceScale.js";
import {make, onceAFrame, sizeCanvas} from "../../ui/canvas.js";
import type {Cursor} from "../../ui/cursor.js";
import {withUnit} from "../../ui/format.js";
import {mount} from "../../ui/mount.js";
import {resolved} from "../../ui/palette.js";
import {captioned} from "../../ui/pictureCaption.js";
import {plotChart} from "../../ui/plotChart.js";
import {drawXy, drawXyMarks, type XyMark, type XyScene} from "./drawXy.js";
import {domainOf, evenAspect, nearestPlotted, type XyPoints} from "./xyPoints.js";

/** What a plot of one channel against another shows. */
export interface XyData {
  laps: readonly TraceLap[];
  channels: readonly [TraceChannel, TraceChannel];
  points: readonly XyPoints[];
  /** of a sample of a lap; its lap's colour where it is left out */
  color?: (lap: TraceLap, row: number, dark: boolean) => string;
}

export interface XyPlot {
  element: HTMLElement;
  show(data: XyData): void;
}

const MARGIN = {left: 52, right: 12, top: 24, bottom: 40};
const MOST_HEIGHT = 420;

/** One channel against another, a point a sample. The point under the pointer moves the cursor, and the cursor marks its place in every lap. */
export function xyPlot(cursor: Cursor): XyPlot {
  const axes = make("div", "lb-xy-axes");
  const dots = make("canvas");
  const over = make("canvas");
  const stage = make("div", "lb-xy-stage", axes, dots, over);
  const saidText = document.createTextNode("");
  const said = make("output", "lb-xy-said", saidText);
  const element = make("figure", "lb-xy", stage, said);
  let width = 0;
  let data: XyData | null = null;
  let scene: XyScene | null = null;
  let isSeen = true;
  captioned(element, () => lapsCaption(data?.laps ?? [], !data?.color));

  const draw = onceAFrame(() => {
    if (!width || !data) return;
    const {channels, points, color} = data;
    const height = Math.round(Math.min(MOST_HEIGHT, Math.max(260, width * 0.75)));
    const [x, y] = domainsOf(data, [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom]);
    const plot = axesOf(channels, {x, y, width, height});
    axes.replaceChildren(plot);
    const [px, py] = [plot.scale("x")!.apply, plot.scale("y")!.apply];
    const dark = isDark();
    const ofLap = (lap: TraceLap) => resolved(lap.color);
    scene = {points, width, height, px, py, color: color ? (lap, row) => color(lap, row, dark) : ofLap};
    drawXy(sizeCanvas(dots, width, height), scene);
    stage.style.height = `${height}px`;
    drawMarks();
  });
  const drawMarks = onceAFrame(() => {
    if (!scene || !data || !isSeen) return;
    const theme = {background: resolved("background"), foreground: resolved("foreground")};
    drawXyMarks(sizeCanvas(over, scene.width, scene.height), scene, marksOf(data, cursor), theme);
    saidText.data = saidOf(data, cursor);
  });

  function pointAt(event: PointerEvent): void {
    if (!scene) return;
    const box = stage.getBoundingClientRect();
    const at: [number, number] = [event.clientX - box.left, event.clientY - box.top];
    const found = nearestPlotted(scene.points, scene.px, scene.py, at);
    if (found) cursor.set(found.points.lap.trace.axes[cursor.axis][found.points.rows[found.k]]);
  }
  stage.addEventListener("pointermove", pointAt);
  stage.addEventListener("pointerdown", pointAt);
  mount(element, {
    resize(now) {
      width = now;
      draw();
    },
    theme: draw,
    // with the charts above it a plot is often below the window
    seen(now) {
      isSeen = now;
      drawMarks();
    },
    stops: [cursor.subscribe((what) => (what === "x" || what === "pin" || what === "axis") && drawMarks())],
  });
  return {
    element,
    show(next) {
      data = next;
      const [across, up] = next.channels;
      element.setAttribute("aria-label", `${up.label} over ${across.label}, a point a sample`);
      draw();
    },
  };
}

function domainsOf({channels, points}: XyData, size: [number, number]): [[number, number], [number, number]] {
  const [across, up] = channels;
  const x = across.range ?? domainOf(points.map((one) => one.x));
  const y = up.range ?? domainOf(points.map((one) => one.y));
  if (across.unit !== up.unit || across.unit !== "g") return [padded(x, across), padded(y, up)];
  const even = evenAspect(x, y, size);
  return [even.x, even.y];
}

/** A fixed scale with some room: points on its ends are seen whole. */
function padded(domain: readonly [number, number], {range}: TraceChannel): [number, number] {
  const room = range ? 0.02 * (domain[1] - domain[0]) : 0;
  return [domain[0] - room, domain[1] + room];
}

function axesOf(
  [across, up]: XyData["channels"],
  {x, y, width, height}: {x: [number, number]; y: [number, number]; width: number; height: number},
) {
  const crossing = (domain: [number, number]) => (domain[0] < 0 && domain[1] > 0 ? [0] : []);
  return plotChart({
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    ariaLabel: `${up.label} over ${across.label}`,
    style: {fontSize: "12px"},
    x: {
      domain: x,
      label: withUnit(across.label, across.unit),
      labelAnchor: "center",
      labelArrow: "none",
      ticks: width / 90,
    },
    y: {domain: y, label: withUnit(up.label, up.unit), labelAnchor: "top", labelArrow: "none", ticks: height / 60},
    marks: [
      Plot.gridX({ticks: width / 90}),
      Plot.gridY({ticks: height / 60}),
      Plot.ruleX(crossing(x), {strokeOpacity: 0.3}),
      Plot.ruleY(crossing(y), {strokeOpacity: 0.3}),
    ],
  });
}

function marksOf({laps, channels}: XyData, cursor: Cursor): XyMark[] {
  const at = (position: number | null, isRing: boolean): XyMark[] =>
    position === null
      ? []
      : laps.toReversed().flatMap((lap) => {
          const row = sampleAt(lap, cursor.axis, position);
          const [x, y] = channels.map((channel) => (channel.values(lap)?.[row] ?? Number.NaN) * channel.factor);
          return row < 0 ? [] : [{x, y, color: resolved(lap.color), isRing}];
        });
  return [...at(cursor.pin, true), ...at(cursor.x, false)];
}

/** The values at the cursor in words, lap by lap. */
function saidOf({laps, channels}: XyData, {axis, x}: Cursor): string {
  if (x === null) return "";
  const texts = laps.flatMap((lap) => {
    const row = sampleAt(lap, axis, x);
    const values = channels.map((channel) => {
      const value = channel.values(lap)?.[row];
      return value === undefined ? "—" : `${channelText(channel, value)} ${channel.unit}`.trim();
    });
    return row < 0 ? [] : [`${lap.label}: ${values.join(", ")}`];
  });
  return [axisText(x, axis, axis === "time" ? 0.01 : 1), ...texts].join(" · ");
}

const isDark = () => resolved("background") === resolved("background", true);
