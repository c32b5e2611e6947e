import {CHANNELS, type Channel} from "../../core/channels/catalogue.js";
import {fixed} from "../ui/format.js";
import {COMPUTED_GROUP, channelGroup, FILE_GROUP} from "./channelGroups.js";
import {channelValues, type TraceLap} from "./traceLap.js";
import {wheelOf} from "./wheelSets.js";

/** A channel as charts, legends and lists show it. */
export interface TraceChannel {
  /** kept in addresses and layouts: a name of the catalogue, of a channel computed here, or of a column of the file */
  id: string;
  label: string;
  /** of the values as they are written; "" for counts and shares without one */
  unit: string;
  /** heading of the list of channels */
  group: string;
  /** meaning of the sign, or of the value */
  note: string;
  /** written value = value × factor: ratios are written in percent */
  factor: number;
  digits: number;
  /** "step": discrete, drawn level between changes; "state": on or off, drawn as a band */
  kind: "line" | "step" | "state";
  /** positive values are written with + */
  signed?: boolean;
  /** the scale that its charts keep, in written values */
  range?: [number, number];
  /** one of four wheels */
  wheel?: {code: string; label: string};
  /** a value per sample of the lap; undefined where the lap has none */
  values(lap: TraceLap): Float64Array | undefined;
}

const DIGITS: Record<string, number> = {
  ...{
    g: 2,
    psi: 1,
    bar: 2,
    "m/s": 1,
    kg: 2,
    l: 2,
    rad: 3,
    "rad/s": 2,
    m: 1,
    mm: 1,
    s: 3,
    V: 1,
    laps: 1,
    "kg/m³": 3,
    "°": 5,
  },
  ...{MJ: 3, kW: 0},
};
const NOTES: Record<string, string> = {steering: "+ right", gLateral: "+ right", gLongitudinal: "− braking"};
/** Units too small for what is measured in them, as they are written. */
const WRITTEN: Record<string, {unit: string; factor: number}> = {
  J: {unit: "MJ", factor: 1e-6},
  W: {unit: "kW", factor: 1e-3},
};
/** Discrete channels of two values whose range the catalogue leaves open. */
const STATES = new Set(["pitLimiter", "drsAllowed", "overtakeActive"]);

/** What a channel computed for these laps must say; the rest follows from its unit. */
export type ComputedChannel = Pick<TraceChannel, "id" | "label" | "unit" | "values"> & Partial<TraceChannel>;

/** A channel that is computed on the page. */
export function computedChannel(given: ComputedChannel): TraceChannel {
  return {...{group: COMPUTED_GROUP, note: "", factor: 1, digits: DIGITS[given.unit] ?? 2, kind: "line"}, ...given};
}

const derived = (id: string, label: string, unit: string, more: Partial<TraceChannel>): TraceChannel =>
  computedChannel({
    id,
    label,
    unit,
    signed: true,
    group: channelGroup(id),
    values: (lap) => channelValues(lap, id),
    ...more,
  });

/** Channels that exist only against a reference lap. */
export const AGAINST_REFERENCE: readonly TraceChannel[] = [
  derived("delta", "delta", "s", {note: "− ahead of the reference"}),
  derived("deltaRate", "time lost", "s per 100 m", {digits: 2, note: "− gained"}),
  derived("lineOffset", "line offset", "m", {note: "+ right of the reference"}),
];

const KNOWN = new Map([
  ...AGAINST_REFERENCE.map((channel) => [channel.id, channel] as const),
  ...CHANNELS.map((channel) => [channel.name, catalogued(channel)] as const),
]);

/** A channel by its id, from those computed on the page, the catalogue, else a column of a file. */
export function traceChannel(id: string, computed: readonly TraceChannel[] = []): TraceChannel {
  return computed.find((channel) => channel.id === id) ?? KNOWN.get(id) ?? columnOfFile(id);
}

function catalogued(channel: Channel): TraceChannel {
  const {name, label, unit, kind, range} = channel;
  const isShare = channel.quantity === "ratio" && unit === "";
  const written = isShare ? {unit: "%", factor: 100} : (WRITTEN[unit] ?? {unit, factor: 1});
  const isState = kind === "discrete" && (STATES.has(name) || (range?.[0] === 0 && range[1] === 1));
  const wheel = wheelOf(channel);
  return {
    ...{id: name, label, ...written, group: channelGroup(name), note: NOTES[name] ?? ""},
    digits: DIGITS[written.unit] ?? (written.unit === "" && kind === "continuous" ? 3 : 0),
    kind: isState ? "state" : kind === "discrete" ? "step" : "line",
    ...(isShare && range && {range: [range[0] * written.factor, range[1] * written.factor]}),
    ...(wheel && {wheel}),
    values: (lap) => channelValues(lap, name),
  };
}

function columnOfFile(id: string): TraceChannel {
  return computedChannel({id, label: id, unit: "", group: FILE_GROUP, values: (lap) => channelValues(lap, id)});
}

/** A value without its unit: `312`, `−1.24`; neutral and reverse gear are N and R. */
export function channelText(channel: TraceChannel, value: number, digits = channel.digits): string {
  if (channel.kind === "state") return Number.isNaN(value) ? "—" : value >= 0.5 ? "on" : "off";
  if (channel.id === "gear" && value <= 0) return value < 0 ? "R" : "N";
  return writtenText(channel, value * channel.factor, digits);
}

/** A value that has been multiplied by the channel's factor. */
export function writtenText({signed}: TraceChannel, value: number, digits: number): string {
  const text = fixed(value, digits);
  return signed && value > 0 && Number(text) !== 0 ? `+${text}` : text;
}
