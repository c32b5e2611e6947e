import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {lowerBound} from "../../core/signal/search.js";
import {make} from "../ui/canvas.js";
import {fixed} from "../ui/format.js";
import {color} from "../ui/palette.js";
import {createLayers} from "./layers.js";
import {NOT_SENT, neverSent} from "./notSent.js";
import type {LivePanel, PanelOptions} from "./panel.js";
import {type Lane, STRIP} from "./stripLanes.js";
import {createStripRaster, type StripRaster} from "./stripRaster.js";
import {setText} from "./textCell.js";
import type {TimeCursor} from "./timeCursor.js";

const FONT = "11px system-ui, sans-serif";

export interface LiveStrip extends LivePanel {
  /** writes the figures at the cursor; called at most ten times a second */
  update(): void;
}

export interface StripOptions extends PanelOptions {
  lanes: readonly Lane[];
  label: string;
  cursor: TimeCursor;
  /** seconds shown before the play head */
  seconds: () => number;
}

/** The last seconds of some channels, scrolling with the play head, one time axis for all lanes. */
export function liveStrip(source: LiveSource, {lanes, label, cursor, seconds, car, theme}: StripOptions): LiveStrip {
  const tops: number[] = [];
  let bottom = 0;
  for (const lane of lanes) {
    tops.push(bottom + STRIP.header);
    bottom += STRIP.header + lane.height + STRIP.gap;
  }
  let raster: StripRaster | null = null;
  const layers = createLayers(2, {heightFor: () => bottom + STRIP.axis, resized: refresh});
  const values: HTMLElement[][] = [];
  const absent: (() => void)[] = [];
  lanes.forEach(({lines, unit}, i) => {
    values.push(lines.map(() => make("b")));
    const names = lines.map((l, k) => {
      const value = make(
        "span",
        "pw-strip-value",
        `${l.label} `,
        values[i][k],
        lines.length === k + 1 ? ` ${unit}` : "",
      );
      value.style.setProperty("--lap", color(l.color));
      return value;
    });
    const none = make("span", "pw-strip-none", NOT_SENT);
    none.hidden = true;
    const notSent = neverSent(
      source,
      lines.map(({channel}) => channel),
    );
    absent.push(() => {
      none.hidden = !notSent(car());
    });
    const head = make("div", "pw-strip-head", ...names, none);
    head.style.top = `${tops[i] - STRIP.header}px`;
    layers.element.append(head);
  });
  const element = make("div", "pw-strip", layers.element);
  element.tabIndex = 0;
  element.setAttribute("role", "slider");
  element.setAttribute("aria-label", `${label}: seconds before now; left and right move the cursor, Escape clears it`);

  function refresh(): void {
    const {width, height} = layers;
    if (!width) return;
    raster = createStripRaster(lanes, tops, width, height);
    const [pen] = layers.pens;
    const {colors, hairline} = theme();
    pen.clearRect(0, 0, width, height);
    pen.font = FONT;
    pen.lineWidth = 1;
    pen.textBaseline = "middle";
    lanes.forEach(({domain: [least, greatest], ticks, height: tall, lines}, i) => {
      pen.strokeStyle = hairline;
      pen.fillStyle = colors.muted;
      pen.textAlign = "right";
      pen.beginPath();
      for (const tick of ticks) {
        const y = tops[i] + tall * (1 - (tick - least) / (greatest - least));
        pen.moveTo(STRIP.left, Math.round(y) + 0.5);
        pen.lineTo(width - STRIP.right, Math.round(y) + 0.5);
        pen.fillText(fixed(tick * lines[0].factor), STRIP.left - 6, y);
      }
      pen.stroke();
    });
    const span = seconds();
    pen.textAlign = "center";
    for (let s = 0; s <= span; s += width < 500 || span > 30 ? 10 : 5) {
      const x = width - STRIP.right - (s / span) * (width - STRIP.left - STRIP.right);
      if (s === 0) pen.textAlign = "right";
      else pen.textAlign = x < STRIP.left + 12 ? "left" : "center";
      pen.fillText(s ? `−${s} s` : "now", x, height - STRIP.axis / 2);
    }
    draw();
    update();
  }

  function draw(): void {
    const {width} = layers;
    // hidden while nobody drives: a wall between two sessions
    if (!raster || !width) return;
    const pen = layers.pens[1];
    const colors = theme();
    raster.paint(source, car(), seconds(), colors);
    pen.putImageData(raster.image, 0, 0);
    if (cursor.age === null || cursor.age > seconds()) return;
    const x = width - STRIP.right - (cursor.age / seconds()) * (width - STRIP.left - STRIP.right);
    pen.strokeStyle = colors.colors.foreground;
    pen.globalAlpha = 0.7;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(Math.round(x) + 0.5, STRIP.header - 4);
    pen.lineTo(Math.round(x) + 0.5, bottom);
    pen.stroke();
    pen.globalAlpha = 1;
  }

  function valueText(lane: number, line: number): string {
    const {channel, factor, digits} = lanes[lane].lines[line];
    const age = cursor.age ?? 0;
    return fixed((age ? valueBefore(source, car(), channel, age) : source.latest(car(), channel)) * factor, digits);
  }
  function update(): void {
    for (let i = 0; i < lanes.length; i++)
      for (let k = 0; k < lanes[i].lines.length; k++) setText(values[i][k], valueText(i, k));
    for (const tell of absent) tell();
  }

  function say(): void {
    const age = cursor.age ?? 0;
    const told = lanes.flatMap(({lines, unit}, i) => lines.map((l, k) => `${l.label} ${valueText(i, k)} ${unit}`));
    element.setAttribute("aria-valuemin", String(-seconds()));
    element.setAttribute("aria-valuemax", "0");
    element.setAttribute("aria-valuenow", String(-age));
    element.setAttribute("aria-valuetext", `${age.toFixed(1)} seconds ago: ${told.join(", ")}`);
  }
  say();

  const point = (event: PointerEvent) => {
    const box = layers.element.getBoundingClientRect();
    const inner = box.width - STRIP.left - STRIP.right;
    const share = (box.right - STRIP.right - event.clientX) / inner;
    cursor.set(share <= 1.02 ? Math.min(1, share) * seconds() : null);
  };
  element.addEventListener("pointermove", point);
  element.addEventListener("pointerdown", point);
  element.addEventListener("pointerleave", () => cursor.set(null));
  element.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 1 : 0.1;
    const age = cursor.age ?? 0;
    if (event.key === "ArrowLeft") cursor.set(Math.min(seconds(), age + step));
    else if (event.key === "ArrowRight") cursor.set(age - step);
    else if (event.key === "Escape") cursor.set(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
    say();
  });
  return {element, draw, refresh, update, stop: layers.stop};
}

/** The value of a channel so many seconds before the play head; NaN before the data. */
export function valueBefore(source: LiveSource, car: number, channel: string, age: number): number {
  const {time, values} = source.window(car, channel, age + 1);
  const i = lowerBound(time, source.time - age);
  return values[Math.min(i, values.length - 1)] ?? Number.NaN;
}
