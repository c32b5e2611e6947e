import type {Track} from "./track.js";

/** A bend of a track; m from the start line. A bend that passes the start line has its exit before its entry. */
export interface Turn {
  /** counted from the start line, from 1; official numbers may differ */
  number: number;
  direction: "left" | "right";
  entryM: number;
  apexM: number;
  exitM: number;
  /** change of direction, degrees, always positive */
  degrees: number;
  /** least radius, m */
  radiusM: number;
}

export interface TurnOptions {
  /** a bend is where the radius is below this, m */
  radiusM?: number;
  /** bends with a smaller change of direction are left out, degrees */
  leastDegrees?: number;
  /** a bend whose radius opens to this many times that of the gentler side, and closes again, is divided in two */
  parting?: number;
}

/**
 * Bends of a track by its curvature: runs to one side tighter than `radiusM`, divided where a long one opens and closes again. The
 * apex is the tightest place.
 */
export function findTurns(track: Track, options: TurnOptions = {}): Turn[] {
  const {radiusM = 400, leastDegrees = 14, parting = 1.7} = options;
  const {curvature, step} = track;
  const n = curvature.length;
  const side = (i: number) => {
    const k = curvature[((i % n) + n) % n];
    return Math.abs(k) < 1 / radiusM ? 0 : Math.sign(k);
  };
  // begin outside of any bend
  let origin = 0;
  while (origin < n && side(origin) !== 0) origin++;
  const runs: [from: number, to: number][] = [];
  for (let i = origin; i < origin + n; ) {
    let j = i + 1;
    while (j < origin + n && side(j) === side(i)) j++;
    if (side(i) !== 0) runs.push(...divide(curvature, i, j, parting));
    i = j;
  }
  const turns: Omit<Turn, "number">[] = [];
  for (const [from, to] of runs) {
    let degrees = 0;
    for (let i = from; i < to; i++) degrees += (Math.abs(curvature[i % n]) * step * 180) / Math.PI;
    if (degrees < leastDegrees) continue;
    const apex = tightest((i) => Math.abs(curvature[i % n]), from, to);
    turns.push({
      direction: curvature[apex % n] > 0 ? "right" : "left",
      entryM: (from % n) * step,
      apexM: (apex % n) * step,
      exitM: (to % n) * step,
      degrees,
      radiusM: 1 / Math.abs(curvature[apex % n]),
    });
  }
  turns.sort((a, b) => a.apexM - b.apexM);
  return turns.map((turn, i) => ({number: i + 1, ...turn}));
}

/** Points with this share of the greatest curvature count as equally tight, so that the apex of an arc is its middle. */
const EQUALLY_TIGHT = 0.85;

/** The index in [from, to) at which a bend is tightest: the middle of the points with 85 % of its greatest curvature and more. */
export function tightest(bend: (i: number) => number, from: number, to: number): number {
  let most = from;
  for (let i = from; i < to; i++) if (bend(i) > bend(most)) most = i;
  let [a, b] = [most, most];
  while (a > from && bend(a - 1) >= EQUALLY_TIGHT * bend(most)) a--;
  while (b < to - 1 && bend(b + 1) >= EQUALLY_TIGHT * bend(most)) b++;
  return Math.round((a + b) / 2);
}

/** Divides a run of points wherever the radius opens `parting` times beyond the tighter places on both sides. */
function divide(curvature: Float64Array, from: number, to: number, parting: number): [number, number][] {
  const n = curvature.length;
  const bend = (i: number) => Math.abs(curvature[i % n]);
  let cut = -1;
  let deepest = 1;
  const before = new Float64Array(to - from);
  let most = 0;
  for (let i = from; i < to; i++) before[i - from] = most = Math.max(most, bend(i));
  most = 0;
  for (let i = to - 1; i >= from; i--) {
    most = Math.max(most, bend(i));
    const opened = bend(i) / Math.min(most, before[i - from]);
    if (opened < 1 / parting && opened < deepest) {
      deepest = opened;
      cut = i;
    }
  }
  if (cut < 0) return [[from, to]];
  return [...divide(curvature, from, cut, parting), ...divide(curvature, cut, to, parting)];
}
