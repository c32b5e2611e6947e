import {boxAspect} from "../../core/geometry/fit.js";
import {circuitMapCell} from "../laps/lapCells.js";
import {type LapPlace, placeUnder} from "../laps/lapPlace.js";
import {lapsCaption} from "../laps/lapsCaption.js";
import {traceAction} from "../laps/traceKeys.js";
import type {TraceLap} from "../laps/traceLap.js";
import {button, make, onceAFrame, sizeCanvas} from "../ui/canvas.js";
import {copyCell} from "../ui/copyCell.js";
import {type Cursor, createCursor, type View} from "../ui/cursor.js";
import {mount} from "../ui/mount.js";
import {prefersDark, resolved, surface} from "../ui/palette.js";
import {captioned} from "../ui/pictureCaption.js";
import {type CircuitScene, type CircuitTheme, drawCircuit, drawMarks} from "./drawCircuit.js";
import {LABEL_FONTS} from "./drawLabels.js";
import {circuitFit, type DrivenLine, drivenLine, nearestPoint, wholeBox} from "./drivenLine.js";
import {type MapColoring, mapColoring} from "./mapColor.js";
import {mapLegend} from "./mapLegend.js";

export interface CircuitMapOptions {
  /** shared with charts; its own when left out */
  cursor?: Cursor;
  /** colours a lap: see MAP_CHANNELS; null draws every lap in its own colour */
  channel?: string | null;
  /** a colouring of the lap, instead of a channel's */
  colored?: MapColoring;
  /** the lap that is coloured; the first with positions unless it is another */
  coloredLap?: TraceLap;
  /** the chosen stretch on the cursor's axis */
  range?: () => View | null;
  /** greatest height, px */
  height?: number;
  /** shows the stretch that the charts are zoomed to */
  follow?: boolean;
  /** start line, direction, sectors, corners, distances; a small multiple has none */
  labels?: boolean;
  legend?: boolean;
  /** offers the map as a notebook's cell */
  copy?: boolean;
}

/**
 * The driven line of laps from above: x to the right, z down, as the game's own maps. Pointing at the line moves the
 * shared cursor, and the cursor moves the dots. Without positions a note is shown instead.
 */
export function circuitMap(
  laps: readonly TraceLap[],
  {
    cursor = createCursor(),
    channel = null,
    colored,
    coloredLap,
    range = () => null,
    height: most = 480,
    follow = true,
    labels = true,
    legend = true,
    copy = labels && !colored,
  }: CircuitMapOptions = {},
): HTMLElement {
  const lines = laps.map(drivenLine).filter((line) => line !== null);
  if (!lines.length) {
    const text = laps.length ? "This recording has no positions." : "No lap chosen.";
    return make("div", "lb-map", make("p", "lb-map-none", text));
  }
  const coloredLine = lines.find(({lap}) => lap === coloredLap) ?? lines[0];
  const coloring = colored ?? (channel ? mapColoring(coloredLine.lap, channel) : null);
  const road = make("canvas", "lb-map-road");
  const over = make("canvas", "lb-map-over");
  const stage = make("div", "lb-map-stage", road, over);
  const key = make("div", "lb-map-key");
  const cell = copy ? circuitMapCell(laps, {channel, colored: coloredLine.lap, height: most}) : null;
  const copying = copyCell(cell);
  let following = follow;
  let width = 0;
  let scene: CircuitScene | null = null;
  let place: LapPlace | null = null;

  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-roledescription", "circuit map");
  stage.setAttribute("aria-label", describe(lines, coloring && {lap: coloredLine.lap, by: coloring.label}));

  captioned(stage, () => (coloring ? lapsCaption([coloredLine.lap], false) : lapsCaption(lines.map(({lap}) => lap))));

  const draw = onceAFrame(() => {
    if (!width) return;
    const height = mapHeight(lines, place, width, most);
    stage.style.height = `${height}px`;
    const {axis, view} = cursor;
    const fit = circuitFit(lines, width, height, axis, following ? view : null, place);
    scene = fit && {
      lines,
      coloring,
      colored: coloredLine,
      range: range(),
      fit,
      width,
      height,
      dark: prefersDark(),
      view,
      axis,
      labels,
      place,
    };
    if (!scene) return;
    drawCircuit(sizeCanvas(road, width, height), scene, theme());
    drawDots();
  });
  const drawDots = onceAFrame(() => {
    if (!scene) return;
    drawMarks(sizeCanvas(over, scene.width, scene.height), scene, {at: cursor.x, pin: cursor.pin}, theme());
  });

  function showKey(): void {
    const notes = mapNotes({laps: laps.length, lines: lines.length, channel, coloring, place: labels ? place : null});
    const parts: HTMLElement[] = notes.map((text) => make("p", "lb-map-note", text));
    if (legend && coloring) parts.unshift(mapLegend(coloring));
    if (follow && cursor.view) {
      const text = following ? "show the whole circuit" : "follow the zoom";
      parts.push(
        button(text, text, () => {
          following = !following;
          redraw();
        }),
      );
    }
    key.replaceChildren(...parts, ...copying);
  }
  function redraw(): void {
    showKey();
    draw();
  }

  function pointAt(event: PointerEvent): void {
    if (!scene) return;
    const {scale, offsetX, offsetY} = scene.fit;
    const box = stage.getBoundingClientRect();
    const x = (event.clientX - box.left - offsetX) / scale;
    const z = (event.clientY - box.top - offsetY) / scale;
    const index = nearestPoint(lines[0], x, z, Math.max(30 / scale, 15));
    if (index >= 0) cursor.set(lines[0].lap.axes[cursor.axis][index]);
  }
  stage.addEventListener("pointermove", pointAt);
  stage.addEventListener("pointerdown", pointAt);

  mount(stage, {
    resize(now) {
      width = now;
      draw();
    },
    theme: redraw,
    key(event) {
      const action = traceAction(event);
      const positions = lines[0].lap.axes[cursor.axis];
      const [first, last] = [positions[0], positions[positions.length - 1]];
      if (action?.type === "step") {
        const by = action.by * (cursor.axis === "distance" ? 10 : 0.1);
        cursor.set(Math.min(Math.max((cursor.x ?? first) + by, first), last));
      } else if (action?.type === "end") cursor.set(action.to === "start" ? first : last);
      else if (action?.type === "clear") cursor.set(null);
      else return false;
      return true;
    },
    stops: [
      cursor.subscribe((what) => (what === "x" || what === "pin" ? drawDots() : what === "range" ? draw() : redraw())),
    ],
  });
  void placeUnder(lines[0].lap).then((found) => {
    place = found;
    redraw();
  });
  showKey();
  return make("div", "lb-map", stage, key);
}

/** What a reader should know about a map, a sentence each. */
export function mapNotes(map: {
  laps: number;
  /** laps with positions */
  lines: number;
  channel: string | null;
  coloring: MapColoring | null;
  place: LapPlace | null;
}): string[] {
  const {laps, lines, channel, coloring, place} = map;
  return [
    channel && !coloring && `This lap has no values for ${channel}.`,
    place?.numbered === "shape" &&
      place.corners.length > 0 &&
      "Corners are numbered along the driven line; official numbers may differ.",
    lines < laps && `${laps - lines} of ${laps} laps have no positions.`,
  ].filter((note) => typeof note === "string");
}

/** px that the circuit's shape asks for at this width, between a third of `most` and `most`. */
export function mapHeight(lines: readonly DrivenLine[], place: LapPlace | null, width: number, most: number): number {
  const box = wholeBox(lines, place);
  const wanted = box ? (width - 60) * boxAspect(box) + 60 : 0;
  return Math.round(Math.min(most, Math.max(most / 3, wanted)));
}

function describe(lines: readonly DrivenLine[], colored: {lap: TraceLap; by: string} | null): string {
  const names = colored ? colored.lap.label : lines.map((l) => l.lap.label).join(", ");
  const {track} = lines[0].lap.session;
  return `map of ${track.name}: ${names}${colored ? `, coloured by ${colored.by}` : ""}. Left and right move the marker, Escape clears.`;
}

function theme(): CircuitTheme {
  return {
    foreground: resolved("foreground"),
    background: resolved("background"),
    muted: resolved("muted"),
    track: surface("road"),
    range: resolved("focus"),
    ...LABEL_FONTS,
    line: (lap) => resolved(lap.color),
  };
}
