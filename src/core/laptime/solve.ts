import {type AxleGrip, axleGrips, type LapCar, lapEnginePower, lapGear, resistance} from "./car.js";
import type {LapLine} from "./lapLine.js";

export interface LapOptions {
  /** scales all friction */
  grip?: number;
  /** m/s that a driver leaves below the fastest cornering speed */
  cornerMargin?: number;
  /** the front brakes may not ask more of either wheel than the unloaded inner one holds */
  brakeByInnerFront?: boolean;
  /** where the wing is open, metres along the line; from > to passes the start */
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
  /** J in the store at the end of the lap; 0 without a motor */
  store: number;
}

const TOP = 130; // m/s, beyond any car

/**
 * Lap of a car along a line, always at a limit: cornering speeds, a pass backwards for braking, a pass forwards for what engine,
 * motor and driven wheels give. In each step forces are steady (friction ellipse of each axle: Milliken & Milliken, ch. 9; the
 * three passes: Heilmeier, Geisslinger, Betz 2019, A Quasi-Steady-State Lap Time Simulation for Electrified Race Cars).
 *
 * The lap is flying: its first speed is its last. The motor helps from the first metre until its store is empty.
 */
export function quasiSteadyLap(line: LapLine, car: LapCar, options: LapOptions = {}): LapResult {
  const {grip = 1, cornerMargin = 0, brakeByInnerFront = false, wingOpen = []} = options;
  const {curvature, step} = line;
  const n = curvature.length;
  const forces = new Forces(car, grip, brakeByInnerFront);
  const cornerSpeed = new Float64Array(n);
  for (let i = 0; i < n; i++) cornerSpeed[i] = Math.max(1, forces.cornerSpeed(Math.abs(curvature[i])) - cornerMargin);
  const brakingSpeed = cornerSpeed.slice();
  // twice round: the second time, what comes after the start is known
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
  // the first round only finds the speed at the start
  for (let round = 0; round < 3; round++) {
    let v = Math.min(start, brakingSpeed[0]);
    store = car.motor?.store ?? 0;
    time = 0;
    for (let i = 0; i < n; i++) {
      speed[i] = v;
      at[i] = time;
      const most = brakingSpeed[(i + 1) % n];
      const pushed = forces.drive(v, Math.abs(curvature[i]), store > 0, wing[i] === 1);
      let next = Math.sqrt(Math.max(1, v * v + 2 * pushed * step));
      let force = forces.pull;
      if (next > most) {
        next = most;
        const along = (next * next - v * v) / (2 * step);
        force = car.mass * along + forces.drag;
      }
      const dt = (2 * step) / (v + next);
      store = forces.keepBooks(store, v, force, dt, step);
      time += dt;
      v = next;
    }
    start = v;
  }
  return {time, speed, at, cornerSpeed, store};
}

const axleGrip = (): AxleGrip => ({along: 0, across: 0, weakAlong: 0, load: 0});

/** Forces on one car; keeps its scratch. */
class Forces {
  /** of the last `drive`: force at the wheels and resistance, N */
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

  /** Whether a bend (1/m) holds at v with enough left at the driven wheels to keep the speed. */
  private holds(v: number, k: number): boolean {
    this.load(v, 0, k);
    const across = v * v * k * this.car.mass;
    const {front, rear, frontShare} = this;
    if (across * frontShare > front.across || across * (1 - frontShare) > rear.across) return false;
    return this.left(rear.along, rear, across * (1 - frontShare)) >= resistance(this.car, v, front.load + rear.load);
  }

  /** Fastest v, m/s, at which a bend holds; by bisection. */
  cornerSpeed(k: number): number {
    if (this.holds(TOP, k)) return TOP;
    let low = 0;
    let high = TOP;
    // downforce may let a bend hold again at speeds nobody gets to: the lowest failure counts
    for (let v = 5; v < TOP; v += 5) {
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

  /** Speed a step before `next` under full brakes; the transfer under braking by fixed-point iteration. */
  speedBefore(next: number, k: number, step: number): number {
    const {car, front, rear, frontShare} = this;
    let v = next;
    let along = 0;
    for (let round = 0; round < 8; round++) {
      this.load(v, along, k);
      const across = v * v * k * car.mass;
      const frontAlong = this.brakeByInnerFront ? front.weakAlong : front.along;
      const brakes =
        this.left(frontAlong, front, across * frontShare) + this.left(rear.along, rear, across * (1 - frontShare));
      along = -(brakes + resistance(car, v, front.load + rear.load)) / car.mass;
      // the mean of old and new damps the swing between a speed that holds and one that does not
      v = (v + Math.sqrt(next * next - 2 * along * step)) / 2;
    }
    return v;
  }

  /** Acceleration, m/s², under all the drive there is at v in a bend. */
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
      this.pull = Math.min(engine, this.left(rear.along, rear, across));
      along = (along + (this.pull - this.drag) / car.mass) / 2;
    }
    return (this.pull - this.drag) / car.mass;
  }

  /** The store, J, after a step of `dt` seconds and `step` metres with a force at the wheels, N (negative: brakes). */
  keepBooks(store: number, v: number, force: number, dt: number, step: number): number {
    const {motor, gearbox, engine} = this.car;
    if (!motor) return 0;
    if (force <= 0) return store - force * step * motor.braking;
    const {gear, rpm} = lapGear(this.car, v);
    const crank = (force * v * gearbox.inertia[gear]) / gearbox.efficiency;
    const burned = Math.min(crank, lapEnginePower(engine, rpm));
    const helped = store > 0 && v >= motor.fromSpeed ? crank - burned : 0;
    return Math.max(0, store + (motor.turbine * burned - Math.max(0, helped) / motor.driving) * dt);
  }

  private load(v: number, along: number, k: number): void {
    axleGrips(this.car, v, along, v * v * k, this.grip, this.front, this.rear);
  }

  /** What the friction ellipse leaves along. */
  private left(along: number, axle: AxleGrip, across: number): number {
    const use = across / axle.across;
    return along * Math.sqrt(Math.max(0, 1 - use * use));
  }
}
