import {afterStartLine, type Samples} from "../../core/archive/samples.js";
import type {LapRow, SessionFile} from "../../core/archive/types.js";
import {type LapAxes, lapAxes} from "../../core/laps/lapAxes.js";
import {sectorStarts} from "../../core/laps/sectorStarts.js";
import {nearestIndex} from "../../core/signal/search.js";
import type {Axis} from "../ui/cursor.js";
import type {ColorName} from "../ui/palette.js";

/** A lap as charts and maps draw it. */
export interface TraceLap {
  /** `session:car:lap` */
  key: string;
  /** "Alice · lap 4" */
  label: string;
  color: ColorName;
  dash: string;
  samples: Samples;
  axes: LapAxes;
  /** channels computed on the page, a value per sample: "delta", "deltaRate" */
  derived: Record<string, Float64Array>;
  /** bounds of the errors of channels, a value per sample: drawn as bands */
  errors?: Record<string, Float64Array>;
  lap: LapRow;
  session: SessionFile;
}

export type LapLook = Pick<TraceLap, "key" | "label" | "color" | "dash">;

/** A lap with its axes, from the start line on; `look` is its label and colour on this page. */
export function traceLap(session: SessionFile, lap: LapRow, recorded: Samples, look: LapLook): TraceLap {
  const samples = afterStartLine(recorded);
  const column = (name: string) => (samples.has(name) ? samples.values(name) : undefined);
  const axes = lapAxes({
    sessionTime: samples.values("sessionTime"),
    currentLapTimeMs: column("currentLapTimeMs"),
    lapDistance: column("lapDistance"),
  });
  return {...look, samples, axes, derived: {}, lap, session};
}

/** Values of a channel, or undefined when this lap has none (no column, or NaN throughout). */
export function channelValues(lap: TraceLap, channel: string): Float64Array | undefined {
  const own = Object.hasOwn(lap.derived, channel) ? lap.derived[channel] : undefined; // an address may ask for "toString"
  const values = own ?? (lap.samples.has(channel) ? lap.samples.values(channel) : undefined);
  if (!values) return undefined;
  return values.some((v) => !Number.isNaN(v)) ? values : undefined;
}

/** The sample of the lap at a position of the axis; −1 when the lap does not reach there (by more than `slack`). */
export function sampleAt(lap: TraceLap, axis: Axis, x: number, slack = axis === "distance" ? 25 : 0.5): number {
  const values = lap.axes[axis];
  const index = nearestIndex(values, x);
  return index >= 0 && Math.abs(values[index] - x) <= slack ? index : -1;
}

/** First and last position of all laps on the axis; [0, 1] for no samples. */
export function extentOf(laps: readonly TraceLap[], axis: Axis): [number, number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (const lap of laps) {
    const values = lap.axes[axis];
    if (!values.length) continue;
    least = Math.min(least, values[0]);
    greatest = Math.max(greatest, values[values.length - 1]);
  }
  return least < greatest ? [least, greatest] : [0, 1];
}

/** Where sectors 2 and 3 begin in this lap: on the time axis from official times, on the distance axis from the track, else from the game's sector number. */
export function lapSectors(lap: TraceLap, axis: Axis): [number | null, number | null] {
  const sector = channelValues(lap, "sector");
  const seen = sector ? sectorStarts(lap.axes[axis], sector) : ([null, null] as [null, null]);
  if (axis === "time") {
    const {sector1Ms, sector2Ms} = lap.lap;
    if (sector1Ms) seen[0] = sector1Ms / 1000;
    if (sector1Ms && sector2Ms) seen[1] = (sector1Ms + sector2Ms) / 1000;
    return seen;
  }
  const known = lap.session.track.sectorStartsM;
  return [known?.[0] ?? seen[0], known?.[1] ?? seen[1]];
}
