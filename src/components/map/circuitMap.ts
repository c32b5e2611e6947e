import {boundingBox, type Fit} from "../../core/geometry/fit.js";
import {type LapPlace, placeLap} from "../laps/lapPlace.js";
import {traceAction} from "../laps/traceKeys.js";
import {sampleAt, type TraceLap} from "../laps/traceLap.js";
import {button, make, onceAFrame, sizeCanvas} from "../ui/canvas.js";
import {type Cursor, createCursor} from "../ui/cursor.js";
import {onThemeChange, prefersDark, resolved} from "../ui/palette.js";
import {type CircuitTheme, circuitFit, type DrivenLine, drawCircuit, drivenLine, wholeLines} from "./drawCircuit.js";
import {LABEL_FONTS} from "./drawLabels.js";
import {mapColoring} from "./mapColor.js";
import {mapLegend} from "./mapLegend.js";

export interface CircuitMapOptions {
  /** shared with charts; its own when left out */
  cursor?: Cursor;
  /** what the first lap is coloured by: see MAP_CHANNELS; null draws every lap in its own colour */
  channel?: string | null;
  /** greatest height, px */
  height?: number;
  /** shows the stretch that the charts are zoomed to */
  follow?: boolean;
  /** start line, direction, sectors, corners, distances; a small multiple has none */
  marks?: boolean;
  legend?: boolean;
}

export const NO_POSITIONS = "This recording has no positions.";

/**
 * The driven line of laps from above: x to the right, z down, as the game's own maps. Pointing at the line moves the
 * shared cursor, and the cursor moves the markers. Without positions it says so in words.
 */
export function circuitMap(
  laps: readonly TraceLap[],
  {
    cursor = createCursor(),
    channel = null,
    height: most = 480,
    follow = true,
    marks = true,
    legend = true,
  }: CircuitMapOptions = {},
): HTMLElement {
  const lines = laps.map(drivenLine).filter((line): line is DrivenLine => line !== null);
  if (!lines.length)
    return make("div", "lb-map", make("p", "lb-map-none", laps.length ? NO_POSITIONS : "No lap chosen."));
  const coloring = channel ? mapColoring(lines[0].lap, channel) : null;
  const road = make("canvas", "lb-map-road");
  const over = make("canvas", "lb-map-over");
  const stage = make("div", "lb-map-stage", road, over);
  const key = make("div", "lb-map-key");
  const root = make("div", "lb-map", stage, key);
  let following = follow;
  let width = 0;
  let height = 0;
  let fit: Fit | null = null;
  let place: LapPlace | null = null;

  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-roledescription", "circuit map");
  stage.setAttribute("aria-label", describe(lines, coloring?.label ?? null));

  const view = () => (following ? cursor.view : null);
  const drawRoad = onceAFrame(() => {
    if (!width) return;
    fit = circuitFit(lines, width, height, cursor.axis, view(), place);
    if (!fit) return;
    const scene = {
      lines,
      coloring,
      fit,
      width,
      height,
      dark: prefersDark(),
      view: cursor.view,
      axis: cursor.axis,
      marks,
      place,
    };
    drawCircuit(sizeCanvas(road, width, height), scene, theme());
    drawMarkers();
  });

  const drawMarkers = onceAFrame(() => {
    if (!width || !fit) return;
    const pen = sizeCanvas(over, width, height);
    pen.clearRect(0, 0, width, height);
    if (cursor.x === null) return;
    for (let i = lines.length - 1; i >= 0; i--) {
      const {lap, x, z} = lines[i];
      const index = sampleAt(lap, cursor.axis, cursor.x);
      if (index < 0 || Number.isNaN(x[index]) || Number.isNaN(z[index])) continue;
      pen.beginPath();
      pen.arc(fit.offsetX + x[index] * fit.scale, fit.offsetY + z[index] * fit.scale, i ? 4.5 : 5.5, 0, 2 * Math.PI);
      pen.fillStyle = coloring && i === 0 ? resolved("foreground") : resolved(lap.color);
      pen.fill();
      pen.lineWidth = 2;
      pen.strokeStyle = resolved("background");
      pen.stroke();
    }
  });

  function showKey(): void {
    const parts: HTMLElement[] = [];
    if (legend && coloring) parts.push(mapLegend(coloring));
    if (channel && !coloring) parts.push(make("p", "lb-map-note", `This lap has no values for ${channel}.`));
    if (marks && place?.numbered === "shape" && place.corners.length)
      parts.push(make("p", "lb-map-note", "Corners are counted along the line; officials may count otherwise."));
    const without = laps.length - lines.length;
    if (without > 0) parts.push(make("p", "lb-map-note", `${without} of ${laps.length} laps have no positions.`));
    if (follow && cursor.view) {
      const text = following ? "show the whole circuit" : "follow the zoom";
      parts.push(
        button(text, text, () => {
          following = !following;
          showKey();
          drawRoad();
        }),
      );
    }
    key.replaceChildren(...parts);
  }

  function pointAt(event: PointerEvent): void {
    if (!fit) return;
    const box = stage.getBoundingClientRect();
    const x = (event.clientX - box.left - fit.offsetX) / fit.scale;
    const z = (event.clientY - box.top - fit.offsetY) / fit.scale;
    const reach = Math.max(30 / fit.scale, 15);
    const index = nearestPoint(lines[0], x, z, reach);
    if (index >= 0) cursor.set(lines[0].lap.axes[cursor.axis][index]);
  }
  stage.addEventListener("pointermove", pointAt);
  stage.addEventListener("pointerdown", pointAt);
  stage.addEventListener("keydown", (event) => {
    const action = traceAction(event);
    const axis = lines[0].lap.axes[cursor.axis];
    const [first, last] = [axis[0], axis[axis.length - 1]];
    if (action?.type === "step") {
      const by = action.by * (cursor.axis === "distance" ? 10 : 0.1);
      cursor.set(Math.min(Math.max((cursor.x ?? first) + by, first), last));
    } else if (action?.type === "end") cursor.set(action.to === "start" ? first : last);
    else if (action?.type === "clear") cursor.set(null);
    else return;
    event.preventDefault();
  });

  const stops = [
    cursor.subscribe((what) => {
      if (what === "x") return drawMarkers();
      showKey();
      drawRoad();
    }),
    onThemeChange(() => {
      showKey();
      drawRoad();
    }),
  ];
  let wasShown = false;
  const resize = new ResizeObserver(([entry]) => {
    if (wasShown && !root.isConnected) {
      for (const stop of stops) stop();
      resize.disconnect();
      return;
    }
    wasShown = root.isConnected;
    layOut(Math.floor(entry.contentRect.width));
  });
  function layOut(now: number): void {
    width = now;
    if (!width) return;
    height = heightFor(wholeLines(lines, place), width, most);
    stage.style.height = `${height}px`;
    drawRoad();
  }
  resize.observe(root);
  void placeLap(lines[0].lap).then((found) => {
    place = found;
    showKey();
    layOut(width);
  });
  showKey();
  return root;
}

/** As tall as the circuit asks for at this width, between a third and the greatest height. */
function heightFor(lines: ReturnType<typeof wholeLines>, width: number, most: number): number {
  const box = boundingBox(lines);
  if (!box) return Math.round(most / 3);
  const aspect = (box.maxY - box.minY) / (box.maxX - box.minX || 1);
  return Math.round(Math.min(most, Math.max(most / 3, (width - 60) * aspect + 60)));
}

/** The point of the line nearest to (x, z) within `reach` m; −1 when none is. */
export function nearestPoint({x: xs, z: zs}: Pick<DrivenLine, "x" | "z">, x: number, z: number, reach: number): number {
  let best = -1;
  let least = reach * reach;
  for (let i = 0; i < xs.length; i++) {
    const away = (xs[i] - x) ** 2 + (zs[i] - z) ** 2;
    if (away <= least) {
      least = away;
      best = i;
    }
  }
  return best;
}

function describe(lines: readonly DrivenLine[], colored: string | null): string {
  const names = colored ? lines[0].lap.label : lines.map((l) => l.lap.label).join(", ");
  const {track} = lines[0].lap.session;
  return `map of ${track.name}: ${names}${colored ? `, coloured by ${colored}` : ""}. Left and right move the marker, Escape clears.`;
}

function theme(): CircuitTheme {
  return {
    foreground: resolved("foreground"),
    muted: resolved("muted"),
    track: prefersDark() ? "#33383d" : "#e2e4e3",
    ...LABEL_FONTS,
    line: (lap) => resolved(lap.color),
  };
}
