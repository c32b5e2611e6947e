import {wrapDistance} from "../../geometry/closedGrid.js";
import type {Bend} from "../bends.js";
import type {OfficialCircuit, OfficialCorner} from "./facts.js";

/** An official corner and the bends of a track that it covers; several corners may share one bend, a kink has none. */
export interface FittedCorner {
  corner: OfficialCorner;
  /** its published place, moved to this track's start line, m */
  placeM: number;
  bends: readonly Bend[];
}

/** A circuit's corners laid on a track. */
export interface FactsFit {
  circuit: OfficialCircuit;
  corners: FittedCorner[];
  /** mean distance of the published places from their bends, m */
  meanM: number;
  /** bends of 35° and more that no official corner covers, and corners that have no bend */
  spareBends: number;
  missing: number;
  /** where the circuit's usual start line is on this track, m */
  startM: number;
}

/** m from a place to its bend that costs as much as leaving both out */
const FAR = 90;
/** m that a corner without a bend costs */
const NO_BEND = 60;
/** m per degree that a bend without a corner costs, and the most it can */
const NO_CORNER = 1.5;
const MOST_NO_CORNER = 150;
/** bends that one corner covers at most, and corners that one bend holds at most */
const MOST = 4;
/** A spare bend of so many degrees speaks against the circuit. */
const SPARE = 35;
/** m between the start lines that are tried, and between the places of a lap at which the nearest bend is known. */
const SHIFT = 12;
const CELL = 4;

/**
 * Lays the corners of a circuit on the bends of a track: in order, to the same side, each near its published place. The start line
 * may differ (games move it): the shift that fits best is used, near ones first. Undefined where the track has no bend.
 *
 * Corners and bends are matched by dynamic programming over pairs (one corner and up to four bends, one bend and up to four corners,
 * a corner alone, a bend alone); costs are metres.
 *
 * @param bends all bends of the track down to small ones, in order of their apexes
 */
export function fitFacts(circuit: OfficialCircuit, bends: readonly Bend[], lengthM: number): FactsFit | undefined {
  if (bends.length === 0) return undefined;
  const nearest = nearestBends(bends, lengthM);
  let best: {shift: number; cost: number} | undefined;
  for (let shift = 0; shift < lengthM; shift += SHIFT) {
    const far = Math.min(shift, lengthM - shift);
    const cost = coarseCost(circuit, nearest, lengthM, shift) + (far < 200 ? 0 : 40);
    if (!best || cost < best.cost) best = {shift, cost};
  }
  let fit = match(circuit, bends, lengthM, best!.shift);
  // once more from where the matched bends are
  const drift = median(fit.corners.filter((one) => one.bends.length === 1).map((one) => gapOf(one, lengthM)));
  if (Math.abs(drift) > 1) {
    const again = match(circuit, bends, lengthM, best!.shift + drift);
    if (again.cost < fit.cost) fit = again;
  }
  const {cost: _, ...facts} = fit;
  return facts;
}

/** m that places are from the nearest bend to their side, summed: quick, without regard to order. */
function coarseCost({corners}: OfficialCircuit, nearest: Nearest, lengthM: number, shift: number): number {
  let sum = 0;
  for (const {at, direction = "either"} of corners) {
    if (at === undefined) continue;
    const column = nearest[direction];
    const place = Math.floor((at * lengthM + shift) / CELL);
    sum += column[place % column.length];
  }
  return sum;
}

/** m to the nearest bend of each side from the places of a lap, `CELL` metres apart. */
type Nearest = Record<Bend["direction"] | "either", Float64Array>;

/** By the bends of a track: every circuit of its length is laid on them. */
const tables = new WeakMap<readonly Bend[], Nearest>();

function nearestBends(bends: readonly Bend[], lengthM: number): Nearest {
  let table = tables.get(bends);
  if (!table) {
    const n = Math.ceil(lengthM / CELL);
    const side = (direction: Bend["direction"]) => {
      const own = bends.filter((bend) => bend.direction === direction);
      return Float64Array.from({length: n}, (_, i) =>
        own.reduce((least, bend) => Math.min(least, awayFrom(bend, i * CELL, lengthM)), NO_BEND),
      );
    };
    const [left, right] = [side("left"), side("right")];
    table = {left, right, either: left.map((away, i) => Math.min(away, right[i]))};
    tables.set(bends, table);
  }
  return table;
}

/** m from a place to a bend: 0 in its middle, up to 10 at its ends. */
function awayFrom({fromM, apexM, toM}: Bend, place: number, lengthM: number): number {
  const gap = nearer(place - apexM, lengthM);
  const half = Math.max(gap < 0 ? nearer(apexM - fromM, lengthM) : nearer(toM - apexM, lengthM), 1);
  return Math.abs(gap) <= half ? (10 * Math.abs(gap)) / half : 10 + Math.abs(gap) - half;
}

function nearer(gap: number, lengthM: number): number {
  return gap - lengthM * Math.round(gap / lengthM);
}

type Step = [bends: number, corners: number];

function match(
  circuit: OfficialCircuit,
  bends: readonly Bend[],
  lengthM: number,
  shift: number,
): FactsFit & {cost: number} {
  const placed = circuit.corners.map((corner) => ({
    corner,
    place: corner.at === undefined ? Number.NaN : wrapDistance({lengthM}, corner.at * lengthM + shift),
  }));
  // the first corner after this track's start line
  const first = placed.reduce((least, {place}, i) => (place < (placed[least].place ?? Infinity) ? i : least), 0);
  const corners = [...placed.slice(first), ...placed.slice(0, first)];
  const [m, n] = [bends.length, corners.length];
  const cost = Array.from({length: m + 1}, () => new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY));
  const steps: Step[][] = cost.map(() => new Array<Step>(n + 1));
  cost[0][0] = 0;
  const away = (b: number, c: number) =>
    (corners[c].corner.direction ?? bends[b].direction) !== bends[b].direction
      ? Number.POSITIVE_INFINITY
      : Number.isNaN(corners[c].place)
        ? 0
        : awayFrom(bends[b], corners[c].place, lengthM);
  const reach = (b: number, c: number, value: number, step: Step) => {
    if (value >= cost[b][c]) return;
    cost[b][c] = value;
    steps[b][c] = step;
  };
  for (let b = 0; b <= m; b++) {
    for (let c = 0; c <= n; c++) {
      const so = cost[b][c];
      if (!Number.isFinite(so)) continue;
      if (b < m) reach(b + 1, c, so + Math.min(MOST_NO_CORNER, NO_CORNER * bends[b].degrees), [1, 0]);
      if (c < n) reach(b, c + 1, so + NO_BEND, [0, 1]);
      if (b === m || c === n) continue;
      let sum = 0;
      for (let k = 1; k <= MOST && b + k <= m; k++) {
        // of several bends one is at the place, the others within reach of it
        const here = away(b + k - 1, c);
        if (!(here < FAR)) break;
        sum = k === 1 ? here : Math.min(sum, here) + 5;
        reach(b + k, c + 1, so + sum, [k, 1]);
      }
      sum = 0;
      for (let k = 1; k <= MOST && c + k <= n; k++) {
        const here = away(b, c + k - 1);
        if (!(here < FAR)) break;
        sum += here + (k > 1 ? 10 : 0);
        if (k > 1) reach(b + 1, c + k, so + sum, [1, k]);
      }
    }
  }
  const fitted: FittedCorner[] = [];
  let spareBends = 0;
  let missing = 0;
  for (let [b, c] = [m, n]; b > 0 || c > 0; ) {
    const [db, dc] = steps[b][c];
    const covered = bends.slice(b - db, b);
    if (dc === 0) spareBends += covered.filter(({degrees}) => degrees >= SPARE).length;
    if (db === 0) missing++;
    for (let k = 1; k <= dc; k++) {
      const {corner, place} = corners[c - k];
      fitted.unshift({corner, placeM: place, bends: covered});
    }
    b -= db;
    c -= dc;
  }
  const gaps = fitted.flatMap((one) =>
    one.bends.length ? [Math.min(...one.bends.map((bend) => awayFrom(bend, one.placeM, lengthM)))] : [],
  );
  const known = gaps.filter((gap) => !Number.isNaN(gap));
  return {
    circuit,
    corners: fitted,
    meanM: known.reduce((sum, gap) => sum + gap, 0) / (known.length || 1),
    spareBends,
    missing,
    startM: wrapDistance({lengthM}, shift),
    cost: cost[m][n],
  };
}

/** m from a corner's published place to its bend. */
function gapOf({placeM, bends: [bend]}: FittedCorner, lengthM: number): number {
  return Number.isNaN(placeM) ? 0 : nearer(bend.apexM - placeM, lengthM);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[sorted.length >> 1] : 0;
}
