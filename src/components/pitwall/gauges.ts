import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {Pen} from "../ui/canvas.js";
import {drawDialScale, drawDialValue, RPM_DIAL, SPEED_DIAL} from "./dial.js";
import {type Disc, drawGBubble, drawGRings} from "./gForceCircle.js";
import {createLayers} from "./layers.js";
import {neverSent} from "./notSent.js";
import type {CanvasPanel, PanelOptions} from "./panel.js";
import {drawPedalFrames, drawPedals, type Rect} from "./pedalBars.js";

const FONT = "11px system-ui, sans-serif";
const GEARS = ["R", "N", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

interface Places {
  rpm: Disc;
  speed: Disc;
  g: Disc;
  pedals: Rect;
}

/** Places of the gauges: two rows of two on a narrow page, one row of four on a wide one. */
export function gaugePlaces(width: number): Places & {height: number} {
  const columns = width >= 760 ? 4 : 2;
  const cell = width / columns;
  const radius = Math.min(92, cell / 2 - 8);
  const tall = 2 * radius + 20;
  const disc = (i: number): Disc => ({
    x: cell * ((i % columns) + 0.5),
    y: tall * Math.floor(i / columns) + radius + 8,
    radius,
  });
  const pedals = disc(2);
  const wide = Math.min(130, cell - 28);
  return {
    rpm: disc(0),
    speed: disc(1),
    pedals: {x: pedals.x - wide / 2, y: pedals.y - radius, width: wide, height: 2 * radius + 6},
    g: disc(3),
    height: tall * (4 / columns),
  };
}

/** Engine speed, gear, speed, pedals, steering and g at the play head. */
export function gauges(source: LiveSource, {car, theme}: PanelOptions): CanvasPanel {
  let places = gaugePlaces(640);
  const layers = createLayers(2, {
    heightFor(width) {
      places = gaugePlaces(width);
      return places.height;
    },
    resized: refresh,
  });
  const noPedals = neverSent(source, ["throttle", "brake", "steering"]);
  const noG = neverSent(source, ["gLateral", "gLongitudinal"]);
  const {element} = layers;
  element.setAttribute("role", "img");
  element.setAttribute(
    "aria-label",
    "gauges: engine speed, speed, gear, pedals, steering and g; their values are in the headline above",
  );

  function refresh(): void {
    if (!layers.width) return;
    const pen = layers.pens[0];
    const colors = theme();
    pen.clearRect(0, 0, layers.width, layers.height);
    pen.font = FONT;
    drawDialScale(pen, RPM_DIAL, places.rpm, colors);
    drawDialScale(pen, SPEED_DIAL, places.speed, colors);
    drawPedalFrames(pen, places.pedals, colors);
    drawGRings(pen, places.g, colors);
    draw();
  }

  function draw(): void {
    if (!layers.width) return;
    const pen = layers.pens[1];
    const colors = theme();
    const n = car();
    pen.clearRect(0, 0, layers.width, layers.height);
    const rpm = source.latest(n, "rpm");
    const ink = colors.colors;
    drawDialValue(pen, RPM_DIAL, places.rpm, rpm, rpm >= RPM_DIAL.red ? ink.loss : ink.foreground);
    drawDialValue(pen, SPEED_DIAL, places.speed, source.latest(n, "speedKmh"), ink.foreground);
    const gear = source.latest(n, "gear");
    pen.fillStyle = ink.foreground;
    pen.font = "650 44px system-ui, sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(GEARS[gear + 1] ?? "–", places.rpm.x, places.rpm.y);
    pen.font = "650 28px system-ui, sans-serif";
    pen.fillText(wholeText(source.latest(n, "speedKmh")), places.speed.x, places.speed.y);
    drawPedals(
      pen,
      places.pedals,
      source.latest(n, "throttle"),
      source.latest(n, "brake"),
      source.latest(n, "steering"),
      colors,
    );
    drawGBubble(
      pen,
      places.g,
      source.window(n, "gLateral", 1).values,
      source.window(n, "gLongitudinal", 1).values,
      colors,
    );
    const {pedals, g} = places;
    if (noPedals(n)) drawNotSent(pen, pedals.x + pedals.width / 2, pedals.y + pedals.height * 0.4, ink.muted);
    if (noG(n)) drawNotSent(pen, g.x, g.y + g.radius * 0.35, ink.muted);
  }
  return {element, draw, refresh, stop: layers.stop};
}

function drawNotSent(pen: Pen, x: number, y: number, color: string): void {
  pen.font = FONT;
  pen.fillStyle = color;
  pen.textAlign = "center";
  pen.fillText("not sent", x, y);
}

// texts of whole numbers, kept so that a frame allocates none
const WHOLE: string[] = Array.from({length: 500}, (_, i) => String(i));

function wholeText(value: number): string {
  return WHOLE[Math.round(value)] ?? "–";
}
