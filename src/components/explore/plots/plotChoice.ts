import type {ChannelEntry} from "../../laps/channelList.js";
import type {TraceChannel} from "../../laps/traceChannels.js";
import {type PlotScope, SCOPES} from "./plotScope.js";

/** What the plots show, as an address keeps it: `xy=gLateral,gLongitudinal`, with a colour as third; `hist=speedKmh`; `over=lap`. */
export interface PlotChoice {
  x: string;
  y: string;
  /** see MAP_CHANNELS; "" for the laps' own colours */
  color: string;
  /** a channel, or a set of wheels */
  histogram: string;
  scope: PlotScope;
}

export type PlotParams = Partial<Record<"xy" | "hist" | "over", string | null>>;

/** Pairs that drivers and engineers look at, the first that the laps have is shown at first. */
export const PAIRS: readonly {label: string; x: string; y: string; color: string}[] = [
  {label: "g-g", x: "gLateral", y: "gLongitudinal", color: ""},
  {label: "throttle over speed", x: "speedKmh", y: "throttle", color: ""},
  {label: "brake over speed", x: "speedKmh", y: "brake", color: ""},
  {label: "engine speed over speed, by gear", x: "speedKmh", y: "rpm", color: "gear"},
  {label: "lateral g over speed", x: "speedKmh", y: "gLateral", color: ""},
  {label: "steering over lateral g", x: "gLateral", y: "steering", color: "speedKmh"},
  {label: "brake over throttle", x: "throttle", y: "brake", color: ""},
];

/** Pairs of which the laps have both channels. */
export function knownPairs(channels: ReadonlyMap<string, TraceChannel>): typeof PAIRS {
  return PAIRS.filter(({x, y}) => channels.has(x) && channels.has(y));
}

/** The choice of an address; what the laps do not have is replaced by what they have. Null without two channels. */
export function choiceFrom(params: PlotParams, entries: readonly ChannelEntry[]): PlotChoice | null {
  const channels = channelsById(entries);
  const [pair] = knownPairs(channels);
  const [first, second] = [...channels.keys()];
  if (!first) return null;
  const [x, y, color = ""] = params.xy?.split(",") ?? [];
  const isKnown = channels.has(x) && channels.has(y);
  const base = pair ?? {x: first, y: second ?? first, color: ""};
  const ids = entries.map(({id}) => id);
  const histogram = [params.hist, "speedKmh", first].find((id) => id && (ids.includes(id) || channels.has(id)))!;
  const scope = SCOPES.find(({key}) => key === params.over)?.key ?? "range";
  return {...(isKnown ? {x, y, color} : {x: base.x, y: base.y, color: base.color}), histogram, scope};
}

/** The parameters of a choice; null for what is shown without being asked for. */
export function paramsOf(choice: PlotChoice, entries: readonly ChannelEntry[]): PlotParams {
  const usual = choiceFrom({}, entries);
  const xy = ({x, y, color}: PlotChoice) => [x, y, ...(color ? [color] : [])].join(",");
  return {
    xy: usual && xy(choice) === xy(usual) ? null : xy(choice),
    hist: choice.histogram === usual?.histogram ? null : choice.histogram,
    over: choice.scope === "range" ? null : choice.scope,
  };
}

/** All channels of the entries, those of wheels one by one. */
export function channelsById(entries: readonly ChannelEntry[]): Map<string, TraceChannel> {
  return new Map(entries.flatMap(({channels}) => channels.map((channel) => [channel.id, channel] as const)));
}
