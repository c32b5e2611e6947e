import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {fixed} from "../ui/format.js";
import {mount} from "../ui/mount.js";
import {color} from "../ui/palette.js";
import {drawStripCursor, drawStripGrid} from "./drawStrip.js";
import {createLayers} from "./layers.js";
import {NOT_SENT, neverSent} from "./notSent.js";
import type {CanvasPanel, PanelOptions} from "./panel.js";
import {type Lane, STRIP, type StripLine} from "./stripLanes.js";
import {ageToX, stripLayout, xToAge} from "./stripLayout.js";
import {createStripRaster, type StripRaster} from "./stripRaster.js";
import {setText} from "./textCell.js";
import type {TimeCursor} from "./timeCursor.js";
import {valueBefore} from "./valueBefore.js";

/** ms after which a picture is drawn anew, for what has changed within a pixel, or came late */
const REDRAW_MS = 100;

export interface LiveStrip extends CanvasPanel {
  /** writes the values at the cursor; called at most ten times per second */
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
  const layout = stripLayout(lanes);
  let raster: StripRaster | null = null;
  /** what the picture shows, and when it was drawn, ms */
  const drawn = {column: Number.NaN, car: -1, age: null as number | null, at: Number.NEGATIVE_INFINITY};
  // one canvas for grid and lines: without a graphics processor every canvas is copied for each frame
  const layers = createLayers(1, {heightFor: () => layout.height, resized: refresh});
  const heads = lanes.map((lane, i) => laneHead(source, lane, layout.tops[i]));
  layers.element.append(...heads.map(({element}) => element));
  const element = make("div", "pw-strip", layers.element);
  element.tabIndex = 0;
  element.setAttribute("role", "slider");
  element.setAttribute("aria-label", `${label}: seconds before now; left and right move the cursor, Escape clears it`);

  function refresh(): void {
    const {width, height, pens} = layers;
    if (!width) return;
    drawStripGrid(pens[0], lanes, layout, {width, span: seconds(), theme: theme()});
    raster = createStripRaster(lanes, layout.tops, {width, height, ground: pens[0]});
    drawn.at = Number.NEGATIVE_INFINITY;
    draw(performance.now());
    update();
  }

  /** Lines move by whole pixels: there is a new picture when the head reaches the next one. */
  function draw(now: number): void {
    const {width, pens} = layers;
    if (!raster || !width) return;
    const {age} = cursor;
    const column = raster.columnOf(source.time, seconds());
    if (now - drawn.at < REDRAW_MS && column === drawn.column && car() === drawn.car && age === drawn.age) return;
    Object.assign(drawn, {column, car: car(), age, at: now});
    raster.paint(source, car(), seconds(), theme());
    pens[0].putImageData(raster.image, 0, 0);
    if (age === null || age > seconds()) return;
    drawStripCursor(pens[0], ageToX(age, seconds(), width), layout, theme().colors.foreground);
  }

  const valueText = (line: StripLine) => stripValue(source, car(), line, cursor.age);
  function update(): void {
    for (const head of heads) head.update(car(), valueText);
  }

  /** The values at the cursor, for a screen reader. */
  function describe(): void {
    const age = cursor.age ?? 0;
    const values = lanes.flatMap(({lines, unit}) => lines.map((l) => `${l.label} ${valueText(l)} ${unit}`));
    element.setAttribute("aria-valuemin", String(-seconds()));
    element.setAttribute("aria-valuemax", "0");
    element.setAttribute("aria-valuenow", String(-age));
    element.setAttribute("aria-valuetext", `${age.toFixed(1)} seconds ago: ${values.join(", ")}`);
  }
  describe();

  const point = (event: PointerEvent) => {
    const box = layers.element.getBoundingClientRect();
    cursor.set(xToAge(event.clientX - box.left, seconds(), box.width));
  };
  element.addEventListener("pointermove", point);
  element.addEventListener("pointerdown", point);
  element.addEventListener("pointerleave", () => cursor.set(null));
  const stop = mount(element, {
    key({key, shiftKey}) {
      const step = shiftKey ? 1 : 0.1;
      const age = cursor.age ?? 0;
      if (key === "ArrowLeft") cursor.set(Math.min(seconds(), age + step));
      else if (key === "ArrowRight") cursor.set(age - step);
      else if (key === "Escape") cursor.set(null);
      else return false;
      describe();
      return true;
    },
    stops: [layers.stop],
  });
  return {element, draw, refresh, update, stop};
}

/** A value as the strip shows it: at the cursor, or the latest without one. */
export function stripValue(
  source: LiveSource,
  car: number,
  {channel, factor, digits}: StripLine,
  age: number | null,
): string {
  return fixed((age ? valueBefore(source, car, channel, age) : source.latest(car, channel)) * factor, digits);
}

/** The names and values above a lane. */
function laneHead(
  source: LiveSource,
  {lines, unit, missing}: Lane,
  top: number,
): {element: HTMLElement; update(car: number, text: (line: StripLine) => string): void} {
  const values = lines.map(() => make("b"));
  const names = lines.map((line, i) => {
    const value = make("span", "pw-strip-value", `${line.label} `, values[i], ` ${unit}`);
    value.style.setProperty("--lap", color(line.color));
    return value;
  });
  const none = make("span", "pw-strip-none");
  none.hidden = true;
  const element = make("div", "pw-strip-head", ...names, none);
  element.style.top = `${top - STRIP.header}px`;
  const channels = lines.map(({channel}) => channel);
  const isNeverSent = neverSent(source, channels);
  return {
    element,
    update(car, text) {
      lines.forEach((line, i) => {
        setText(values[i], text(line));
      });
      const why = missing ? missing(car) : isNeverSent(car) ? NOT_SENT : undefined;
      setText(none, why ?? "");
      none.hidden = why === undefined;
    },
  };
}
