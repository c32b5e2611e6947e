import type {Samples} from "../archive/samples.js";
import {type ChannelType, channelOf} from "../channels/catalogue.js";
import {channelNames, type ExportLap} from "./exportLaps.js";

/** Of a writer's work the part that finds out what there is to write. */
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
 * The channels of the laps; those without a single value are left out. Looks at every value, lap after lap, and tells how far it is.
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
    // float32 where no value loses a bit in it; times stay doubles, the same in every export
    const floats = isWide ? "float64" : "float32";
    // a game's brake bias may stand between the whole numbers of another's
    const isStored = (discrete && isWhole) || name === "sessionTime";
    return [{name, unit, type: isStored ? type : floats, discrete}];
  });
}

/** A channel's values of one lap; NaN in a lap without it. */
export function valuesOf(samples: Samples, {name}: ExportColumn): Float64Array {
  return samples.has(name) ? samples.values(name) : new Float64Array(samples.rows).fill(Number.NaN);
}
