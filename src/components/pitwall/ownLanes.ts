import {extent, tickStep, ticks} from "npm:d3";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {TraceChannel} from "../laps/traceChannels.js";
import {SERIES} from "../ui/palette.js";
import type {Lane} from "./stripLanes.js";

const HEIGHT = 72;
const STATE_HEIGHT = 28;
const TICKS = 3;
/** of its lane that a line fills at least; a lane of noise alone is not zoomed in further */
const LEAST_FILLED = 0.25;

/** A lane for one channel, in its unit. */
export function ownLane(channel: TraceChannel, index: number, missing?: (car: number) => string | undefined): Lane {
  const {id, label, unit, factor, digits, kind} = channel;
  return {
    ...{
      unit,
      height: kind === "state" ? STATE_HEIGHT : HEIGHT,
      domain: kind === "state" ? [-0.1, 1.1] : [0, 1],
      ticks: [0, 1],
    },
    lines: [{channel: id, label, color: SERIES[index % SERIES.length], digits: kind === "state" ? 0 : digits, factor}],
    ...(missing && {missing}),
  };
}

/** Fits a lane to what it shows; true where its scale has changed. It becomes smaller only where its line fills little of it. */
export function fitLane(lane: Lane, source: LiveSource, car: number, seconds: number): boolean {
  const [{channel, factor}] = lane.lines;
  const [low, high] = extent(source.window(car, channel, seconds).values);
  if (low === undefined || high === undefined) return false;
  const [least, greatest] = lane.domain;
  const isInside = low >= least && high <= greatest;
  if (isInside && high - low >= LEAST_FILLED * (greatest - least)) return false;
  const spread = high > low ? high - low : Math.max(Math.abs(high), 1) * 0.1;
  const middle = (low + high) / 2;
  const [from, to] = [middle - 0.6 * spread, middle + 0.6 * spread].map((value) => value * factor);
  const next = ticks(from, to, TICKS).map((tick) => tick / factor);
  const domain: [number, number] = [from / factor, to / factor];
  if (isInside && domain[1] - domain[0] >= 0.5 * (greatest - least)) return false;
  lane.domain = domain;
  lane.ticks = next;
  lane.tickDigits = Math.max(0, -Math.floor(Math.log10(tickStep(from, to, TICKS)) + 1e-9));
  return true;
}
