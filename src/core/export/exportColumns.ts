import type {Samples} from "../archive/samples.js";
import {type ChannelType, channelOf} from "../channels/catalogue.js";
import {channelNames, type ExportLap} from "./exportLaps.js";

/** Share of a writer's work that planColumns takes. */
export const PLANNING = 0.3;

/** A channel over all exported laps. */
export interface ExportColumn {
  name: string;
  unit: string;
  /** narrowest type that holds every value exactly */
  type: ChannelType;
  discrete: boolean;
}

/**
 * The channels of the laps, without those that have no value. Looks at every value, lap by lap; yields the share done, 0–1.
 */
export function* planColumns(laps: readonly ExportLap[]): Generator<number, ExportColumn[]> {
  const found = new Map(channelNames(laps).map((name) => [name, {isKnown: false, isWhole: true, isWide: false}]));
  for (const [n, {samples}] of laps.entries()) {
    for (const [name, column] of found) {
      if (!samples.has(name)) continue;
      const values = samples.values(name);
      for (let i = 0; i < values.length; i++) {
        if (!Number.isFinite(values[i])) continue;
        column.isKnown = true;
        if (!Number.isInteger(values[i])) column.isWhole = false;
        if (Math.fround(values[i]) !== values[i]) column.isWide = true;
      }
    }
    yield (n + 1) / laps.length;
  }
  return [...found].flatMap(([name, {isKnown, isWhole, isWide}]): ExportColumn[] => {
    if (!isKnown) return [];
    const {unit, type, kind} = channelOf(name);
    const discrete = kind === "discrete";
    // float32 where it holds every value exactly; times stay doubles, the same in every export
    const floats = isWide ? "float64" : "float32";
    // some games have a brake bias between the whole numbers of others
    const isStored = (discrete && isWhole) || name === "sessionTime";
    return [{name, unit, type: isStored ? type : floats, discrete}];
  });
}

/** A channel's values of one lap; NaN in a lap without it. */
export function valuesOf(samples: Samples, {name}: ExportColumn): Float64Array {
  return samples.has(name) ? samples.values(name) : new Float64Array(samples.rows).fill(Number.NaN);
}
