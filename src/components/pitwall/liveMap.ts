import {type Fit, toPixels} from "../../core/geometry/fit.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {Track} from "../../core/track/track.js";
import {drawLabels, LABEL_FONTS} from "../map/drawLabels.js";
import {drawRoad, roadPoints} from "../map/drawRoad.js";
import {button, make} from "../ui/canvas.js";
import {mount} from "../ui/mount.js";
import {CarDots} from "./carDots.js";
import {CarMotion} from "./carMotion.js";
import {drawPieces, drawSpeedScale, drawTrail, ROAD} from "./drawLiveMap.js";
import {createLayers} from "./layers.js";
import {MapGround} from "./mapGround.js";
import {MapView} from "./mapView.js";
import type {CanvasPanel, PanelOptions} from "./panel.js";
import {setText} from "./textCell.js";
import type {TimeCursor} from "./timeCursor.js";
import {runningOrder} from "./towerRow.js";
import {valueBefore} from "./valueBefore.js";

/** s of the chosen car's trail */
const TRAIL = 25;
/** px around a dot that a click reaches */
const REACH = 16;
/** px below the map for the speed scale */
const FOOT = 24;

export interface LiveMapOptions extends PanelOptions {
  cursor: TimeCursor;
  /** the session's track; null while it is unknown */
  known: () => Track | null;
  /** the reader clicked a car */
  choose: (car: number) => void;
  reducedMotion?: boolean;
  /** px */
  mostHeight?: number;
}

export interface LiveMap extends CanvasPanel {
  /** new positions have arrived */
  tick(now: number): void;
  /** chooses the road again, and learns it; called a few times per second */
  learn(): void;
}

/**
 * The circuit from above (x right, z down), the chosen car's trail coloured by speed, and every car as a dot with its number. Magnified, the
 * picture follows the chosen car; + and − magnify, 0 shows the whole circuit.
 */
export function liveMap(
  source: LiveSource,
  {car, theme, cursor, known, choose, reducedMotion = false, mostHeight = 460}: LiveMapOptions,
): LiveMap {
  const motion = new CarMotion(!reducedMotion);
  const ground = new MapGround();
  const dots = new CarDots();
  const view = new MapView();
  let order: readonly number[] = [];
  let fit: Fit | null = null;
  let labels: string[] = [];
  const layers = createLayers(2, {
    heightFor: (width) => Math.min(mostHeight, Math.max(240, width * 0.72)),
    resized: refresh,
  });
  const note = make("p", "pw-map-note lb-muted");
  const zooms = make("div", "pw-map-zoom");
  const element = make("div", "pw-map", layers.element, zooms, note);
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "map: plus and minus magnify, 0 shows the whole circuit");
  layers.element.setAttribute("role", "img");
  layers.element.setAttribute("aria-label", "circuit");

  function refresh(): void {
    const {width, height} = layers;
    if (!width) return;
    const pen = layers.pens[0];
    const box = ground.box();
    const {shown, line} = ground;
    pen.clearRect(0, 0, width, height);
    fit = box && view.fit(box, width, height - FOOT, 30);
    if (fit) {
      if (shown) drawRoad(pen, shown.track, fit, theme().track, ROAD);
      else drawPieces(pen, line.pieces(), fit, theme());
      // labels are grey: the cars are what matters
      const {muted} = theme().colors;
      const road = roadPoints(shown?.track ?? line, fit);
      const scene = {labels: ground.labels(source), fit, width, height: height - FOOT, halfWidth: ROAD / 2, road};
      drawLabels(pen, scene, {foreground: muted, muted, ...LABEL_FONTS});
      pen.font = LABEL_FONTS.font;
      if (!ground.ringM) drawSpeedScale(pen, height, theme());
    }
    draw(performance.now());
  }

  function draw(now: number): void {
    const {width, height} = layers;
    if (!width) return;
    const pen = layers.pens[1];
    pen.clearRect(0, 0, width, height);
    if (!fit) return;
    motion.move(now);
    const chosen = car();
    if (view.follow(motion.x[chosen], motion.z[chosen], width, height, fit)) {
      refresh();
      return;
    }
    const {values: x} = source.window(chosen, "worldX", TRAIL);
    const {values: z} = source.window(chosen, "worldZ", TRAIL);
    const {values: speed} = source.window(chosen, "speedKmh", TRAIL);
    drawTrail(pen, x, z, speed, fit, theme());
    if (cursor.age !== null) {
      const at = (channel: string) => valueBefore(source, chosen, channel, cursor.age ?? 0);
      const [px, py] = toPixels(fit, at("worldX"), at("worldZ"));
      pen.strokeStyle = theme().colors.foreground;
      pen.lineWidth = 2;
      pen.strokeRect(px - 5, py - 5, 10, 10);
    }
    dots.draw(pen, order, motion, {labels, chosen, fit, theme: theme()});
  }

  function tick(now: number): void {
    motion.tick(source, now, ground.ringM ? (n) => ground.ringPosition(source, n) : null);
    ground.learn(source);
  }

  function learn(): void {
    const changed = ground.update(source, car(), known(), performance.now());
    order = runningOrder(source);
    labels = [];
    for (const driver of source.session?.drivers ?? []) labels[driver.car] = String(driver.raceNumber);
    const unplaced = source.cars.length > 0 && Number.isNaN(source.latest(car(), "worldX"));
    setText(
      note,
      ground.ringM
        ? "This game sends no positions: cars are placed by their distance round the lap."
        : unplaced
          ? "No positions from this car yet."
          : "",
    );
    const name = source.session?.track.name ?? "circuit";
    const label = `map of ${name} with ${source.cars.length} cars; the timing tower lists them in order`;
    if (layers.element.getAttribute("aria-label") !== label) layers.element.setAttribute("aria-label", label);
    if (changed) refresh();
  }

  function magnify(steps: number): void {
    if (!view.magnify(steps)) return;
    out.disabled = view.zoom === 1;
    refresh();
  }
  const out = button("−", "show more of the circuit (−)", () => magnify(-1));
  out.disabled = true;
  zooms.append(
    button("+", "magnify and follow the chosen car (+)", () => magnify(1)),
    out,
  );
  const stop = mount(element, {
    key({key}) {
      if (key === "+" || key === "=") magnify(1);
      else if (key === "-") magnify(-1);
      else if (key === "0") magnify(-Infinity);
      else return false;
      return true;
    },
    stops: [layers.stop],
  });

  layers.element.addEventListener("click", (event) => {
    const box = layers.element.getBoundingClientRect();
    const nearest = fit && nearestCar(source.cars, motion, fit, event.clientX - box.left, event.clientY - box.top);
    if (nearest !== null) choose(nearest);
  });
  return {element, draw, refresh, tick, learn, stop};
}

/** The car whose dot is nearest to px (x, y), within reach of a click; null when none is. */
export function nearestCar(
  cars: readonly number[],
  motion: Pick<CarMotion, "x" | "z">,
  fit: Fit,
  x: number,
  y: number,
): number | null {
  let nearest: number | null = null;
  let least = REACH ** 2;
  for (const car of cars) {
    const [px, py] = toPixels(fit, motion.x[car], motion.z[car]);
    const away = (px - x) ** 2 + (py - y) ** 2;
    if (away >= least || Number.isNaN(away)) continue;
    least = away;
    nearest = car;
  }
  return nearest;
}
