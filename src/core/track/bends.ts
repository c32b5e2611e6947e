import type {Corner} from "./corner.js";
import type {TrackGrid} from "./trackGrid.js";

/** A bend of the centre line; m from the start line. A bend that passes the start line has its end before its beginning. */
export interface Bend {
  direction: Corner["direction"];
  fromM: number;
  /** curvature-weighted centroid */
  apexM: number;
  toM: number;
  /** change of direction, always positive */
  degrees: number;
  /** least radius, m */
  radiusM: number;
}

export interface BendOptions {
  /** a bend begins where the curvature exceeds `enter` and reaches as far as it exceeds `stay`, 1/m; by default by the line's noise */
  enter?: number;
  stay?: number;
  /** bends with a smaller change of direction are left out, degrees */
  leastDegrees?: number;
  /** bends to the same side closer than this are one, m */
  joinM?: number;
  /** a bend whose radius opens to this many times that of both sides, and closes again, is two */
  parting?: number;
}

/** Curvature that begins and that continues a bend, 1/m: radii of 333 and 455 m; of 500 and 770 m on a smooth line. */
const USUAL = {enter: 0.003, stay: 0.0022};
const SMOOTH = {enter: 0.002, stay: 0.0013};
/** Curvature changes less than this in 10 m on 85 % of a smooth line, 1/m. */
const JITTER = 0.0012;

/** Bends that turn less are dropped before those of one side are joined, degrees. */
const LEAST_ARC = 8;

/** Each part of a divided bend turns more than this, degrees. */
const LEAST_PART = 15;

/**
 * The bends of a track by hysteresis on the curvature of its centre line: a bend begins above `enter`, lasts while the curvature
 * stays above `stay` to the same side, and may pass the start line. Small arcs are dropped, then neighbours to one side joined,
 * then long ones divided where they open. In order of their apexes.
 */
export function findBends(grid: TrackGrid, options: BendOptions = {}): Bend[] {
  const {curvature, stepM} = grid;
  const limits = jitterOf(grid) < JITTER ? SMOOTH : USUAL;
  const {enter = limits.enter, stay = limits.stay, leastDegrees = 20, joinM = 40, parting = 3} = options;
  const degrees = ([from, to]: Run) => turned(curvature, from, to) * stepM;
  const arcs = runsOf(curvature, enter, stay).filter((run) => degrees(run) >= Math.min(LEAST_ARC, leastDegrees));
  return joined(arcs, curvature, joinM / stepM)
    .flatMap((run) => divided(run, curvature, parting, LEAST_PART / stepM))
    .filter((run) => degrees(run) >= leastDegrees)
    .map(([from, to]) => bendOf(grid, from, to))
    .sort((a, b) => a.apexM - b.apexM);
}

/** The bend between two grid points, `to` excluded; `to` may lie in the next lap. */
export function bendOf({curvature, stepM, lengthM}: TrackGrid, from: number, to: number): Bend {
  const n = curvature.length;
  let sum = 0;
  let moment = 0;
  let most = 0;
  for (let i = from; i < to; i++) {
    const bend = curvature[mod(i, n)];
    sum += bend;
    most = Math.max(most, Math.abs(bend));
  }
  const side = Math.sign(sum) || 1;
  let weight = 0;
  for (let i = from; i < to; i++) {
    const bend = Math.max(0, curvature[mod(i, n)] * side);
    weight += bend;
    moment += bend * (i + 0.5 - from);
  }
  const apex = from + (weight > 0 ? moment / weight : (to - from) / 2);
  const at = (i: number) => {
    const metres = (i * stepM) % lengthM;
    return metres < 0 ? metres + lengthM : metres;
  };
  return {
    direction: side > 0 ? "right" : "left",
    fromM: at(from),
    apexM: at(apex),
    toM: at(to),
    degrees: (Math.abs(sum) * stepM * 180) / Math.PI,
    radiusM: most > 0 ? 1 / most : Number.POSITIVE_INFINITY,
  };
}

/** From a grid point to another, excluded, which may lie in the next lap. */
type Run = [from: number, to: number];

function mod(i: number, n: number): number {
  return ((i % n) + n) % n;
}

/** Change of direction between grid points, degrees per metre of step. */
function turned(curvature: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += curvature[mod(i, curvature.length)];
  return (Math.abs(sum) * 180) / Math.PI;
}

/** Change of curvature in 10 m that 85 % of the line stays below, 1/m. */
function jitterOf({curvature, stepM}: TrackGrid): number {
  const n = curvature.length;
  const ahead = Math.max(1, Math.round(10 / stepM));
  const changes = curvature.map((bend, i) => Math.abs(curvature[(i + ahead) % n] - bend)).sort();
  return changes[Math.floor(0.85 * n)];
}

/** Runs above `stay` to one side that somewhere exceed `enter`. */
function runsOf(curvature: Float64Array, enter: number, stay: number): Run[] {
  const n = curvature.length;
  const side = (i: number) => {
    const bend = curvature[mod(i, n)];
    return Math.abs(bend) < stay ? 0 : Math.sign(bend);
  };
  // begin where the side changes, so that no run is cut by the start line
  let origin = 0;
  while (origin < n && side(origin) === side(origin - 1)) origin++;
  if (origin === n) return [];
  const runs: Run[] = [];
  for (let i = origin; i < origin + n; ) {
    let j = i + 1;
    let most = Math.abs(curvature[mod(i, n)]);
    while (j < origin + n && side(j) === side(i)) most = Math.max(most, Math.abs(curvature[mod(j++, n)]));
    if (side(i) !== 0 && most >= enter) runs.push([i, j]);
    i = j;
  }
  return runs;
}

/** Neighbouring runs to one side that are less than `gap` points apart, as one; the last may join the first. */
function joined(runs: Run[], curvature: Float64Array, gap: number): Run[] {
  const n = curvature.length;
  const side = ([from, to]: Run) => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += curvature[mod(i, n)];
    return Math.sign(sum);
  };
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && run[0] - last[1] < gap && side(last) === side(run)) last[1] = run[1];
    else out.push([...run]);
  }
  const [first] = out;
  const last = out.at(-1)!;
  if (out.length > 1 && first[0] + n - last[1] < gap && side(first) === side(last)) {
    last[1] = first[1] + n;
    out.shift();
  }
  return out;
}

/** Divides a run where the radius opens `parting` times beyond the tighter places on both sides, if each part turns enough. */
function divided([from, to]: Run, curvature: Float64Array, parting: number, least: number): Run[] {
  const n = curvature.length;
  const bend = (i: number) => Math.abs(curvature[mod(i, n)]);
  const before = new Float64Array(to - from);
  let most = 0;
  for (let i = from; i < to; i++) before[i - from] = most = Math.max(most, bend(i));
  most = 0;
  let cut = -1;
  let deepest = 1 / parting;
  for (let i = to - 1; i > from; i--) {
    most = Math.max(most, bend(i));
    const opened = bend(i) / Math.min(most, before[i - from]);
    if (opened >= deepest) continue;
    deepest = opened;
    cut = i;
  }
  if (cut < 0 || turned(curvature, from, cut) < least || turned(curvature, cut, to) < least) return [[from, to]];
  return [...divided([from, cut], curvature, parting, least), ...divided([cut, to], curvature, parting, least)];
}
