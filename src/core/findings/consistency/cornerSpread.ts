import {cornerValues} from "../../laps/pace/cornerValues.js";
import {type Scatter, scatterOf} from "../../laps/pace/scatter.js";
import type {TrackPiece} from "../../laps/partition.js";
import {median} from "../../signal/robust.js";
import {type AnalysedLap, timeFloor} from "../analysedLap.js";
import {DIFFERENCES} from "../differences.js";
import {type CornerTrend, cornerTrends} from "./cornerTrends.js";

/** Measures whose spread is shown, with their units. */
export const SPREAD_VALUES = {time: "s", "brake point": "m", "minimum speed": "km/h", "exit speed": "km/h"} as const;
export type SpreadMeasure = keyof typeof SPREAD_VALUES;
const NAMES = Object.keys(SPREAD_VALUES) as SpreadMeasure[];

/** How much a measure differs from lap to lap in a corner. */
export interface MeasureSpread {
  /** by lap, in the unit of SPREAD_VALUES; NaN where there was nothing to measure */
  byLap: Float64Array;
  /** of the laps without outliers; undefined: no lap has it, see `because` */
  scatter: Scatter | undefined;
  /** values of laps that are far off the others, such as an early brake in traffic: one would rule the deviation */
  outliers: number[];
  /** standard deviation that the recording alone may cause, in the measure's unit: one frame, whole km/h */
  floor: number;
  /** the deviation exceeds the floor; null for fewer than two laps */
  isResolved: boolean | null;
  /** why laps have none */
  because?: string;
}

/** A corner over some laps of one driver. */
export interface CornerSpread {
  number: number;
  name: string;
  fromM: number;
  toM: number;
  values: Record<SpreadMeasure, MeasureSpread>;
  /** of the time over the stint; null: too few laps */
  trend: CornerTrend | null;
}

const KMH = 3.6;

/**
 * The spread of each corner over laps that are cut alike, and its trend over one stint. The floors are those of findings between two laps,
 * ÷ √2: a spread is of single laps.
 *
 * @param stint the laps of whose times the trend is
 */
export function cornerSpreads(
  laps: readonly AnalysedLap[],
  pieces: readonly TrackPiece[],
  stint: readonly number[] = [],
): CornerSpread[] {
  if (laps.length === 0) return [];
  const spreads = laps[0].measures.map(({number, name, fromM, toM}, k): CornerSpread => {
    const piece = pieces.find((one) => one.fromM === fromM && one.toM === toM) ?? {fromM, toM};
    const values = Object.fromEntries(NAMES.map((measure) => [measure, spreadOf(laps, k, measure, piece)]));
    return {number, name, fromM, toM, values: values as CornerSpread["values"], trend: null};
  });
  const trends = cornerTrends(
    spreads.map(({values}) => values.time.byLap),
    laps.map(({lap}) => (stint.includes(lap) ? lap : Number.NaN)),
  );
  return spreads.map((spread, k) => ({...spread, trend: resolvedTrend(trends[k], spread.values.time.floor)}));
}

/** A trend is claimed where it changes the time over the stint by more than what is resolved between two laps. */
function resolvedTrend(trend: CornerTrend | null, floor: number): CornerTrend | null {
  if (!trend) return null;
  const change = Math.abs(trend.slopeS) * (trend.n - 1);
  return {...trend, isFound: trend.isFound && change > Math.SQRT2 * floor};
}

function spreadOf(
  laps: readonly AnalysedLap[],
  k: number,
  measure: SpreadMeasure,
  piece: Pick<TrackPiece, "fromM" | "toM">,
): MeasureSpread {
  const byLap = Float64Array.from(laps, (lap) => cornerValues(lap.measures[k])[measure] ?? Number.NaN);
  const floors = laps.map((lap, i) => (Number.isFinite(byLap[i]) ? floorOf(lap, k, measure, piece) : Number.NaN));
  const floor = median(floors.filter(Number.isFinite));
  const {scatter, outliers} = withoutOutliers(byLap, floor);
  const part = DIFFERENCES.find((one) => one.measure === measure)?.part;
  const because = part && laps.map((lap) => lap.measures[k].unavailable[part]).find((reason) => reason !== undefined);
  return {
    ...{byLap, scatter, outliers, floor},
    isResolved: scatter && scatter.n > 1 ? scatter.deviation > floor : null,
    ...(because !== undefined && {because}),
  };
}

/** Robust deviations from the median beyond which a value is an outlier: Iglewicz and Hoaglin's modified z-score. */
const FAR = 3.5;
/** Of fewer laps nobody can say which is odd. */
const FEWEST = 5;

function withoutOutliers(byLap: Float64Array, floor: number): Pick<MeasureSpread, "scatter" | "outliers"> {
  const all = scatterOf(byLap);
  if (!all || all.n < FEWEST) return {scatter: all, outliers: []};
  // equal values, as of whole km/h, make no deviation: what the recording causes is none
  const far = FAR * Math.max(all.robust, floor);
  const isFar = (value: number) => Math.abs(value - all.median) > far;
  const outliers = [...byLap].filter(isFar);
  return {scatter: outliers.length ? scatterOf(byLap.map((x) => (isFar(x) ? Number.NaN : x))) : all, outliers};
}

function floorOf(
  lap: AnalysedLap,
  k: number,
  measure: SpreadMeasure,
  piece: Pick<TrackPiece, "fromM" | "toM">,
): number {
  const own = {lap, corner: lap.measures[k]};
  const between =
    measure === "time"
      ? timeFloor(lap, lap, piece)
      : DIFFERENCES.find((one) => one.measure === measure)!.floor(own, own) *
        (SPREAD_VALUES[measure] === "km/h" ? KMH : 1);
  return between / Math.SQRT2;
}
