/**
 * A circuit in compact form: knots of curvature along the centre line.
 *
 * Each knot is [metres from the knot before, radius there in metres]: positive bends left, negative right, 0 is straight. Curvature
 * is linear between knots (a clothoid; an arc where both radii are equal). The last knot is at the start line, as the first.
 */
export interface CircuitDescription {
  id: string;
  name: string;
  /** track number in the F1 games */
  f1TrackId: number;
  /** published lap length; the knots are scaled to it */
  lengthM: number;
  widthM: number;
  /** direction of travel at the start line: yaw, rad, 0 along +Z, increasing to the left */
  startYaw: number;
  knots: readonly (readonly [metres: number, radius: number])[];
  /** where sectors 2 and 3 begin, metres from the line */
  sectorStartsM: readonly [number, number];
  speedTrapM: number;
  pitSpeedLimitKmh: number;
}

/** The centre line on an even grid: point i is `i × step` metres from the line; index n is index 0 again. */
export interface Circuit {
  description: CircuitDescription;
  lengthM: number;
  /** points */
  n: number;
  /** metres between points, about 1 */
  step: number;
  x: Float64Array;
  z: Float64Array;
  /** not wrapped: after a clockwise lap it is 2π smaller */
  yaw: Float64Array;
  /** 1/m, positive to the left */
  curvature: Float64Array;
  /** how far the knots alone missed closing, metres */
  closureM: number;
}

/**
 * Integrates a description to a closed centre line: the curvature of its bends is corrected by the smallest weighted least-squares
 * change that brings the end onto the start with one full turn. Straights stay straight. Throws when the knots are far from a loop.
 */
export function buildCircuit(description: CircuitDescription): Circuit {
  const {lengthM, knots, startYaw} = description;
  const n = Math.round(lengthM);
  const step = lengthM / n;
  const curvature = knotCurvature(knots, n);
  const turn = 2 * Math.PI * Math.sign(curvature.reduce((sum, k) => sum + k, 0));
  const weight = curvature.map(Math.abs);
  const circuit = {
    description,
    lengthM,
    n,
    step,
    curvature,
    closureM: 0,
    x: new Float64Array(n + 1),
    z: new Float64Array(n + 1),
    yaw: new Float64Array(n + 1),
  };
  for (let round = 0; ; round++) {
    integrate(circuit, startYaw);
    const {x, z, yaw} = circuit;
    const miss = Math.hypot(x[n], z[n]);
    if (round === 0) circuit.closureM = miss;
    if (miss < 1e-9 && Math.abs(yaw[n] - startYaw - turn) < 1e-12) break;
    if (round > 20 || !(miss < lengthM)) throw new Error(`circuit does not close: ${description.id}`);
    // bending point i by δ turns the rest of the lap about it: ∂(x, z, yaw) of the end = step × (z[n] − z[i], x[i] − x[n], 1)
    const g = (i: number): Triple => [step * (z[n] - z[i]), step * (x[i] - x[n]), step];
    const normal: Triple[] = [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ];
    for (let i = 0; i < n; i++) {
      const row = g(i);
      for (let r = 0; r < 3; r++) for (let c = 0; c < 3; c++) normal[r][c] += weight[i] * row[r] * row[c];
    }
    const [lx, lz, lt] = solve3(normal, [-x[n], -z[n], startYaw + turn - yaw[n]]);
    for (let i = 0; i < n; i++) {
      const [gx, gz, gt] = g(i);
      curvature[i] += weight[i] * (lx * gx + lz * gz + lt * gt);
    }
  }
  return circuit;
}

/**
 * Foot of the perpendicular from (x, z) on the centre line, searched from a distance near it (within a lap of the start line).
 * Writes metres from the start line, in [0, length), and metres to the left.
 */
export function project(
  circuit: Circuit,
  x: number,
  z: number,
  near: number,
  out: {distance: number; offset: number},
): void {
  const {n, step, lengthM} = circuit;
  let s = near;
  for (let k = 0; k < 2; k++) {
    if (s >= lengthM) s -= lengthM;
    else if (s < 0) s += lengthM;
    const i = Math.min(n - 1, (s / step) | 0);
    const ahead = s - i * step;
    const bend = circuit.curvature[i];
    const yaw = circuit.yaw[i] + bend * ahead;
    const middle = circuit.yaw[i] + (bend * ahead) / 2;
    const dx = x - circuit.x[i] - ahead * Math.sin(middle);
    const dz = z - circuit.z[i] - ahead * Math.cos(middle);
    const sin = Math.sin(yaw);
    const cos = Math.cos(yaw);
    out.offset = dx * cos - dz * sin;
    s += (dx * sin + dz * cos) / (1 - out.offset * bend);
  }
  out.distance = s >= lengthM ? s - lengthM : s < 0 ? s + lengthM : s;
}

function integrate({n, step, curvature, x, z, yaw}: Circuit, startYaw: number): void {
  x[0] = z[0] = 0;
  yaw[0] = startYaw;
  for (let i = 0; i < n; i++) {
    const middle = yaw[i] + (curvature[i] * step) / 2;
    x[i + 1] = x[i] + step * Math.sin(middle);
    z[i + 1] = z[i] + step * Math.cos(middle);
    yaw[i + 1] = yaw[i] + curvature[i] * step;
  }
}

/** Curvature in the middle of each of n grid intervals. */
function knotCurvature(knots: CircuitDescription["knots"], n: number): Float64Array {
  const total = knots.reduce((sum, [metres]) => sum + metres, 0);
  const bend = (radius: number) => (radius === 0 ? 0 : 1 / radius);
  const curvature = new Float64Array(n);
  let k = 0;
  let from = 0;
  let before = bend(knots[knots.length - 1][1]);
  for (let i = 0; i < n; i++) {
    const at = ((i + 0.5) / n) * total;
    while (at > from + knots[k][0]) {
      from += knots[k][0];
      before = bend(knots[k++][1]);
    }
    curvature[i] = before + ((bend(knots[k][1]) - before) * (at - from)) / knots[k][0];
  }
  return curvature;
}

type Triple = [number, number, number];

function solve3([a, b, c]: Triple[], [p, q, r]: Triple): Triple {
  const det = (u: Triple, v: Triple, w: Triple) =>
    u[0] * (v[1] * w[2] - v[2] * w[1]) - u[1] * (v[0] * w[2] - v[2] * w[0]) + u[2] * (v[0] * w[1] - v[1] * w[0]);
  const d = det(a, b, c);
  const swap = (row: Triple, column: number, value: number): Triple => {
    const copy: Triple = [...row];
    copy[column] = value;
    return copy;
  };
  const cramer = (k: number) => det(swap(a, k, p), swap(b, k, q), swap(c, k, r)) / d;
  return [cramer(0), cramer(1), cramer(2)];
}
