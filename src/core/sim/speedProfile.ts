import type {RacingLine} from "../track/racingLine.js";
import {createLoads, dragForce, rollingForce, slipAngle, type VehicleParameters, wheelLoads} from "./vehicle.js";

/** m/s, faster than any simulated car */
const TOP = 112;
const CELLS = 224;

/** Limits of a car at each speed, in tables over 0–112 m/s: a lap is planned in milliseconds. */
export class PerformanceEnvelope {
  /** largest acceleration sideways, by braking tyres, and by the driven rear axle, each without the others, m/s² */
  readonly lateral = new Float64Array(CELLS + 1);
  readonly braking = new Float64Array(CELLS + 1);
  readonly traction = new Float64Array(CELLS + 1);
  /** deceleration by air and rolling resistance, m/s² */
  readonly resistance = new Float64Array(CELLS + 1);
  /** largest curvature that can be driven at each speed, 1/m */
  private readonly holds = new Float64Array(CELLS + 1);
  private readonly loads = createLoads();

  constructor(readonly vehicle: VehicleParameters) {}

  /** Fills the tables for a mass (kg) and a friction factor. */
  update(mass: number, grip: number): this {
    const {vehicle, loads} = this;
    for (let i = 0; i <= CELLS; i++) {
      const v = (i * TOP) / CELLS;
      let across = i === 0 ? 15 : this.lateral[i - 1];
      for (let k = 0; k < 3; k++) {
        wheelLoads(vehicle, mass, v, 0, across, grip, loads);
        across = loads.lateral / mass;
      }
      this.lateral[i] = across;
      let back = i === 0 ? 15 : this.braking[i - 1];
      for (let k = 0; k < 3; k++) {
        wheelLoads(vehicle, mass, v, -back, 0, grip, loads);
        back = Math.min(loads.braking, vehicle.brakeForce) / mass;
      }
      this.braking[i] = back;
      let push = i === 0 ? 8 : this.traction[i - 1];
      for (let k = 0; k < 3; k++) {
        wheelLoads(vehicle, mass, v, push, 0, grip, loads);
        push = loads.traction / mass;
      }
      this.traction[i] = push;
      this.resistance[i] = (dragForce(vehicle, v) + rollingForce(vehicle, mass, v)) / mass;
      // above some speed downforce grows faster than the need for grip; the table must not rise again
      this.holds[i] = i === 0 ? 1 : Math.min(this.holds[i - 1], this.lateral[i] / (v * v));
    }
    return this;
  }

  /** Value of a table at v m/s, interpolated. */
  at(table: Float64Array, v: number): number {
    const position = Math.min(CELLS - 1e-9, (v * CELLS) / TOP);
    const i = position | 0;
    return table[i] + (table[i + 1] - table[i]) * (position - i);
  }

  /** Highest speed, m/s, at which a curvature (1/m, either sign) can be driven; the table's top speed for a gentle bend. */
  cornerSpeed(curvature: number): number {
    const k = Math.abs(curvature);
    if (k <= this.holds[CELLS]) return TOP;
    let low = 0;
    let high = CELLS;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.holds[middle] >= k) low = middle;
      else high = middle;
    }
    const f = (this.holds[low] - k) / Math.max(1e-12, this.holds[low] - this.holds[high]);
    return ((low + f) * TOP) / CELLS;
  }
}

/**
 * Highest speed at each point of a line that grip and brakes allow: corner speeds, then a backward pass with the braking that the
 * friction ellipse leaves (Heilmeier et al. 2020, section 3). Writes m/s into `out` and returns it.
 * `trail` 0–1: how closely braking into a bend follows that ellipse; with 0 it falls linearly with the lateral use of grip.
 */
export function brakingProfile(
  line: RacingLine,
  envelope: PerformanceEnvelope,
  out: Float64Array,
  {trail = 1}: {trail?: number} = {},
): Float64Array {
  const {curvature, span} = line;
  const n = curvature.length;
  for (let i = 0; i < n; i++) out[i] = envelope.cornerSpeed(curvature[i]);
  // two laps: the first finds the speed that the bends after the line require
  for (let k = 2 * n - 1; k >= 0; k--) {
    const i = k < n ? k : k - n;
    const next = i + 1 === n ? 0 : i + 1;
    const v = out[next];
    if (out[i] <= v) continue;
    const use = Math.min(1, (v * v * Math.abs(curvature[i])) / envelope.at(envelope.lateral, v));
    const round = Math.sqrt(1 - use * use);
    const a =
      envelope.at(envelope.braking, v) * (trail === 1 ? round : trail * round + (1 - trail) * (1 - use)) +
      envelope.at(envelope.resistance, v) +
      corneringDrag(envelope.vehicle, v * v * Math.abs(curvature[i]), use);
    out[i] = Math.min(out[i], Math.sqrt(v * v + 2 * a * span[i]));
  }
  return out;
}

/**
 * Quasi-steady lap: the braking profile, limited by the engine. `driveForce(v)` is the force at the wheels, N, at v m/s. Writes the
 * speeds, m/s, into `out` and returns the lap time, s.
 */
export function fastestProfile(
  line: RacingLine,
  envelope: PerformanceEnvelope,
  mass: number,
  driveForce: (v: number) => number,
  out: Float64Array,
): number {
  brakingProfile(line, envelope, out);
  const {curvature, span} = line;
  const n = curvature.length;
  let time = 0;
  for (let k = 0; k < 2 * n; k++) {
    const i = k < n ? k : k - n;
    const next = i + 1 === n ? 0 : i + 1;
    const v = out[i];
    const across = v * v * Math.abs(curvature[i]);
    const use = Math.min(1, across / envelope.at(envelope.lateral, v));
    const grip = envelope.at(envelope.traction, v) * Math.sqrt(1 - use * use);
    const a =
      Math.min(driveForce(v) / mass, grip) -
      envelope.at(envelope.resistance, v) -
      corneringDrag(envelope.vehicle, across, use);
    out[next] = Math.min(out[next], Math.sqrt(Math.max(1, v * v + 2 * a * span[i])));
    if (k >= n) time += (2 * span[i]) / (v + out[next]);
  }
  return time;
}

/** Deceleration by tyre slip in a bend, m/s²: `across` m/s² of lateral acceleration at the part `use` of the grip. */
export function corneringDrag(vehicle: VehicleParameters, across: number, use: number): number {
  return across * Math.sin(slipAngle(vehicle, use));
}
