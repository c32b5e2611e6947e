import {median} from "../signal/robust.js";

/** Differences of every lap of a driver with every reference lap: value i × references + j is lap i minus reference lap j. */
export interface Pairings {
  laps: number;
  references: number;
  values: Float64Array;
}

/** All pairings of a quantity that each lap has by itself: own[i] − reference[j]. */
export function pairingsOf(own: ArrayLike<number>, reference: ArrayLike<number>): Pairings {
  const values = new Float64Array(own.length * reference.length);
  for (let i = 0, k = 0; i < own.length; i++)
    for (let j = 0; j < reference.length; j++) values[k++] = own[i] - reference[j];
  return {laps: own.length, references: reference.length, values};
}

/** The part of each lap, and of each reference lap, in the differences. */
export interface Effects {
  own: Float64Array;
  reference: Float64Array;
}

/**
 * Median difference of each lap with the reference laps, and of each reference lap with the driver's laps. Pairings that share a lap are not
 * independent; these are, and their spread is that of the median of all pairings (Hoeffding's projection of a two-sample U-statistic).
 */
export function effectsOf({laps, references, values}: Pairings): Effects {
  return {
    own: Float64Array.from({length: laps}, (_, i) => median(values.subarray(i * references, (i + 1) * references))),
    reference: Float64Array.from({length: references}, (_, j) =>
      median(Float64Array.from({length: laps}, (__, i) => values[i * references + j])),
    ),
  };
}
