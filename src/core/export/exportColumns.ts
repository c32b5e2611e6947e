import {type ChannelType, channelOf} from "../channels.js";
import {channelNames, type ExportInput, joined} from "./exportLaps.js";

/** A channel over all exported laps. */
export interface ExportColumn {
  name: string;
  unit: string;
  /** narrowest type that holds every value exactly */
  type: ChannelType;
  discrete: boolean;
  /** in the unit, a row each; NaN where not known */
  values: Float64Array;
}

/** The channels of the laps, one row a sample, lap after lap; those without a single value are left out. */
export function exportColumns({laps}: ExportInput): ExportColumn[] {
  return channelNames(laps).flatMap((name): ExportColumn[] => {
    const values = joined(laps, name);
    if (!values.some((v) => Number.isFinite(v))) return [];
    const {unit, type, kind} = channelOf(name);
    const discrete = kind === "discrete";
    return [{name, unit, type: discrete || name === "sessionTime" ? type : floatType(values), discrete, values}];
  });
}

/** float32 where no value loses a bit in it; times stay doubles, the same in every export. */
function floatType(values: Float64Array): "float32" | "float64" {
  for (const v of values) if (Math.fround(v) !== v && !Number.isNaN(v)) return "float64";
  return "float32";
}
