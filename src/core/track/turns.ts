import type {Track} from "./track.js";

/** A bend as a map shows it; metres from the line. An exit before its entry means that the bend passes the line. */
export interface Turn {
  /** in order from the line, from 1; officials may count otherwise */
  number: number;
  direction: "left" | "right";
  entryM: number;
  apexM: number;
  exitM: number;
  /** turned, degrees, always positive */
  degrees: number;
  /** tightest, m */
  radiusM: number;
}

export interface TurnOptions {
  /** a bend is where the radius stays below this, m */
  radiusM?: number;
  /** bends that turn less are left out, degrees */
  leastDegrees?: number;
  /** within one bend, radii that open to this many times the tighter of both sides make two of it */
  parting?: number;
}

/**
 * Bends of a track from its curvature: runs to one side tighter than `radiusM`, parted where a long one opens and closes again,
 * each with its apex at the tightest place.
 */
export function findTurns(track: Track, options: TurnOptions = {}): Turn[] {
  const {radiusM = 400, leastDegrees = 14, parting = 1.7} = options;
  const {curvature, step} = track;
  const n = curvature.length;
  const side = (i: number) => {
    const k = curvature[((i % n) + n) % n];
    return Math.abs(k) < 1 / radiusM ? 0 : Math.sign(k);
  };
  // a walk that begins outside of any bend
  let origin = 0;
  while (origin < n && side(origin) !== 0) origin++;
  const runs: [from: number, to: number][] = [];
  for (let i = origin; i < origin + n; ) {
    let j = i + 1;
    while (j < origin + n && side(j) === side(i)) j++;
    if (side(i) !== 0) runs.push(...parted(curvature, i, j, parting));
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
      ...{entryM: (from % n) * step, apexM: (apex % n) * step, exitM: (to % n) * step},
      ...{degrees, radiusM: 1 / Math.abs(curvature[apex % n])},
    });
  }
  turns.sort((a, b) => a.apexM - b.apexM);
  return turns.map((turn, i) => ({number: i + 1, ...turn}));
}

/** Of the tightest place, whatever bends nearly as much belongs to it: an arc is tightest in its middle. */
const NEARLY = 0.85;

/** The index in [from, to) at which a bend is tightest: the middle of where it has 85 % of its greatest curvature and more. */
export function tightest(bend: (i: number) => number, from: number, to: number): number {
  let most = from;
  for (let i = from; i < to; i++) if (bend(i) > bend(most)) most = i;
  let [a, b] = [most, most];
  while (a > from && bend(a - 1) >= NEARLY * bend(most)) a--;
  while (b < to - 1 && bend(b + 1) >= NEARLY * bend(most)) b++;
  return Math.round((a + b) / 2);
}

/** Cuts a run of points where the radius opens `parting` times beyond the tighter places on both sides. */
function parted(curvature: Float64Array, from: number, to: number, parting: number): [number, number][] {
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
  return [...parted(curvature, from, cut, parting), ...parted(curvature, cut, to, parting)];
}
