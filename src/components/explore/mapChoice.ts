import {html} from "npm:htl";
import type {TraceLap} from "../laps/traceLap.js";
import {circuitMap} from "../map/circuitMap.js";
import {MAP_CHANNELS, mapColoring} from "../map/mapColor.js";
import {make} from "../ui/canvas.js";
import type {Cursor, View} from "../ui/cursor.js";

/** How the map of a page's laps is drawn. */
interface MapKind {
  key: string;
  label: string;
  channel: string | null;
  coloredLap?: TraceLap;
}

export interface MapChoiceOptions {
  cursor: Cursor;
  /** the chosen stretch on the cursor's axis */
  range: () => View | null;
  /** of the address: `map=lines`, `map=speedKmh`, or the key of the lap whose time lost is shown */
  chosen?: string;
  onChoose?: (key: string | null) => void;
  height?: number;
}

/** The map of laps with a menu of its colouring: where another lap than the first gains and loses time, each lap's own line, or a channel of the first. */
export function mapChoice(
  laps: readonly TraceLap[],
  {cursor, range, chosen, onChoose = () => {}, height = 420}: MapChoiceOptions,
): HTMLElement {
  const kinds = mapKinds(laps);
  const place = make("div");
  const first = Math.max(
    0,
    kinds.findIndex(({key}) => key === chosen),
  );
  const menu = html<HTMLSelectElement>`<select>${kinds.map(
    ({key, label}, i) => html`<option value=${key} selected=${i === first}>${label}</option>`,
  )}</select>`;
  const draw = () => {
    const {channel, coloredLap} = kinds[menu.selectedIndex] ?? kinds[0];
    place.replaceChildren(circuitMap(laps, {cursor, channel, coloredLap, range, height}));
  };
  const changed = () => {
    draw();
    // the first is what a page shows without being asked
    onChoose(menu.selectedIndex > 0 ? menu.value : null);
  };
  menu.addEventListener("change", changed);
  draw();
  const hasMap = place.querySelector(".lb-map-none") === null;
  return hasMap && kinds.length > 1
    ? html`<div class="lb-map-choice"><label class="lb-bar-label">map ${menu}</label>${place}</div>`
    : make("div", "lb-map-choice", place);
}

function mapKinds(laps: readonly TraceLap[]): MapKind[] {
  const [reference, ...others] = laps;
  const lost = others
    .filter((lap) => mapColoring(lap, "deltaRate"))
    .map((lap): MapKind => ({key: lap.key, label: `time lost, ${lap.label}`, channel: "deltaRate", coloredLap: lap}));
  const lines: MapKind = {
    key: "lines",
    label: laps.length > 1 ? "lines of the laps" : "line of the lap",
    channel: null,
  };
  const channels = reference ? MAP_CHANNELS.filter(({name}) => mapColoring(reference, name)) : [];
  const of = laps.length > 1 ? `, ${reference.label}` : "";
  return [...lost, lines, ...channels.map(({name, label}) => ({key: name, label: `${label}${of}`, channel: name}))];
}
