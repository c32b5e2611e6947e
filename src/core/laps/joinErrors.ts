import {quantile} from "../signal/quantile.js";
import {gridAt} from "./gridAt.js";
import type {GridLap} from "./gridLap.js";

/** What decides how well two laps can be joined at a place. */
export type JoinedLap = Pick<
  GridLap,
  "time" | "timeError" | "stepM" | "lengthM" | "offset" | "sampleS" | "alignment" | "measured"
>;

/**
 * Between two samples a straight line of time over position is off by at most an eighth of their spacing, as long as the speed changes by
 * less than itself between them. A join is searched for among all places: it is found where this error is most favourable.
 */
const OF_SPACING = 1 / 8;
/** Paths on other sides of the road are at the same place within this share of the distance between them. */
const OF_OFFSET = 0.02;
/** Driven lengths of laps differ by up to this share: a place by distance driven is known as badly, to the nearer end of the lap. */
const OF_DISTANCE = 0.005;
/** Of laps that don't show it, how far samples and official times disagree is taken from the others': nine in ten are better. */
const USUAL = 0.9;

/**
 * Bound of the time of a lap that goes over from one of these laps to another at a place, s: (i, j, metres) of the laps' indices. The
 * times at the place, the spacing of both laps' samples, the distance between their paths, and by how much samples and official times
 * of these laps disagree at the start line, which is the same join where the truth is known.
 */
export function joinErrors(laps: readonly JoinedLap[]): (i: number, j: number, metres: number) => number {
  const checks = laps.map(({measured, time}) => Math.abs(measured.lapTimeS - (time[time.length - 1] - time[0])));
  const known = Float64Array.from(checks.filter(Number.isFinite)).sort();
  const usual = known.length ? quantile(known, USUAL) : 0;
  const checkOf = (i: number) => (Number.isFinite(checks[i]) ? checks[i] : usual);
  return (i, j, metres) => {
    const [a, b] = [laps[i], laps[j]];
    const times = gridAt(a, a.timeError, metres) + gridAt(b, b.timeError, metres);
    const apart = Math.abs(gridAt(a, a.offset, metres) - gridAt(b, b.offset, metres)) || 0;
    const isDriven = a.alignment === "distance" || b.alignment === "distance";
    const placeM = OF_OFFSET * apart + (isDriven ? OF_DISTANCE * Math.min(metres, a.lengthM - metres) : 0);
    return (
      Math.max(times, checkOf(i), checkOf(j)) +
      OF_SPACING * (a.sampleS + b.sampleS) +
      placeM * Math.max(paceAt(a, metres), paceAt(b, metres))
    );
  };
}

/** s/m around a place. */
function paceAt({time, stepM, lengthM}: JoinedLap, metres: number): number {
  const [from, to] = [Math.max(0, metres - stepM), Math.min(lengthM, metres + stepM)];
  return (gridAt({stepM}, time, to) - gridAt({stepM}, time, from)) / (to - from);
}
