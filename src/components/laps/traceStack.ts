import {make, onceAFrame, pixelRatio, sizeCanvas} from "../ui/canvas.js";
import {type Axis, type Cursor, createCursor, type View} from "../ui/cursor.js";
import {mount} from "../ui/mount.js";
import {resolved} from "../ui/palette.js";
import {axisCorners} from "./axisCorners.js";
import {chartDomains} from "./chartDomain.js";
import {chartHead} from "./chartHead.js";
import {type CursorTheme, drawCursorOver} from "./drawCursor.js";
import {drawFrame} from "./drawTraces.js";
import {type LapPlace, placeUnder} from "./lapPlace.js";
import {paintTraces} from "./paintTraces.js";
import {DEFAULT_CHARTS, type TraceChart} from "./traceCharts.js";
import {attachGestures} from "./traceGestures.js";
import {traceAction} from "./traceKeys.js";
import {extentOf, lapSectors, type TraceLap} from "./traceLap.js";
import {FRAME, traceLayout, xScale} from "./traceLayout.js";
import {convertPosition, cursorText, describeCharts, stepPosition, traceModel} from "./traceModel.js";
import {type CursorPoint, cursorPoints, spokenCursor} from "./traceReadout.js";
import type {TraceScene} from "./traceScene.js";
import {traceTools} from "./traceTools.js";
import {traceZoom} from "./traceZoom.js";

export interface TraceValue {
  axis: Axis;
  x: number | null;
  view: View | null;
  laps: CursorPoint[];
}

/** The charts as an element. Fires "cursor" and "input" with `value` as detail. */
export interface TraceStack extends HTMLElement {
  value: TraceValue;
  setCursor(x: number | null): void;
  setView(view: View | null): void;
  setAxis(axis: Axis): void;
  /** duration of the last drawing of all lines, ms */
  drawMs: number;
}

export interface TraceStackOptions {
  /** channels by id, or charts made by `traceChart` */
  charts?: readonly (string | TraceChart)[];
  /** shared with a map; its own when left out */
  cursor?: Cursor;
  /** fits the y axes to the visible stretch; else to the whole lap */
  fit?: boolean;
}

const FONT = "11px system-ui, sans-serif";
/** a moving cursor is read aloud when it has rested for so long, ms */
const SPEAK_AFTER_MS = 300;

/**
 * Laps over distance or time in charts one above the other, with one cursor. The first lap is the reference. Redraws
 * when its width, the colour scheme, the view or the cursor changes.
 */
export function traceStack(
  laps: readonly TraceLap[],
  {charts: wanted = DEFAULT_CHARTS, cursor = createCursor(), fit = false}: TraceStackOptions = {},
): TraceStack {
  const model = traceModel(laps, wanted);
  const {charts, missing} = model;
  const [reference] = laps as readonly (TraceLap | undefined)[];
  let width = 0;
  let layout = traceLayout(charts);
  let extent = extentOf(laps, cursor.axis);
  let picture: ImageData | undefined;
  let brush: [number, number] | null = null;
  let place: LapPlace | null = null;

  const frame = make("canvas", "lb-trace-frame");
  const lines = make("canvas", "lb-trace-lines");
  const over = make("canvas", "lb-trace-over");
  const heads = charts.map((chart) => chartHead(chart, laps));
  const voice = make("div", "lb-visually-hidden");
  voice.setAttribute("aria-live", "polite");
  const stage = make("div", "lb-trace-stage", frame, lines, over, ...heads.map((h) => h.element));
  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-roledescription", "telemetry charts");
  stage.setAttribute("aria-label", describeCharts(model));
  function layOut(): void {
    layout = traceLayout(charts, {laps: laps.length, ...(width && {width})});
    stage.style.height = `${layout.height}px`;
    heads.forEach(({element}, c) => {
      element.style.top = `${layout.tops[c] - FRAME.header * layout.headLines[c]}px`;
      element.style.right = `${layout.right}px`;
      element.classList.toggle("lb-stacked", layout.headLines[c] > 1);
    });
  }
  const zoom = traceZoom(cursor, () => extent);
  const {view} = zoom;
  const setAxis = (axis: Axis) => cursor.setAxis(axis, (x) => convertPosition(reference, x, axis));
  const tools = traceTools({axis: setAxis, zoom: zoomAtCursor, undo, whole: () => zoom.to(null)});
  const note = missing.length ? [make("p", "lb-map-note", `Not recorded in these laps: ${missing.join(", ")}.`)] : [];
  const root: TraceStack = Object.assign(make("div", "lb-trace", tools.element, stage, ...note, voice), {
    value: {axis: cursor.axis, x: null, view: null, laps: []} as TraceValue,
    drawMs: 0,
    setCursor: (x: number | null) => cursor.set(x),
    setView: (view: View | null) => cursor.setView(view),
    setAxis,
  });

  function undo(): void {
    if (zoom.undo()) refresh();
  }
  function zoomAtCursor(factor: number): void {
    zoom.around(factor, cursor.x ?? (view()[0] + view()[1]) / 2);
  }
  function point(x: number): void {
    cursor.set(Math.min(Math.max(x, extent[0]), extent[1]));
  }

  const domains = () => {
    const visible = fit && cursor.view ? {axis: cursor.axis, view: view()} : undefined;
    return charts.map((chart) => chartDomains(chart, laps, visible));
  };
  let scales = domains();
  const scene = (): TraceScene => ({
    charts,
    domains: scales,
    layout,
    laps,
    axis: cursor.axis,
    view: view(),
    sectors: reference ? lapSectors(reference, cursor.axis) : [],
    corners: reference ? axisCorners(reference, place, cursor.axis) : [],
    width,
    ratio: pixelRatio(),
  });
  const drawLines = onceAFrame(() => {
    if (!width) return;
    const start = performance.now();
    const {height} = layout;
    scales = domains();
    const now = scene();
    drawFrame(sizeCanvas(frame, width, height), now, {muted: resolved("muted"), font: FONT, color: resolved});
    const pen = sizeCanvas(lines, width, height);
    if (picture?.width !== lines.width || picture.height !== lines.height) {
      picture = pen.createImageData(lines.width, lines.height);
    }
    const pixels = new Uint32Array(picture.data.buffer).fill(0);
    paintTraces({width: picture.width, height: picture.height, pixels}, now, resolved);
    pen.putImageData(picture, 0, 0);
    root.drawMs = performance.now() - start;
  });
  const drawCursor = onceAFrame(() => {
    if (!width) return;
    const points = root.value.laps;
    drawCursorOver(sizeCanvas(over, width, layout.height), scene(), {x: cursor.x, points, brush}, cursorTheme());
  });
  function redraw(): void {
    drawLines();
    drawCursor();
  }

  /** Updates value, read-outs, buttons and cursor from the shared cursor, and fires the events. */
  function refresh(): void {
    const {axis, x} = cursor;
    const points = cursorPoints(laps, axis, x);
    root.value = {axis, x, view: cursor.view, laps: points};
    for (const head of heads) head.show(points);
    tools.show({axis, canUndo: zoom.canUndo, zoomed: cursor.view !== null, place: cursorText(points, place)});
    drawCursor();
    root.dispatchEvent(new CustomEvent("cursor", {detail: root.value}));
    root.dispatchEvent(new CustomEvent("input", {detail: root.value, bubbles: true}));
  }

  let speaking: ReturnType<typeof setTimeout> | undefined;
  function speak(): void {
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      voice.textContent = cursor.x === null ? "" : spokenCursor(charts, laps, cursor.axis, root.value.laps);
    }, SPEAK_AFTER_MS);
  }

  function step(by: number): void {
    if (!reference) return;
    const next = stepPosition(reference, cursor.axis, cursor.x ?? view()[by > 0 ? 0 : 1], by);
    point(next);
    // the view follows a cursor that leaves it
    const [from, to] = view();
    if (next < from || next > to) zoom.pan(next < from ? next - from : next - to);
  }

  function onKey(event: KeyboardEvent): boolean {
    const action = traceAction(event);
    if (!action) return false;
    if (action.type === "step") step(action.by);
    else if (action.type === "end") point(view()[action.to === "start" ? 0 : 1]);
    else if (action.type === "zoom") zoomAtCursor(action.factor);
    else if (action.type === "reset") zoom.to(null);
    else if (action.type === "undo") undo();
    else cursor.set(null);
    speak();
    return true;
  }

  const scale = () => xScale({view: view(), width, right: layout.right});
  attachGestures(stage, {
    point: (px) => point(scale().invert(px)),
    brush(range, done) {
      brush = done ? null : range;
      if (done && range) zoom.to([scale().invert(range[0]), scale().invert(range[1])]);
      drawCursor();
    },
    pan: (px) => zoom.pan(scale().invert(0) - scale().invert(px)),
    zoom: (px, factor) => zoom.around(factor, scale().invert(px), {burst: true}),
    reset: () => zoom.to(null),
  });
  mount(stage, {
    resize(now) {
      width = now;
      layOut();
      redraw();
    },
    theme: redraw,
    key: onKey,
    stops: [
      cursor.subscribe((what) => {
        if (what === "axis") {
          extent = extentOf(laps, cursor.axis);
          zoom.forget();
        }
        if (what !== "x") drawLines();
        refresh();
      }),
      () => clearTimeout(speaking),
    ],
  });
  layOut();
  refresh();
  if (reference)
    void placeUnder(reference).then((found) => {
      place = found;
      drawLines();
      refresh();
    });
  return root;
}

function cursorTheme(): CursorTheme {
  return {line: resolved("foreground"), brush: resolved("focus"), color: resolved};
}
