import {LapGrids} from "../../core/laps/lapGrids.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {delta as deltaText, fixed, lapTime} from "../ui/format.js";
import {AXIS, DISTANCE_LANES, laneTops} from "./distanceLanes.js";
import {drawDistance} from "./drawDistance.js";
import {createLayers} from "./layers.js";
import type {CanvasPanel, PanelOptions, TextPanel} from "./panel.js";
import type {ReferenceLap} from "./referenceLap.js";
import {type ReferenceOptions, referencePicker} from "./referencePicker.js";
import {setText} from "./textCell.js";

export interface DistancePanel extends CanvasPanel, TextPanel {
  /** running laps and their references over distance */
  readonly grids: LapGrids;
  /** the lap that a car's running one is compared with */
  reference(car: number): ReferenceLap | undefined;
}

/** The running lap over distance: its time against a reference lap, speed and pedals beside it. Drawn ten times a second. */
export function distancePanel(
  source: LiveSource,
  {car, theme, ...options}: PanelOptions & Omit<ReferenceOptions, "grids" | "changed">,
): DistancePanel {
  // the gear is for the corners
  const grids = new LapGrids(source, options.book, [...DISTANCE_LANES.map(({channel}) => channel), "gear"]);
  const height = laneTops().at(-1)! + AXIS;
  const layers = createLayers(1, {heightFor: () => height, resized: draw});
  layers.element.setAttribute("role", "img");
  layers.element.setAttribute("aria-label", "running lap over distance");
  const choice = referencePicker(source, {...options, grids, changed: draw});
  const value = make("b", "pw-distance-delta");
  const note = make("span", "lb-muted");
  const head = make("div", "pw-distance-head", choice.menu, value, note);
  const element = make("div", "pw-distance", head, choice.table, layers.element);

  function draw(): void {
    const {width, pens} = layers;
    if (!width) return;
    const pen = pens[0];
    const n = car();
    const running = grids.runningOf(n);
    const reference = choice.reference(n);
    const {lengthM = 0, sectorStartsM} = source.session?.track ?? {};
    pen.clearRect(0, 0, width, height);
    pen.font = "11px system-ui, sans-serif";
    if (!running || !(lengthM > 0)) return;
    const last = drawDistance(pen, {
      ...{running, reference: reference?.grid, because: choice.absence(), lengthM, width, theme: theme()},
      sectorStartsM: sectorStartsM ?? [],
    });
    const difference = Number.isNaN(last) ? "" : `${deltaText(last)} s`;
    setText(value, difference);
    value.className = `pw-distance-delta ${last > 0 ? "lb-lost" : last < 0 ? "lb-gained" : ""}`;
    setText(
      note,
      reference ? `${reference.name}, ${lapTime(reference.lapTimeMs)}${reference.note && `; ${reference.note}`}` : "",
    );
    const label = reference
      ? `running lap against ${reference.name}: ${difference || "no difference yet"} at ${fixed(running.reachedM)} metres`
      : "running lap over distance, without a reference yet";
    if (layers.element.getAttribute("aria-label") !== label) layers.element.setAttribute("aria-label", label);
  }

  return {
    element,
    grids,
    reference: choice.reference,
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
