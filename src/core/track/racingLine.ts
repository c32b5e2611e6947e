import {closedMean} from "../geometry/closedGrid.js";
import {cyclicBandSolver} from "../geometry/cyclicBand.js";
import type {Circuit} from "./circuit.js";

/** A line round a circuit, on the grid of its centre line (n points; the repeated first point is left out). */
export interface RacingLine {
  /** metres to the left of the centre line */
  offset: Float64Array;
  /** direction of travel, radians, not wrapped */
  yaw: Float64Array;
  /** 1/m, positive to the left */
  curvature: Float64Array;
  /** metres of line between this grid point and the next */
  span: Float64Array;
  lengthM: number;
}

/**
 * The line of least squared curvature that keeps `margin` metres (half a car and a reserve) from both edges.
 *
 * Minimum-curvature line after Heilmeier et al. 2020 (Vehicle System Dynamics 58:10): curvature is linearised in the offsets from
 * the current line, so its sum of squares is a banded quadratic; ADMM keeps the bounds; repeated from the line found.
 */
export function racingLine(circuit: Circuit, {margin = 1.2, coarse = 3, rounds = 5, sweeps = 300} = {}): RacingLine {
  const n = Math.round(circuit.n / coarse);
  const at = (i: number) => ((i * circuit.n) / n) % circuit.n;
  const [cx, cz, nx, nz] = [0, 1, 2, 3].map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const p = Math.floor(at(i));
    const f = at(i) - p;
    cx[i] = circuit.x[p] + (circuit.x[p + 1] - circuit.x[p]) * f;
    cz[i] = circuit.z[p] + (circuit.z[p + 1] - circuit.z[p]) * f;
    const yaw = circuit.yaw[p] + (circuit.yaw[p + 1] - circuit.yaw[p]) * f;
    nx[i] = Math.cos(yaw);
    nz[i] = -Math.sin(yaw);
  }
  const bound = new Float64Array(n).fill(Math.max(0, circuit.description.widthM / 2 - margin));
  const offset = leastBend({cx, cz, nx, nz, left: bound, right: bound}, {rounds, sweeps});
  return measureLine(circuit, refine(offset, circuit.n));
}

/** Offsets to the left of a closed centre line, m, of the line of least squared curvature within the road. */
export function leastBend(road: Road, {rounds = 5, sweeps = 300} = {}): Float64Array {
  const offset = new Float64Array(road.cx.length);
  for (let round = 0; round < rounds; round++) boundedStep(road, offset, sweeps);
  return offset;
}

/** Direction, curvature and length of the line at given offsets from the centre line. */
export function measureLine(circuit: Circuit, offset: Float64Array): RacingLine {
  const {n} = circuit;
  const x = new Float64Array(n);
  const z = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    x[i] = circuit.x[i] + offset[i] * Math.cos(circuit.yaw[i]);
    z[i] = circuit.z[i] - offset[i] * Math.sin(circuit.yaw[i]);
  }
  const span = new Float64Array(n);
  const chord = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const j = i + 1 === n ? 0 : i + 1;
    span[i] = distance(x[j] - x[i], z[j] - z[i]);
    const raw = Math.atan2(x[j] - x[i], z[j] - z[i]);
    // whole turns are added so that it is nearest to the road's direction: the column has no jumps
    chord[i] = raw + 2 * Math.PI * Math.round((circuit.yaw[i] - raw) / (2 * Math.PI));
  }
  const turn = circuit.yaw[n] - circuit.yaw[0];
  const yaw = new Float64Array(n);
  const curvature = new Float64Array(n);
  let lengthM = 0;
  for (let i = 0; i < n; i++) {
    const before = i === 0 ? chord[n - 1] - turn : chord[i - 1];
    yaw[i] = (before + chord[i]) / 2;
    curvature[i] = (2 * (chord[i] - before)) / (span[i] + span[i === 0 ? n - 1 : i - 1]);
    lengthM += span[i];
  }
  return {offset, yaw, curvature: closedMean(curvature, 5), span, lengthM};
}

/** A closed centre line and how far a line may leave it. */
export interface Road {
  cx: Float64Array;
  cz: Float64Array;
  /** unit normal to the left */
  nx: Float64Array;
  nz: Float64Array;
  /** free width to either side, m, not negative */
  left: Float64Array;
  right: Float64Array;
}

/** Solves one quadratic programme, linearised at the current offsets, in place. */
function boundedStep({cx, cz, nx, nz, left, right: most}: Road, offset: Float64Array, sweeps: number): void {
  const n = offset.length;
  const diagonals = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const gradient = new Float64Array(n);
  const px = (i: number) => cx[i] + nx[i] * offset[i];
  const pz = (i: number) => cz[i] + nz[i] * offset[i];
  for (let i = 0; i < n; i++) {
    const a = (i + n - 1) % n;
    const b = (i + 1) % n;
    const before = distance(px(i) - px(a), pz(i) - pz(a));
    const after = distance(px(b) - px(i), pz(b) - pz(i));
    const chord = distance(px(b) - px(a), pz(b) - pz(a));
    const ux = (pz(b) - pz(a)) / chord;
    const uz = -(px(b) - px(a)) / chord;
    const half = (before + after) / 2;
    // second divided difference along the line's normal (u): curvature = Σ row[k] · offset[k] + free
    const wa = 1 / (before * half);
    const wb = 1 / (after * half);
    const row = [
      wa * (ux * nx[a] + uz * nz[a]),
      -(wa + wb) * (ux * nx[i] + uz * nz[i]),
      wb * (ux * nx[b] + uz * nz[b]),
    ];
    let free = ux * (wa * cx[a] - (wa + wb) * cx[i] + wb * cx[b]) + uz * (wa * cz[a] - (wa + wb) * cz[i] + wb * cz[b]);
    // a shift to the left in a left bend also shortens the line: spans shrink by κ per metre, the quotient grows twice as much
    const bend = row[0] * offset[a] + row[1] * offset[i] + row[2] * offset[b] + free;
    row[1] += 2 * bend * bend;
    free -= 2 * bend * bend * offset[i];
    gradient[i] -= 0.5 * half * bend * bend * bend;
    const at = [a, i, b];
    for (let r = 0; r < 3; r++) {
      gradient[at[r]] += half * row[r] * free;
      for (let c = r; c < 3; c++) diagonals[c - r][at[r]] += half * row[r] * row[c];
    }
  }
  // ADMM (Boyd et al. 2011, 5.2): x minimises the quadratic near z − u; z is x + u clamped to the bounds
  const rho = diagonals[0][0] * 2e-4;
  for (let i = 0; i < n; i++) diagonals[0][i] += rho;
  const solve = cyclicBandSolver(diagonals);
  const x = new Float64Array(n);
  const u = new Float64Array(n);
  const right = new Float64Array(n);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let i = 0; i < n; i++) right[i] = rho * (offset[i] - u[i]) - gradient[i];
    solve(right, x);
    for (let i = 0; i < n; i++) {
      const relaxed = 1.6 * x[i] - 0.6 * offset[i];
      const free = relaxed + u[i];
      offset[i] = Math.max(-most[i], Math.min(left[i], free));
      u[i] = free - offset[i];
    }
  }
}

/** Cubic (Catmull–Rom) refinement of a closed column to n points. */
function refine(column: Float64Array, n: number): Float64Array {
  const m = column.length;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const position = (i * m) / n;
    const k = Math.floor(position);
    const f = position - k;
    const [a, b, c, d] = [column[(k + m - 1) % m], column[k % m], column[(k + 1) % m], column[(k + 2) % m]];
    out[i] = b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
  }
  return out;
}

/** Not Math.hypot, whose last bit differs between engines: the same seed must give the same bytes on all. */
function distance(dx: number, dz: number): number {
  return Math.sqrt(dx * dx + dz * dz);
}
