import {median} from "../signal/robust.js";
import type {AnalysedLap} from "./analysedLap.js";

/** Laps' grip at the slowest points of corners, against the median of all of them. */
export interface ApexGrip {
  /** of each lap: ln of the lateral acceleration against the usual one, median over corners; NaN of too few corners */
  laps: Float64Array;
  corners: number;
  /** what the laps cannot distinguish from no difference: whole km/h in so many corners */
  floor: number;
}

/** A share of corners' speeds says something about grip from so many corners on. */
const LEAST_CORNERS = 4;
const KMH = 1 / 3.6;

/**
 * Lateral acceleration at the slowest points of the corners for which laps brake: on the same line it is proportional to the square of
 * the speed. In corners that are not driven at the limit of grip it says nothing of grip; those without braking are left out.
 */
export function apexGripOf(laps: readonly AnalysedLap[]): ApexGrip {
  const [first] = laps;
  const speeds = (first?.measures ?? []).flatMap(({number, fromM}) => {
    const here = laps.map(({measures}) => measures.find((one) => one.number === number && one.fromM === fromM));
    if (here.filter((one) => one?.brake).length < laps.length / 2) return [];
    const values = here.map((one) => (one?.speed ? one.speed.minimumKmh * KMH : Number.NaN));
    return values.every((value) => value > 0) ? [values] : [];
  });
  const logs = speeds.map((values) => {
    const usual = median(values);
    return values.map((value) => 2 * Math.log(value / usual));
  });
  const known = logs.length >= LEAST_CORNERS;
  return {
    laps: Float64Array.from(laps, (_, i) => (known ? median(logs.map((values) => values[i])) : Number.NaN)),
    corners: logs.length,
    floor: known ? median(speeds.map((values) => (2 * KMH) / median(values))) / Math.sqrt(logs.length) : Number.NaN,
  };
}
