import {html} from "npm:htl";

import type {LapBook} from "../../core/laps/lapBook.js";
import {gridDelta, type LapGrid, LapGrids} from "../../core/laps/lapGrids.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make, type Pen} from "../ui/canvas.js";
import {delta as deltaText, fixed, lapTime} from "../ui/format.js";
import type {ColorName} from "../ui/palette.js";
import {createLayers} from "./layers.js";
import type {CanvasPanel, PanelOptions, TextPanel} from "./panel.js";
import {setText} from "./textCell.js";

/** Laps that the running one is compared with. */
const REFERENCES = [
  ["own", "own best lap"],
  ["session", "best lap of the session"],
  ["last", "own last lap"],
] as const;
type ReferenceName = (typeof REFERENCES)[number][0];

interface DistanceLane {
  channel: string;
  label: string;
  unit: string;
  height: number;
  domain: readonly [number, number];
  ticks: readonly number[];
  color: ColorName;
  /** shown value = value × factor */
  factor: number;
  /** drawn into the lane above */
  over?: true;
}

const LANES: readonly DistanceLane[] = [
  {
    ...{channel: "speedKmh", label: "speed", unit: "km/h", height: 130, color: "foreground", factor: 1},
    ...{domain: [0, 350], ticks: [0, 100, 200, 300]},
  },
  {
    ...{channel: "throttle", label: "throttle", unit: "%", height: 56, color: "throttle", factor: 100},
    ...{domain: [0, 1.04], ticks: [0, 0.5, 1]},
  },
  {
    ...{channel: "brake", label: "brake", unit: "%", height: 56, color: "brake", factor: 100, over: true},
    ...{domain: [0, 1.04], ticks: []},
  },
];
const DELTA_HEIGHT = 84;
const [LEFT, RIGHT, HEAD, AXIS] = [44, 8, 22, 20];
/** Least half height of the delta's axis, s: smaller differences are the samples' spacing. */
const LEAST_DELTA_S = 0.1;

export interface DistancePanel extends CanvasPanel, TextPanel {
  /** running laps and their references over distance */
  readonly grids: LapGrids;
  /** the lap that a car's running one is compared with */
  reference(car: number): LapGrid | undefined;
}

/** The running lap over distance: its time against a reference lap, speed and pedals beside it. Drawn ten times a second. */
export function distancePanel(source: LiveSource, {car, theme, book}: PanelOptions & {book: LapBook}): DistancePanel {
  // the gear is for the corners
  const grids = new LapGrids(source, book, [...LANES.map(({channel}) => channel), "gear"]);
  let wanted: ReferenceName = "own";
  let behind = new Float32Array(0);
  const tops = laneTops();
  const height = tops.at(-1)! + AXIS;
  const layers = createLayers(1, {heightFor: () => height, resized: draw});
  layers.element.setAttribute("role", "img");
  const menu = html<HTMLSelectElement>`<select class="lb-select" aria-label="reference lap">${REFERENCES.map(
    ([id, label]) => html`<option value=${id}>${label}</option>`,
  )}</select>`;
  menu.addEventListener("change", () => {
    wanted = menu.value as ReferenceName;
    draw();
  });
  const value = make("b", "pw-distance-delta");
  const note = make("span", "lb-muted");
  const head = make("div", "pw-distance-head", make("label", "", "against the ", menu), value, note);
  const element = make("div", "pw-distance", head, layers.element);

  function referenceOf(n: number): LapGrid | undefined {
    if (wanted === "session") return grids.sessionBest();
    return wanted === "last" ? grids.lastOf(n) : grids.bestOf(n);
  }

  function draw(): void {
    const {width, pens} = layers;
    if (!width) return;
    const pen = pens[0];
    const n = car();
    const running = grids.runningOf(n);
    const reference = referenceOf(n);
    const lengthM = source.session?.track.lengthM ?? 0;
    pen.clearRect(0, 0, width, height);
    pen.font = "11px system-ui, sans-serif";
    if (!running || !(lengthM > 0)) return;
    const places = running.columns.currentLapTimeMs.length;
    const x = (metres: number) => LEFT + (metres / lengthM) * (width - LEFT - RIGHT);
    const place = (i: number) => x(i * running.stepM);
    const {colors} = theme();
    drawDistances(pen, lengthM, x);
    let at = 0;
    if (reference) {
      if (behind.length !== places) behind = new Float32Array(places);
      gridDelta(running, reference, behind);
      at = drawDelta(pen, behind, place);
    } else laneHead(pen, tops[0], "difference, s", "there is no such lap yet");
    LANES.forEach((lane, i) => {
      const top = tops[i + 1];
      if (!lane.over) {
        laneHead(
          pen,
          top,
          LANES.filter((one, k) => k === i || (k === i + 1 && one.over))
            .map(({label}) => label)
            .join(" and "),
          lane.unit,
        );
        drawTicks(pen, lane, top);
      }
      const y = (v: number) => top + lane.height * (1 - (v - lane.domain[0]) / (lane.domain[1] - lane.domain[0]));
      if (reference) drawLine(pen, reference.columns[lane.channel], place, y, colors.muted, 1, lane.over ? 0.5 : 0.8);
      drawLine(pen, running.columns[lane.channel], place, y, colors[lane.color], 1.6, 1);
    });
    drawHead(pen, x(running.reachedM));
    const last = reference ? behind[at] : Number.NaN;
    setText(value, Number.isNaN(last) ? "" : `${deltaText(last)} s`);
    value.className = `pw-distance-delta ${last > 0 ? "lb-lost" : last < 0 ? "lb-gained" : ""}`;
    setText(
      note,
      reference
        ? `lap ${reference.lap}${reference.car === n ? "" : `, ${nameOf(reference.car)}`}, ${lapTime(timeOf(reference))}${missedBest(n, reference)}`
        : "",
    );
    const label = reference
      ? `running lap against lap ${reference.lap}: ${Number.isNaN(last) ? "no difference yet" : `${deltaText(last)} seconds`} at ${fixed(running.reachedM)} metres`
      : "running lap over distance, without a reference yet";
    if (layers.element.getAttribute("aria-label") !== label) layers.element.setAttribute("aria-label", label);
  }

  /** Where the fastest lap was not seen whole, another one stands in for it: this says so. */
  function missedBest(n: number, reference: LapGrid): string {
    const best = wanted === "session" ? book.bests.fastest : wanted === "own" ? book.bests.bestLap.get(n) : undefined;
    if (!best || (best.car === reference.car && best.lap === reference.lap)) return "";
    return `; the best, lap ${best.lap} in ${lapTime(best.lapTimeMs)}, was not received whole`;
  }
  function nameOf(n: number): string {
    return source.session?.drivers.find((driver) => driver.car === n)?.name || `car ${n}`;
  }
  function timeOf({car: n, lap}: LapGrid): number | null {
    return book.laps.findLast((one) => one.car === n && one.lap === lap)?.lapTimeMs ?? null;
  }

  /** Distances below the lanes, sector starts across them. */
  function drawDistances(pen: Pen, lengthM: number, x: (metres: number) => number): void {
    const {colors, hairline} = theme();
    pen.strokeStyle = hairline;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const at of source.session?.track.sectorStartsM ?? []) {
      pen.moveTo(Math.round(x(at)) + 0.5, tops[0]);
      pen.lineTo(Math.round(x(at)) + 0.5, height - AXIS);
    }
    pen.stroke();
    pen.fillStyle = colors.muted;
    pen.textBaseline = "middle";
    pen.textAlign = "center";
    const step = layers.width < 500 ? 2000 : 1000;
    for (let at = 0; at <= lengthM; at += step) pen.fillText(at ? `${at / 1000} km` : "0", x(at), height - AXIS / 2);
  }

  function laneHead(pen: Pen, top: number, label: string, unit: string): void {
    pen.fillStyle = theme().colors.muted;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillText(`${label}  ${unit}`, LEFT, top - HEAD / 2);
  }

  function drawTicks(pen: Pen, {domain: [low, high], ticks, height: tall, factor}: DistanceLane, top: number): void {
    const {colors, hairline} = theme();
    pen.strokeStyle = hairline;
    pen.fillStyle = colors.muted;
    pen.textAlign = "right";
    pen.beginPath();
    for (const tick of ticks) {
      const y = Math.round(top + tall * (1 - (tick - low) / (high - low))) + 0.5;
      pen.moveTo(LEFT, y);
      pen.lineTo(layers.width - RIGHT, y);
      pen.fillText(fixed(tick * factor), LEFT - 6, y);
    }
    pen.stroke();
  }

  /** Draws the difference; returns the index of its last known value. */
  function drawDelta(pen: Pen, values: Float32Array, x: (i: number) => number): number {
    let most = LEAST_DELTA_S * 1000;
    let last = 0;
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i])) continue;
      most = Math.max(most, Math.abs(values[i]));
      last = i;
    }
    const limit = niceLimit(most);
    laneHead(pen, tops[0], "difference, − is ahead", "s");
    drawTicks(pen, {...LANES[0], height: DELTA_HEIGHT, domain: [limit, -limit], ticks: [], factor: 0.001}, tops[0]);
    const {colors, hairline} = theme();
    const y = (ms: number) => tops[0] + DELTA_HEIGHT * (0.5 + ms / (2 * limit));
    pen.strokeStyle = hairline;
    pen.fillStyle = colors.muted;
    pen.textAlign = "right";
    pen.beginPath();
    for (const ms of [-limit, 0, limit]) {
      pen.moveTo(LEFT, Math.round(y(ms)) + 0.5);
      pen.lineTo(layers.width - RIGHT, Math.round(y(ms)) + 0.5);
      pen.fillText(ms ? signedSeconds(ms) : "0", LEFT - 6, y(ms));
    }
    pen.stroke();
    drawLine(pen, values, x, y, colors[values[last] > 0 ? "loss" : "gain"], 2, 1);
    return last;
  }

  /** A line where the car is. */
  function drawHead(pen: Pen, x: number): void {
    pen.strokeStyle = theme().colors.foreground;
    pen.globalAlpha = 0.4;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(x, tops[0]);
    pen.lineTo(x, height - AXIS);
    pen.stroke();
    pen.globalAlpha = 1;
  }

  return {
    element,
    grids,
    reference: referenceOf,
    // the lap grows by a place or two in a frame: ten pictures a second are enough
    draw() {},
    refresh: draw,
    update() {
      const n = car();
      grids.update([n, ...source.cars.filter((other) => other !== n)]);
      draw();
    },
    stop() {
      grids.stop();
      layers.stop();
    },
  };
}

/** Top edges of the difference and of each lane, and the bottom edge of the last. */
function laneTops(): number[] {
  const tops = [HEAD];
  let bottom = HEAD + DELTA_HEIGHT;
  for (const {height, over} of LANES) {
    const top = over ? tops.at(-1)! : bottom + HEAD;
    tops.push(top);
    bottom = top + height;
  }
  return [...tops, bottom + 4];
}

/** The next of 0.1, 0.2, 0.5, 1, 2, 5 … s that holds the value, ms. */
function niceLimit(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  const step = [1, 2, 5, 10].find((one) => one * power >= ms)!;
  return step * power;
}

function drawLine(
  pen: Pen,
  values: Float32Array,
  x: (i: number) => number,
  y: (value: number) => number,
  color: string,
  width: number,
  alpha: number,
): void {
  pen.strokeStyle = color;
  pen.globalAlpha = alpha;
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.beginPath();
  let open = false;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) open = false;
    else if (open) pen.lineTo(x(i), y(values[i]));
    else {
      pen.moveTo(x(i), y(values[i]));
      open = true;
    }
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

/** "+0.5", of a tick. */
function signedSeconds(ms: number): string {
  return `${ms > 0 ? "+" : "−"}${fixed(Math.abs(ms) / 1000, 1)}`;
}
