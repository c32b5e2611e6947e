import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {TraceChannel} from "../laps/traceChannels.js";
import {expandedIds, wheelSetId} from "../laps/wheelSets.js";
import {copyCell} from "../ui/copyCell.js";
import {withUnit} from "../ui/format.js";
import {SERIES} from "../ui/palette.js";
import type {PanelKind} from "./engineer/panelSpec.js";
import {GRIP_LANES, type Lane, PACE_LANES} from "./stripLanes.js";

/** What a panel shows: a running session, or a replayed one, and its car. */
export interface LivePlace {
  source: LiveSource;
  car: () => number;
  replay: boolean;
}

/** Blocks of JavaScript for a notebook that draw a panel's data: the first names the rows, the second draws them. */
type LiveCell = (place: LivePlace) => string[];

/** Offers a panel as cells of a notebook. They follow whatever session is newest then; those of a replay replay it again. */
export function copyLive(place: LivePlace, cell: LiveCell): HTMLElement[] {
  return copyCell(() => cell(place));
}

const NOTHING = "html`<p>Nothing is running.</p>`";
const TIME = 'x: {label: "session time (s)"}';

function telemetry(
  place: LivePlace,
  {name, channels, seconds, more = ""}: {name: string; channels: readonly string[]; seconds: number; more?: string},
): string {
  const {source, car} = place;
  const isOther = car() !== (source.session?.playerCar ?? source.cars[0] ?? 0);
  const cars = isOther && !more.includes("cars:") ? `cars: [${car()}], ` : "";
  return `const ${name} = live("telemetry", {${replayed(place)}${cars}channels: ${JSON.stringify(channels)}, seconds: ${seconds}${more}});`;
}

function replayed({source, replay}: LivePlace): string {
  return replay && source.session ? `session: ${JSON.stringify(source.session.id)}, replay: 1, ` : "";
}

function events(place: LivePlace, name: string, topic: string): string {
  const options = replayed(place).replace(/, $/, "");
  return `const ${name} = live("${topic}"${options && `, {${options}}`});`;
}

/** A lane as a cell draws it: without a domain it fits what it shows. */
type CopiedLane = Pick<Lane, "unit" | "height" | "lines"> & Partial<Pick<Lane, "domain">>;

/** Lanes of channels over time, as a strip draws them; channels that only this page computes are left out. */
export function lanesCell(name: string, lanes: readonly CopiedLane[], seconds: number): LiveCell {
  return (place) => {
    const plots = lanes.map(({unit, height, domain, lines}) => {
      const label = `${lines.map((line) => line.label).join(", ")}${unit ? ` (${unit})` : ""}`;
      const limits = domain?.map((value) => Number((value * lines[0].factor).toPrecision(4)));
      const marks = lines.map(
        ({channel, color, factor}) =>
          `Plot.lineY(${name}, {x: "sessionTime", y: ${scaled(channel, factor)}, stroke: color("${color}")})`,
      );
      return `  Plot.plot({width, height: ${Math.max(96, height + 40)}, ${TIME}, y: {label: ${JSON.stringify(label)}, ${limits ? `domain: ${JSON.stringify(limits)}, ` : ""}grid: true},
    marks: [${marks.join(",\n      ")}]})`;
    });
    const channels = lanes.flatMap(({lines}) => lines.map(({channel}) => channel));
    return [telemetry(place, {name, channels, seconds}), `html\`<div>\${[\n${plots.join(",\n")}\n]}</div>\``];
  };
}

const scaled = (channel: string, factor: number) =>
  factor === 1 ? JSON.stringify(channel) : `(d) => ${factor} * d.${channel}`;

/** The cells of the panels that all layouts share. */
export const LIVE_CELLS = {
  pace: lanesCell("paceRows", PACE_LANES, 30),
  grip: lanesCell("gripRows", GRIP_LANES, 30),
  distance: (place) => [
    telemetry(place, {
      ...{name: "lapRows", channels: ["lapDistance", "lapNumber", "speedKmh"], seconds: 240, more: ", hz: 2"},
    }),
    `Plot.plot({width, height: 220, x: {label: "distance (m)"}, y: {label: "speed (km/h)", grid: true}, color: {legend: true, type: "categorical", range: colors, label: "lap", tickFormat: "d"},
  marks: [Plot.line(lapRows.filter((d) => d.lapDistance >= 0), {x: "lapDistance", y: "speedKmh", z: "lapNumber", stroke: "lapNumber"})]})`,
  ],
  map: (place) => [
    `${telemetry(place, {name: "road", channels: ["worldX", "worldZ"], seconds: 120, more: ", hz: 2"})}
${telemetry(place, {
  ...{name: "cars", channels: ["worldX", "worldZ"], seconds: 0.5},
  more: `, cars: ${JSON.stringify(place.source.cars)}`,
})}`,
    `cars.length ? Plot.plot({width: Math.min(width, 480), aspectRatio: 1, x: {axis: null}, y: {axis: null, reverse: true}, marks: [
  Plot.line(road, {x: "worldX", y: "worldZ", stroke: color("reference"), strokeWidth: 3}),
  Plot.dot(cars, Plot.selectLast({x: "worldX", y: "worldZ", z: "car", r: 6, fill: (d) => colors[d.car % 8]})),
  Plot.text(cars, Plot.selectLast({x: "worldX", y: "worldZ", z: "car", text: "car", dx: 12}))
]}) : ${NOTHING}`,
  ],
  gauges: (place) => [
    telemetry(place, {
      ...{name: "gaugeRows", seconds: 1},
      channels: ["speedKmh", "gear", "rpm", "throttle", "brake", "steering", "gLateral", "gLongitudinal"],
    }),
    `gaugeRows.length ? html\`<div>\${[
  table(gaugeRows.slice(-1), {columns: ["speedKmh", "gear", "rpm", "throttle", "brake", "steering"]}),
  Plot.plot({width: 260, height: 260, x: {domain: [-5, 5], label: "lateral g", grid: true}, y: {domain: [-5, 5], label: "longitudinal g", grid: true}, marks: [
    Plot.line(gaugeRows, {x: "gLateral", y: "gLongitudinal", stroke: color("reference")}),
    Plot.dot(gaugeRows.slice(-1), {x: "gLateral", y: "gLongitudinal", r: 5, fill: color("foreground")})
  ]})
]}</div>\` : ${NOTHING}`,
  ],
  timing: (place) => [
    events(place, "timingLaps", "lap-events"),
    `table(d3.sort(d3.rollups(timingLaps, (rows) => ({laps: rows.length, last: rows.at(-1).lapTimeMs, best: d3.min(rows, (d) => d.lapTimeMs > 0 && d.valid ? d.lapTimeMs : undefined)}), (d) => d.car)
  .map(([car, row]) => ({car, ...row})), (d) => d.best), {format: {last: lapTime, best: lapTime}})`,
  ],
  order: (place) => [
    events(place, "orderLaps", "lap-events"),
    `Plot.plot({width, x: {label: "lap", interval: 1, tickFormat: "d"}, y: {label: "position", reverse: true, interval: 1, tickFormat: "d"},
  marks: [Plot.line(d3.groups(orderLaps, (d) => d.lap).flatMap(([lap, rows]) => d3.sort(rows, (d) => d.sessionTime).map((d, i) => ({lap, car: d.car, position: i + 1}))), {x: "lap", y: "position", z: "car", stroke: (d) => colors[d.car % 8], tip: true})]})`,
  ],
  laps: (place) => [
    events(place, "carLaps", "lap-events"),
    `table(carLaps.filter((d) => d.car === ${place.car()}).reverse(), {columns: ["lap", "lapTimeMs", "sector1Ms", "sector2Ms", "sector3Ms", "valid"], format: {lapTimeMs: lapTime}})`,
  ],
  sectors: (place) => [
    events(place, "sectorTimes", "sector-times"),
    `table(sectorTimes.filter((d) => d.car === ${place.car()}).slice(-12).reverse(), {columns: ["lap", "sector", "timeMs", "best"], format: {timeMs: lapTime}})`,
  ],
  events: (place) => [
    events(place, "sessionEvents", "session-events"),
    'table(sessionEvents.slice(-20).reverse(), {columns: ["sessionTime", "text"]})',
  ],
  alerts: (place) => [
    events(place, "alertRows", "strategy-alerts"),
    'table(alertRows.slice(-20).reverse(), {columns: ["sessionTime", "car", "severity", "text"]})',
  ],
  outlook: (place) => [
    events(place, "predicted", "predictions"),
    `table(predicted.filter((d) => d.car === ${place.car()} && !d.graded).slice(-10).reverse(), {columns: ["kind", "value", "low", "high", "probability"]})`,
  ],
  window: (place) => [
    events(place, "windowRows", "telemetry-windows"),
    `table(Object.entries(windowRows.filter((d) => d.car === ${place.car()}).at(-1)?.channels ?? {}).map(([channel, {mean, min, max}]) => ({channel, mean, min, max})))`,
  ],
} satisfies Record<string, LiveCell>;

/** Lanes of channels that a user has chosen; null where only this page computes all of them. */
export function channelsCell(
  name: string,
  channels: readonly TraceChannel[],
  {computed, seconds}: {computed: readonly TraceChannel[]; seconds: number},
): LiveCell | null {
  const known = channels.filter(({id}) => /^\w+$/.test(id) && !computed.some((one) => one.id === id));
  const lanes = known.map(({id, label, unit, digits, factor}, i): CopiedLane => {
    return {unit, height: 72, lines: [{channel: id, label, color: SERIES[i % SERIES.length], digits, factor}]};
  });
  return lanes.length ? lanesCell(name, lanes, seconds) : null;
}

/** The cell of a panel that an engineer has chosen; null where only this page computes its channels. */
export function panelCell(
  kind: PanelKind,
  channels: readonly TraceChannel[],
  of: {computed: readonly TraceChannel[]; seconds: number},
): LiveCell | null {
  const [first, second] = channels;
  const name = `${channels
    .slice(0, 3)
    .map(({id}) => id)
    .join("_")}_${kind}`;
  if (kind === "strip") return channelsCell(name, channels, of);
  if (channels.some(({id}) => !/^\w+$/.test(id) || of.computed.some((one) => one.id === id))) return null;
  const ids = kind === "wheels" ? expandedIds(wheelSetId(first.id)) : channels.map(({id}) => id);
  const label = ({label: text, unit}: TraceChannel) => JSON.stringify(withUnit(text, unit));
  const newest = `table(${name}.slice(-1))`;
  const bar = () => {
    const domain = first.range ? `, domain: ${JSON.stringify(first.range)}` : "";
    return `Plot.plot({width: 320, marginLeft: 120, x: {label: ${label(first)}${domain}}, marks: [Plot.barX(${name}.slice(-1), {x: ${scaled(first.id, first.factor)}, y: () => ${JSON.stringify(first.label)}, fill: colors[0]})]})`;
  };
  const draw: Record<Exclude<PanelKind, "strip">, () => string> = {
    ...{number: () => newest, wheels: () => newest, table: () => newest, bar, gauge: bar},
    histogram: () =>
      `Plot.plot({width: 320, height: 220, x: {label: ${label(first)}}, marks: [Plot.rectY(${name}, Plot.binX({y: "count"}, {x: ${scaled(first.id, first.factor)}, fill: colors[0]}))]})`,
    xy: () =>
      `Plot.plot({width: 320, height: 260, x: {label: ${label(first)}}, y: {label: ${label(second)}, grid: true}, marks: [Plot.dot(${name}, {x: ${scaled(first.id, first.factor)}, y: ${scaled(second.id, second.factor)}, r: 2})]})`,
  };
  return (place) => [telemetry(place, {name, channels: ids, seconds: of.seconds}), draw[kind]()];
}
