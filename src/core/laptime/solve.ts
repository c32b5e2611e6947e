import {type AxleGrip, axleGrips, type LapCar, lapEnginePower, lapGear, resistance} from "./car.js";
import type {LapLine} from "./lapLine.js";

export interface LapOptions {
  /** scales all friction */
  grip?: number;
  /** m/s by which the driver stays below the fastest cornering speed */
  cornerMargin?: number;
  /** limits the front brakes to the grip of the unloaded inner wheel on both sides */
  brakeByInnerFront?: boolean;
  /** where the wing is open, m along the line; from > to includes the start line */
  wingOpen?: readonly (readonly [fromM: number, toM: number])[];
}

export interface LapResult {
  /** s */
  time: number;
  /** m/s at each point of the line */
  speed: Float64Array;
  /** s from the start at each point */
  at: Float64Array;
  /** fastest cornering speed at each point, m/s */
  cornerSpeed: Float64Array;
  /** energy in the store at the end of the lap, J; 0 without a motor */
  store: number;
}

/** m/s, faster than any car */
const TOP_SPEED = 130;

/**
 * The lap of a car along a line, at its limit everywhere: cornering speeds, a backward pass for braking, a forward pass for the
 * drive of engine, motor and driven wheels. Forces are steady within each step (friction ellipse of each axle: Milliken &
 * Milliken, ch. 9; the three passes: Heilmeier, Geisslinger, Betz 2019, A Quasi-Steady-State Lap Time Simulation for Electrified
 * Race Cars).
 *
 * It is a flying lap: its first speed is its last. The motor drives from the first metre until its store is empty.
 */
export function quasiSteadyLap(line: LapLine, car: LapCar, options: LapOptions = {}): LapResult {
  const {grip = 1, cornerMargin = 0, brakeByInnerFront = false, wingOpen = []} = options;
  const {curvature, step} = line;
  const n = curvature.length;
  const forces = new Forces(car, grip, brakeByInnerFront);
  const cornerSpeed = new Float64Array(n);
  for (let i = 0; i < n; i++) cornerSpeed[i] = Math.max(1, forces.cornerSpeed(Math.abs(curvature[i])) - cornerMargin);
  const brakingSpeed = cornerSpeed.slice();
  // two laps: in the second one the speeds after the start are known
  for (let k = 2 * n - 1; k >= 0; k--) {
    const i = k % n;
    const next = brakingSpeed[(i + 1) % n];
    if (brakingSpeed[i] <= next) continue;
    brakingSpeed[i] = Math.min(brakingSpeed[i], forces.speedBefore(next, Math.abs(curvature[i]), step));
  }
  const open = (i: number) =>
    wingOpen.some(([from, to]) => {
      const s = i * step;
      return from <= to ? s >= from && s < to : s >= from || s < to;
    });
  const wing = Uint8Array.from({length: n}, (_, i) => (open(i) ? 1 : 0));
  const speed = new Float64Array(n);
  const at = new Float64Array(n);
  let start = brakingSpeed[0];
  let store = 0;
  let time = 0;
  // the first rounds find the speed at the start
  for (let round = 0; round < 3; round++) {
    let v = Math.min(start, brakingSpeed[0]);
    store = car.motor?.store ?? 0;
    time = 0;
    for (let i = 0; i < n; i++) {
      speed[i] = v;
      at[i] = time;
      const limit = brakingSpeed[(i + 1) % n];
      const pushed = forces.drive(v, Math.abs(curvature[i]), store > 0, wing[i] === 1);
      let next = Math.sqrt(Math.max(1, v * v + 2 * pushed * step));
      let force = forces.pull;
      if (next > limit) {
        next = limit;
        const along = (next * next - v * v) / (2 * step);
        force = car.mass * along + forces.drag;
      }
      const dt = (2 * step) / (v + next);
      store = forces.storeAfter(store, v, force, dt, step);
      time += dt;
      v = next;
    }
    start = v;
  }
  return {time, speed, at, cornerSpeed, store};
}

const axleGrip = (): AxleGrip => ({along: 0, across: 0, weakAlong: 0, load: 0});

/** Forces on one car; reuses its intermediate values. */
class Forces {
  /** results of the last `drive`: force at the wheels and resistance, N */
  pull = 0;
  drag = 0;
  private readonly front = axleGrip();
  private readonly rear = axleGrip();
  private readonly frontShare: number;

  constructor(
    private readonly car: LapCar,
    private readonly grip: number,
    private readonly brakeByInnerFront: boolean,
  ) {
    this.frontShare = car.toRear / (car.toFront + car.toRear);
  }

  /** Whether a curvature (1/m) can be driven at v with enough grip left at the driven wheels to keep the speed. */
  private holds(v: number, k: number): boolean {
    this.load(v, 0, k);
    const across = v * v * k * this.car.mass;
    const {front, rear, frontShare} = this;
    if (across * frontShare > front.across || across * (1 - frontShare) > rear.across) return false;
    return (
      this.remaining(rear.along, rear, across * (1 - frontShare)) >= resistance(this.car, v, front.load + rear.load)
    );
  }

  /** Fastest v, m/s, at which a curvature can be driven; by bisection. */
  cornerSpeed(k: number): number {
    if (this.holds(TOP_SPEED, k)) return TOP_SPEED;
    let low = 0;
    let high = TOP_SPEED;
    // with downforce a bend may be possible again at speeds that cannot be reached: the lowest failure counts
    for (let v = 5; v < TOP_SPEED; v += 5) {
      if (!this.holds(v, k)) {
        high = v;
        low = v - 5;
        break;
      }
    }
    for (let round = 0; round < 30; round++) {
      const middle = (low + high) / 2;
      if (this.holds(middle, k)) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Speed one step before `next` under full braking; load transfer by fixed-point iteration. */
  speedBefore(next: number, k: number, step: number): number {
    const {car, front, rear, frontShare} = this;
    let v = next;
    let along = 0;
    for (let round = 0; round < 8; round++) {
      this.load(v, along, k);
      const across = v * v * k * car.mass;
      const frontAlong = this.brakeByInnerFront ? front.weakAlong : front.along;
      const brakes =
        this.remaining(frontAlong, front, across * frontShare) +
        this.remaining(rear.along, rear, across * (1 - frontShare));
      along = -(brakes + resistance(car, v, front.load + rear.load)) / car.mass;
      // averaging with the last value damps the oscillation between possible and impossible speeds
      v = (v + Math.sqrt(next * next - 2 * along * step)) / 2;
    }
    return v;
  }

  /** Acceleration, m/s², at full drive at v in a bend. */
  drive(v: number, k: number, charged: boolean, wingOpen: boolean): number {
    const {car, front, rear, frontShare} = this;
    const {gear, rpm, circumference} = lapGear(car, v);
    const turns = (2 * Math.PI * rpm) / 60;
    let torque = lapEnginePower(car.engine, rpm) / turns;
    if (charged && car.motor && v >= car.motor.fromSpeed) torque += Math.min(car.motor.torque, car.motor.power / turns);
    const {efficiency, ratios, inertia} = car.gearbox;
    const engine = (efficiency * torque * 2 * Math.PI) / (ratios[gear] * circumference * inertia[gear]);
    const across = v * v * k * car.mass * (1 - frontShare);
    let along = 0;
    for (let round = 0; round < 4; round++) {
      this.load(v, along, k);
      this.drag = resistance(car, v, front.load + rear.load, wingOpen);
      this.pull = Math.min(engine, this.remaining(rear.along, rear, across));
      along = (along + (this.pull - this.drag) / car.mass) / 2;
    }
    return (this.pull - this.drag) / car.mass;
  }

  /** Energy in the store, J, after a step of `dt` seconds and `step` metres with a force at the wheels, N (negative: brakes). */
  storeAfter(store: number, v: number, force: number, dt: number, step: number): number {
    const {motor, gearbox, engine} = this.car;
    if (!motor) return 0;
    if (force <= 0) return store - force * step * motor.braking;
    const {gear, rpm} = lapGear(this.car, v);
    const crank = (force * v * gearbox.inertia[gear]) / gearbox.efficiency;
    const fromEngine = Math.min(crank, lapEnginePower(engine, rpm));
    const fromMotor = store > 0 && v >= motor.fromSpeed ? crank - fromEngine : 0;
    return Math.max(0, store + (motor.turbine * fromEngine - Math.max(0, fromMotor) / motor.driving) * dt);
  }

  private load(v: number, along: number, k: number): void {
    axleGrips(this.car, v, along, v * v * k, this.grip, this.front, this.rear);
  }

  /** Longitudinal grip that the friction ellipse leaves beside a lateral force. */
  private remaining(along: number, axle: AxleGrip, across: number): number {
    const use = across / axle.across;
    return along * Math.sqrt(Math.max(0, 1 - use * use));
  }
}
