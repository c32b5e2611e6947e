import {boundingBox, type Fit, fitBox} from "../../core/geometry/fit.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {Track} from "../../core/track/track.js";
import {drawLabels, LABEL_FONTS} from "../map/drawLabels.js";
import {drawRoad, roadPoints} from "../map/drawRoad.js";
import {trackLabels} from "../map/mapLabels.js";
import {make} from "../ui/canvas.js";
import {CarMotion} from "./carMotion.js";
import {CircuitLine, ringPlace} from "./circuitLine.js";
import {drawDots, drawPieces, drawSpeedScale, drawTrail, lineLabels, ROAD} from "./drawLiveMap.js";
import {createLayers, type Pen2d} from "./layers.js";
import {valueBefore} from "./liveStrip.js";
import {LiveTrack, ringTrack, type ShownTrack} from "./liveTrack.js";
import type {LivePanel, PanelOptions} from "./panel.js";
import type {TimeCursor} from "./timeCursor.js";

/** s of the chosen car's way that stay coloured */
const TRAIL = 25;

export interface LiveMapOptions extends PanelOptions {
  cursor: TimeCursor;
  /** what is known of the session's track; null while nothing is */
  known: () => Track | null;
  /** the reader clicked a car */
  choose: (car: number) => void;
  reducedMotion?: boolean;
}

export interface LiveMap extends LivePanel {
  /** new positions have come */
  tick(now: number): void;
  /** grows the learned line; called a few times a second */
  learn(): void;
}

/** The circuit from above (x right, z down), the chosen car's way coloured by speed, and every car as a numbered dot. */
export function liveMap(
  source: LiveSource,
  {car, theme, cursor, known, choose, reducedMotion = false}: LiveMapOptions,
): LiveMap {
  const motion = new CarMotion(!reducedMotion);
  let line = new CircuitLine();
  let live = new LiveTrack();
  let shown: ShownTrack | null = null;
  let session: string | undefined;
  let drawnKnown = 0;
  let fit: Fit | null = null;
  const layers = createLayers(2, {heightFor: (width) => Math.min(460, Math.max(240, width * 0.72)), resized: refresh});
  const note = make("p", "pw-map-note lb-muted");
  const element = make("div", "pw-map", layers.element, note);
  layers.element.setAttribute("role", "img");
  let labels: string[] = [];
  let ringShown: {lengthM: number; known: Track | null; track: ShownTrack} | undefined;
  function ringOf(lengthM: number, of: Track | null): ShownTrack {
    if (ringShown?.lengthM !== lengthM || ringShown.known !== of)
      ringShown = {lengthM, known: of, track: ringTrack(lengthM, of)};
    return ringShown.track;
  }
  /** length of the lap while no car tells where it is: then they stand on a ring, by their distance; else 0 */
  let ring = 0;

  function refresh(): void {
    const {width, height} = layers;
    if (!width) return;
    const pieces = shown ? [] : line.pieces();
    const box = boundingBox(
      shown
        ? [{x: shown.track.x, y: shown.track.z}]
        : pieces.map((p) => ({x: p.map(([x]) => x), y: p.map(([, z]) => z)})),
    );
    fit = box && fitBox(atLeast(box, 300), width, height - 24, 30);
    drawnKnown = line.known;
    const pen = layers.pens[0];
    pen.clearRect(0, 0, width, height);
    if (fit) {
      if (shown) drawRoad(pen, shown.track, fit, theme().track, ROAD);
      else drawPieces(pen, pieces, fit, theme());
      drawNames(pen, fit);
      pen.font = LABEL_FONTS.font;
      if (!ring) drawSpeedScale(pen, height, theme());
    }
    draw(performance.now());
  }

  /** Start, sectors and corners; grey, for the cars are what moves. */
  function drawNames(pen: Pen2d, fit: Fit): void {
    const {lengthM = 0, sectorStartsM = null} = source.session?.track ?? {};
    const labels = shown
      ? trackLabels(shown.track, shown.corners, inTrack(shown.track, sectorStartsM, lengthM))
      : lineLabels(line, sectorStartsM);
    const {muted} = theme().colors;
    const road = roadPoints(shown?.track ?? line, fit);
    const scene = {labels, fit, width: layers.width, height: layers.height - 24, halfWidth: ROAD / 2, road};
    drawLabels(pen, scene, {foreground: muted, muted, ...LABEL_FONTS});
  }

  function draw(now: number): void {
    const {width, height} = layers;
    if (!width) return;
    const pen = layers.pens[1];
    pen.clearRect(0, 0, width, height);
    if (!fit) return;
    motion.move(now);
    const chosen = car();
    const {values: x} = source.window(chosen, "worldX", TRAIL);
    const {values: z} = source.window(chosen, "worldZ", TRAIL);
    const {values: speed} = source.window(chosen, "speedKmh", TRAIL);
    drawTrail(pen, x, z, speed, fit, theme());
    if (cursor.age !== null) {
      const px = fit.offsetX + valueBefore(source, chosen, "worldX", cursor.age) * fit.scale;
      const py = fit.offsetY + valueBefore(source, chosen, "worldZ", cursor.age) * fit.scale;
      pen.strokeStyle = theme().colors.foreground;
      pen.lineWidth = 2;
      pen.strokeRect(px - 5, py - 5, 10, 10);
    }
    drawDots(pen, source.cars, motion, labels, chosen, fit, theme());
  }

  function tick(now: number): void {
    motion.tick(source, now, ring ? (n) => ringPlace(source.latest(n, "lapDistance"), ring) : null);
    // while a known track is shown nothing need be learned
    if (ring || shown) return;
    for (const n of source.cars)
      line.learn(source.latest(n, "lapDistance"), source.latest(n, "worldX"), source.latest(n, "worldZ"));
  }

  function learn(): void {
    const id = source.session?.id;
    if (id !== session) {
      session = id;
      line = new CircuitLine();
      live = new LiveTrack();
      shown = null;
      drawnKnown = -1;
    }
    const told = source.cars.some((n) => !Number.isNaN(source.latest(n, "worldX")));
    const length = told || !source.cars.length ? 0 : (source.session?.track.lengthM ?? 0);
    if (length !== ring) {
      ring = length;
      line = new CircuitLine();
      drawnKnown = -1;
    }
    if (!ring && drawnKnown < 0 && source.cars.length) line.learnWindow(source, car());
    const changed = !ring && live.update(source, car(), known(), line, performance.now());
    const track = ring ? ringOf(ring, known()) : live.shown;
    if (track !== shown || changed) {
      shown = track;
      drawnKnown = -1;
    }
    labels = [];
    for (const driver of source.session?.drivers ?? []) labels[driver.car] = String(driver.raceNumber);
    const unplaced = source.cars.length > 0 && Number.isNaN(source.latest(car(), "worldX"));
    const text = ring
      ? "No positions are told: every car by its distance round the lap."
      : unplaced
        ? "No positions from this car yet."
        : "";
    if (note.textContent !== text) note.textContent = text;
    const name = source.session?.track.name ?? "circuit";
    const label = `map of ${name} with ${source.cars.length} cars; the timing tower lists them in order`;
    if (layers.element.getAttribute("aria-label") !== label) layers.element.setAttribute("aria-label", label);
    if (line.known !== drawnKnown) refresh();
  }

  layers.element.addEventListener("click", (event) => {
    if (!fit) return;
    const box = layers.element.getBoundingClientRect();
    let best = -1;
    let least = 16 ** 2;
    for (const n of source.cars) {
      const dx = fit.offsetX + motion.x[n] * fit.scale - (event.clientX - box.left);
      const dy = fit.offsetY + motion.z[n] * fit.scale - (event.clientY - box.top);
      if (dx * dx + dy * dy < least) {
        least = dx * dx + dy * dy;
        best = n;
      }
    }
    if (best >= 0) choose(best);
  });
  return {element, draw, refresh, tick, learn, stop: layers.stop};
}

/** Where sectors begin along the track, when the game counts them along a lap of `lengthM`; the track's own where it does not. */
function inTrack(track: Track, starts: readonly number[] | null, lengthM: number): readonly number[] {
  if (!starts) return track.sectorStartsM;
  return lengthM > 0 ? starts.map((at) => (at / lengthM) * track.lengthM) : starts;
}

/** A box no smaller than `size` m, so that the first metres learned are not magnified without end. */
function atLeast(box: {minX: number; maxX: number; minY: number; maxY: number}, size: number): typeof box {
  const dx = Math.max(0, size - (box.maxX - box.minX)) / 2;
  const dy = Math.max(0, size - (box.maxY - box.minY)) / 2;
  return {minX: box.minX - dx, maxX: box.maxX + dx, minY: box.minY - dy, maxY: box.maxY + dy};
}
