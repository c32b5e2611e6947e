import {nearestIndex} from "../../core/signal/search.js";
import {make, onceAFrame, pixelRatio, sizeCanvas} from "../ui/canvas.js";
import {type Axis, type Cursor, createCursor, type View} from "../ui/cursor.js";
import {onThemeChange, resolved} from "../ui/palette.js";
import {drawCursorOver, type OverTheme} from "./drawCursor.js";
import {drawFrame, FRAME, paintTraces, type TraceScene, traceLayout, xScale} from "./drawTraces.js";
import {axisCorners, cornerText, type LapPlace, placeLap} from "./lapPlace.js";
import {chartDomain, DEFAULT_CHARTS, type TraceChart, traceChart} from "./traceCharts.js";
import {attachGestures} from "./traceGestures.js";
import {traceAction} from "./traceKeys.js";
import {channelValues, extentOf, lapSectors, type TraceLap} from "./traceLap.js";
import {type CursorPoint, chartHead, cursorPoints, spoken} from "./traceReadout.js";
import {axisText} from "./traceScale.js";
import {traceTools} from "./traceTools.js";
import {traceZoom} from "./traceZoom.js";

export interface TraceValue {
  axis: Axis;
  x: number | null;
  view: View | null;
  laps: CursorPoint[];
}

/** The charts as an element: fires "cursor" and "input" with `value` as detail, and can be moved from outside. */
export interface TraceStack extends HTMLElement {
  value: TraceValue;
  setCursor(x: number | null): void;
  setView(view: View | null): void;
  setAxis(axis: Axis): void;
  /** milliseconds the last drawing of all lines took */
  drawMs: number;
}

export interface TraceStackOptions {
  /** channels by name, or charts made by `traceChart` */
  charts?: (string | TraceChart)[];
  /** shared with a map; its own when left out */
  cursor?: Cursor;
}

const FONT = "11px system-ui, sans-serif";

/**
 * Laps over distance or time in charts one above the other, with one cursor. The first lap is the reference. Redraws
 * itself when its width, the theme, the view or the cursor changes.
 */
export function traceStack(
  laps: readonly TraceLap[],
  {charts: wanted = DEFAULT_CHARTS, cursor = createCursor()}: TraceStackOptions = {},
): TraceStack {
  const all = wanted.map((c) => (typeof c === "string" ? traceChart(c) : c));
  const charts = all.filter((chart) => laps.some((lap) => channelValues(lap, chart.channel)));
  const missing = all
    .filter((chart) => !charts.includes(chart) && chart.channel !== "delta")
    .map((chart) => chart.label);
  const domains = charts.map((chart) => chartDomain(chart, laps));
  const {tops, height} = traceLayout(charts);
  let width = 0;
  let extent = extentOf(laps, cursor.axis);
  let picture: ImageData | undefined;
  let brush: [number, number] | null = null;
  let where: LapPlace | null = null;

  const frame = make("canvas", "lb-trace-frame");
  const lines = make("canvas", "lb-trace-lines");
  const over = make("canvas", "lb-trace-over");
  const heads = charts.map((chart) => chartHead(chart, laps));
  const voice = make("div", "lb-visually-hidden");
  voice.setAttribute("aria-live", "polite");
  const stage = make("div", "lb-trace-stage", frame, lines, over, ...heads.map((h) => h.element));
  stage.style.height = `${height}px`;
  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-roledescription", "telemetry charts");
  heads.forEach(({element}, c) => {
    element.style.top = `${tops[c] - FRAME.header}px`;
  });
  const tools = traceTools({
    axis: (axis) => root.setAxis(axis),
    zoom: (factor) => zoomAround(factor),
    undo: () => undoZoom(),
    whole: () => zoom.to(null),
  });
  const root = Object.assign(
    make(
      "div",
      "lb-trace",
      tools.element,
      stage,
      ...(missing.length ? [make("p", "lb-map-note", `Not recorded in these laps: ${missing.join(", ")}.`)] : []),
      voice,
    ),
    {
      value: {axis: cursor.axis, x: null, view: null, laps: []} as TraceValue,
      drawMs: 0,
      setCursor: (x: number | null) => cursor.set(x),
      setView: (view: View | null) => cursor.setView(view),
      setAxis: (axis: Axis) => cursor.setAxis(axis, (x) => convert(x, axis)),
    },
  ) as TraceStack;

  const zoom = traceZoom(cursor, () => extent);
  const {view} = zoom;
  const scale = () => xScale({view: view(), width});

  function convert(x: number, to: Axis): number {
    const reference = laps[0];
    const index = reference ? nearestIndex(reference.axes[to === "time" ? "distance" : "time"], x) : -1;
    return index < 0 ? x : reference.axes[to][index];
  }

  function undoZoom(): void {
    if (zoom.undo()) refresh();
  }

  const zoomAround = (factor: number) => zoom.around(factor, cursor.x ?? (view()[0] + view()[1]) / 2);

  const point = (x: number | null) => cursor.set(x === null ? null : Math.min(Math.max(x, extent[0]), extent[1]));

  const drawLines = onceAFrame(() => {
    if (!width) return;
    const start = performance.now();
    const now = scene();
    drawFrame(sizeCanvas(frame, width, height), now, {muted: resolved("muted"), font: FONT});
    const pen = sizeCanvas(lines, width, height);
    if (picture?.width !== lines.width || picture.height !== lines.height) {
      picture = pen.createImageData(lines.width, lines.height);
    }
    const pixels = new Uint32Array(picture.data.buffer).fill(0);
    paintTraces({width: picture.width, height: picture.height, pixels}, now, (lap) => resolved(lap.color));
    pen.putImageData(picture, 0, 0);
    root.drawMs = performance.now() - start;
  });

  const drawCursor = onceAFrame(() => {
    if (!width) return;
    const points = root.value.laps;
    drawCursorOver(sizeCanvas(over, width, height), scene(), {x: cursor.x, points, brush}, overTheme());
  });

  const scene = (): TraceScene => ({
    charts,
    domains,
    laps,
    axis: cursor.axis,
    view: view(),
    sectors: laps[0] ? lapSectors(laps[0], cursor.axis) : [],
    corners: laps[0] ? axisCorners(laps[0], where, cursor.axis) : [],
    width,
    ratio: pixelRatio(),
  });

  /** Brings value, read-outs, buttons and overlay in line with the cursor, and tells who listens. */
  function refresh(): void {
    const points = cursorPoints(laps, cursor.axis, cursor.x);
    root.value = {axis: cursor.axis, x: cursor.x, view: cursor.view, laps: points};
    for (const head of heads) head.show(points);
    const reference = points.find((p) => p.index >= 0);
    const corner = points[0]?.index >= 0 ? cornerText(where, points[0].index) : "";
    const words = reference
      ? [axisText(reference.distance, "distance"), axisText(reference.time, "time", 0.01), corner]
      : [];
    tools.show({
      ...{axis: cursor.axis, canUndo: zoom.canUndo, zoomed: cursor.view !== null},
      place: words.filter(Boolean).join(" · "),
    });
    drawCursor();
    root.dispatchEvent(new CustomEvent("cursor", {detail: root.value}));
    root.dispatchEvent(new CustomEvent("input", {detail: root.value, bubbles: true}));
  }

  let saying: ReturnType<typeof setTimeout> | undefined;
  function say(): void {
    clearTimeout(saying);
    saying = setTimeout(() => {
      voice.textContent = cursor.x === null ? "" : spoken(charts, laps, cursor.axis, root.value.laps);
    }, 300);
  }

  function step(by: number): void {
    const reference = laps[0];
    if (!reference) return;
    const x = cursor.x ?? (by > 0 ? view()[0] : view()[1]);
    const values = reference.axes[cursor.axis];
    const next =
      cursor.axis === "distance"
        ? Math.round(x) + by
        : values[Math.min(Math.max(nearestIndex(values, x) + by, 0), values.length - 1)];
    point(next);
    // the cursor takes the picture along
    const [from, to] = view();
    if (next < from || next > to) zoom.pan(next < from ? next - from : next - to);
  }

  stage.addEventListener("keydown", (event) => {
    const action = traceAction(event);
    if (!action) return;
    event.preventDefault();
    if (action.type === "step") step(action.by);
    else if (action.type === "end") point(view()[action.to === "start" ? 0 : 1]);
    else if (action.type === "zoom") zoomAround(action.factor);
    else if (action.type === "reset") zoom.to(null);
    else if (action.type === "undo") undoZoom();
    else point(null);
    say();
  });

  attachGestures(stage, {
    point: (px) => point(scale().at(px)),
    brush(range, done) {
      brush = done ? null : range;
      if (done && range) zoom.to([scale().at(range[0]), scale().at(range[1])]);
      drawCursor();
    },
    pan: (px) => zoom.pan(-px * scale().perPixel),
    zoom: (px, factor) => zoom.around(factor, scale().at(px), {burst: true}),
    reset: () => zoom.to(null),
  });

  const stops = [
    cursor.subscribe((what) => {
      if (what === "axis") {
        extent = extentOf(laps, cursor.axis);
        zoom.forget();
      }
      if (what !== "x") drawLines();
      refresh();
    }),
    onThemeChange(() => {
      drawLines();
      drawCursor();
    }),
  ];
  let wasShown = false;
  const resize = new ResizeObserver(([entry]) => {
    const shown = root.isConnected;
    // taken out of the page: let go of the shared cursor, so that nothing is drawn for nobody
    if (wasShown && !shown) {
      for (const stop of stops) stop();
      resize.disconnect();
      return;
    }
    wasShown = shown;
    width = Math.floor(entry.contentRect.width);
    drawLines();
    drawCursor();
  });
  resize.observe(stage);

  stage.setAttribute("aria-label", describe(laps, charts));
  refresh();
  if (laps[0])
    void placeLap(laps[0]).then((found) => {
      where = found;
      drawLines();
      refresh();
    });
  return root;
}

function describe(laps: readonly TraceLap[], charts: readonly TraceChart[]): string {
  const names = laps.map((l) => l.label).join(", ");
  return (
    `${charts.map((c) => c.label).join(", ")} of ${names || "no lap"}. ` +
    "Left and right move the cursor, Shift ten times as far, plus and minus zoom, 0 shows all, Backspace goes back, Escape clears."
  );
}

function overTheme(): OverTheme {
  return {line: resolved("foreground"), brush: resolved("focus"), dot: (lap) => resolved(lap.color)};
}
