import {DEFAULT_CHARTS} from "../../core/channels/defaultCharts.js";
import {make, onceAFrame, pixelRatio} from "../ui/canvas.js";
import {copyCell} from "../ui/copyCell.js";
import {type Axis, type Cursor, createCursor, type View} from "../ui/cursor.js";
import {mount} from "../ui/mount.js";
import {resolved} from "../ui/palette.js";
import {captioned} from "../ui/pictureCaption.js";
import {axisCorners} from "./axisCorners.js";
import {chartDomains} from "./chartDomain.js";
import {chartHead} from "./chartHead.js";
import {cursorCanvas} from "./cursorCanvas.js";
import type {CursorTheme} from "./drawCursor.js";
import {traceStackCell} from "./lapCells.js";
import {type LapPlace, placeUnder} from "./lapPlace.js";
import {lapsCaption} from "./lapsCaption.js";
import type {LapsOnLine} from "./lapsOnLine.js";
import {type RangeControl, rangeControl} from "./rangeControl.js";
import {traceBrush} from "./traceBrush.js";
import {traceCanvas} from "./traceCanvas.js";
import type {ChartSpec, TraceChart} from "./traceCharts.js";
import {traceCommands} from "./traceCommands.js";
import {attachGestures, type DragTool} from "./traceGestures.js";
import {traceAction} from "./traceKeys.js";
import {extentOf, lapSectors, type TraceLap} from "./traceLap.js";
import {traceLayout, xScale} from "./traceLayout.js";
import {convertPosition, cursorText, describeCharts, type TraceModel, traceModel} from "./traceModel.js";
import {type CursorPoint, cursorPoints, spokenCursor} from "./traceReadout.js";
import type {TraceScene} from "./traceScene.js";
import {traceStage} from "./traceStage.js";
import {traceTools} from "./traceTools.js";
import {traceVoice} from "./traceVoice.js";
import {traceZoom} from "./traceZoom.js";

export interface TraceValue {
  axis: Axis;
  x: number | null;
  view: View | null;
  laps: CursorPoint[];
  /** at the pinned position */
  pinned: CursorPoint[];
}

/** The charts as an element. Fires "cursor" and "input" with `value` as detail. */
export interface TraceStack extends HTMLElement {
  value: TraceValue;
  setCursor(x: number | null): void;
  setView(view: View | null): void;
  setAxis(axis: Axis): void;
  /** duration of the last drawing of all lines, ms */
  drawMs: number;
  /** the charts */
  model: TraceModel;
  /** null without laps on a line */
  ranges: RangeControl | null;
  /** what a key does while the charts have the focus; whether it does something */
  key(event: KeyboardEvent): boolean;
}

export interface TraceStackOptions {
  /** channels by id, several in one chart as `{channels: ["throttle", "brake"], height: 100}`, or charts made by `traceChart` */
  charts?: readonly (string | ChartSpec | TraceChart)[];
  /** shared with a map; its own when left out */
  cursor?: Cursor;
  /** fits the y axes to the visible stretch; else to the whole lap */
  fit?: boolean;
  /** the laps on their line: a stretch of it can be chosen, and corners be gone to */
  onLine?: LapsOnLine | null;
  /** shows the keys and gestures */
  help?: () => void;
  /** the reader may change `fit`: called with the new one */
  onFit?: (fit: boolean) => void;
  /** offers the charts as a notebook's cell */
  copy?: boolean;
}

/**
 * Laps over distance or time in charts one above the other, with one cursor. The first lap is the reference. Redraws
 * when its width, the colour scheme, the view or the cursor changes.
 */
export function traceStack(
  laps: readonly TraceLap[],
  {
    charts: wanted = DEFAULT_CHARTS,
    cursor = createCursor(),
    fit: fitted = false,
    onFit,
    onLine = null,
    help,
    copy = true,
  }: TraceStackOptions = {},
): TraceStack {
  const model = traceModel(laps, wanted);
  const {charts, missing} = model;
  const [reference] = laps as readonly (TraceLap | undefined)[];
  let width = 0;
  let fit = fitted;
  let layout = traceLayout(charts);
  let extent = extentOf(laps, cursor.axis);
  let place: LapPlace | null = null;

  const heads = charts.map((chart) => chartHead(chart, laps));
  const voice = traceVoice(() => (cursor.x === null ? "" : spokenCursor(charts, laps, cursor.axis, root.value.laps)));
  const stack = traceStage(heads, describeCharts(model));
  const {element: stage, band} = stack;
  captioned(stage, () => lapsCaption(laps));
  const draw = traceCanvas(stack);
  const drawOver = cursorCanvas(stack);
  function layOut(): void {
    layout = traceLayout(charts, {laps: laps.length, ...(width && {width})});
    stack.place(layout);
  }
  const zoom = traceZoom(cursor, () => extent);
  const {view} = zoom;
  const setAxis = (axis: Axis) => cursor.setAxis(axis, (x) => convertPosition(reference, x, axis));
  const ranges = onLine && rangeControl(onLine, cursor, {visible: view, zoomTo: (next) => zoom.to(next)});
  if (ranges) band.title = "click: choose this corner or straight";
  else band.hidden = true;
  const commands = traceCommands({reference, cursor, zoom, ranges, extent: () => extent, help, refresh});
  const {point} = commands;
  const acts = {
    ...(onFit && {fit: setFit}),
    ...{axis: setAxis, zoom: commands.zoomAtCursor, undo: commands.undo, pin: commands.pin, ...(help && {help})},
    whole: () => zoom.to(null),
    tool(next: DragTool) {
      brush.setTool(next);
      refresh();
    },
  };
  const scale = () => xScale({view: view(), width, right: layout.right});
  const position = (px: number) => scale().invert(px);
  const brush = traceBrush({cursor, zoom, ranges, position, bottom: () => layout.bottom});
  const tools = traceTools(acts, ranges, copy ? copyCell(traceStackCell(laps, charts)) : []);
  const note = missing.length ? [make("p", "lb-map-note", `Not recorded in these laps: ${missing.join(", ")}.`)] : [];
  const root: TraceStack = Object.assign(make("div", "lb-trace", tools.element, stage, ...note, voice.element), {
    value: {axis: cursor.axis, x: null, view: null, laps: [], pinned: []} as TraceValue,
    drawMs: 0,
    setCursor: (x: number | null) => cursor.set(x),
    setView: (view: View | null) => cursor.setView(view),
    setAxis,
    ...{model, ranges, key: onKey},
  });

  function setFit(next: boolean): void {
    fit = next;
    onFit?.(fit);
    redraw();
    refresh();
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
    scales = domains();
    draw(scene());
    root.drawMs = performance.now() - start;
  });
  const drawCursor = onceAFrame(() => {
    if (!width) return;
    const {laps: points, pinned} = root.value;
    const state = {x: cursor.x, points, brush: brush.px, pin: cursor.pin, pinned, range: ranges?.shown()};
    drawOver(scene(), state, cursorTheme());
  });
  function redraw(): void {
    drawLines();
    drawCursor();
  }

  /** Updates value, read-outs, buttons and cursor from the shared cursor, and fires the events. */
  function refresh(): void {
    const {axis, x} = cursor;
    const points = cursorPoints(laps, axis, x);
    root.value = {axis, x, view: cursor.view, laps: points, pinned: cursorPoints(laps, axis, cursor.pin)};
    for (const head of heads) head.show(points);
    const state = {
      fit,
      canUndo: zoom.canUndo,
      zoomed: cursor.view !== null,
      tool: brush.tool(),
      pinned: cursor.pin !== null,
    };
    tools.show({axis, ...state, place: cursorText(points, place)});
    drawCursor();
    root.dispatchEvent(new CustomEvent("cursor", {detail: root.value}));
    root.dispatchEvent(new CustomEvent("input", {detail: root.value, bubbles: true}));
  }

  function onKey(event: KeyboardEvent): boolean {
    if (onFit && traceAction(event)?.type === "fit") {
      setFit(!fit);
      return true;
    }
    const isUsed = commands.key(event);
    if (isUsed) voice.speak();
    return isUsed;
  }

  attachGestures(stage, {
    point: (px) => point(position(px)),
    ...{tool: brush.tool, tap: brush.tap},
    brush(...stretch) {
      brush.brush(...stretch);
      drawCursor();
    },
    pan: (px) => zoom.pan(position(0) - position(px)),
    zoom: (px, factor) => zoom.around(factor, position(px), {burst: true}),
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
        if (what === "view" || what === "axis") drawLines();
        refresh();
      }),
      voice.stop,
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
