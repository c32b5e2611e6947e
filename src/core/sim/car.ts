import {type Circuit, project} from "../track/circuit.js";
import {createEnergyBalance} from "./energy.js";
import {type EngineParameters, enginePower, engineRpm, F1_ENGINE, fuelFlow, wantedGear} from "./engine.js";
import {Ers, type ErsParameters, F1_ERS} from "./ers.js";
import {COMPOUNDS, type Compound, Tyres} from "./tyres.js";
import {
  createLoads,
  dragForce,
  F1_CAR,
  rollingForce,
  slipAngle,
  slipRatio,
  type VehicleParameters,
  wheelLoads,
} from "./vehicle.js";
import {withDoubles} from "./withDoubles.js";

/** lower limit of the speed in quotients, m/s */
const MIN_DIVISOR_SPEED = 0.5;
/** speed at which the clutch is fully closed, m/s */
const CLUTCH_CLOSED = 8;

export interface CarOptions {
  vehicle?: VehicleParameters;
  engine?: EngineParameters;
  ers?: ErsParameters;
  compound?: Compound;
  /** kg */
  fuel?: number;
  airTemperature?: number;
  roadTemperature?: number;
}

/**
 * A car: a body that moves along its course and turns as fast as its tyres allow.
 *
 * State is position, course (direction of motion), speed and path curvature. The front wheels set the curvature with a lag; the
 * friction ellipse limits it, so a car that is too fast runs wide. Wheel loads follow from weight, downforce and load transfer; slip
 * angles and ratios follow from the use of grip. Within a step accelerations are constant, and work is computed at the mean speed.
 */
export class Car {
  readonly vehicle: VehicleParameters;
  readonly engine: EngineParameters;
  readonly ers: Ers;
  tyres: Tyres;
  readonly energy = createEnergyBalance();

  /** friction of the road against a dry one */
  roadGrip = 1;
  /** lower limit of the speed, m/s: a car that drives alone never stops, one in a race does */
  minSpeed = 1;
  /** rotation of the body against the course in a spin, rad */
  spin = 0;
  /** available parts of the engine's power and of the brakes' force; 1 in a car without faults */
  enginePart = 1;
  brakePart = 1;
  airTemperature = 0;
  roadTemperature = 0;

  /** inputs, set by the driver: pedals 0–1, path curvature that the steering asks for, 1/m, left positive */
  throttle = 0;
  brake = 0;
  steerCurvature = 0;

  x = 0;
  z = 0;
  /** direction of motion and of the body, rad, not wrapped */
  course = 0;
  yaw = 0;
  v = 0;
  curvature = 0;
  fuel = 0;
  gear = 4;
  rpm = 8000;
  /** s until the gear change is complete */
  shifting = 0;

  /** m from the line, 0 … length */
  lapPosition = 0;
  /** m left of the centre line */
  offset = 0;
  /** m from the first crossing of the line, negative before it */
  distance = 0;
  /** m/s of `distance` */
  distanceRate = 0;

  /** acceleration of the last step, m/s²: along the course, and to its left */
  along = 0;
  left = 0;
  courseRate = 0;
  yawRate = 0;
  yawAcceleration = 0;
  /** angle of the front wheels, and of the course against the body, rad, left positive */
  frontAngle = 0;
  sideslip = 0;
  /** crank power of the engine, W */
  enginePower = 0;
  /** used part of the grip, sideways and along, 0–1 */
  useAcross = 0;
  useAlong = 0;
  readonly loads = createLoads();
  readonly slipRatio = new Float64Array(4);
  readonly slipAngle = new Float64Array(4);
  readonly forceAlong = new Float64Array(4);
  readonly forceLeft = new Float64Array(4);
  private readonly foot = withDoubles({distance: 0, offset: 0});
  private startDistance = 0;
  private startFuel = 0;
  private readonly slipHeat = new Float64Array(4);
  private readonly rollHeat = new Float64Array(4);
  private readonly brakeHeat = new Float64Array(4);

  constructor(
    readonly circuit: Circuit,
    {
      vehicle = F1_CAR,
      engine = F1_ENGINE,
      ers = F1_ERS,
      compound = COMPOUNDS.soft,
      fuel = 20,
      airTemperature = 21,
      roadTemperature = 32,
    }: CarOptions = {},
  ) {
    this.vehicle = vehicle;
    this.engine = engine;
    this.ers = new Ers(ers);
    this.tyres = new Tyres(compound);
    this.fuel = fuel;
    this.airTemperature = airTemperature;
    this.roadTemperature = roadTemperature;
    withDoubles(this);
  }

  /** kg */
  get mass(): number {
    return this.vehicle.dryMass + this.fuel;
  }

  /** Puts the car on the road: metres from the line (negative: before it), metres left of the centre, m/s. */
  place(distance: number, offset: number, v: number): void {
    const {circuit, engine} = this;
    const {lengthM} = circuit;
    const s = ((distance % lengthM) + lengthM) % lengthM;
    const i = Math.min(circuit.n - 1, Math.floor(s / circuit.step));
    const ahead = s - i * circuit.step;
    const yaw = circuit.yaw[i] + circuit.curvature[i] * ahead;
    this.x = circuit.x[i] + ahead * Math.sin(yaw) + offset * Math.cos(yaw);
    this.z = circuit.z[i] + ahead * Math.cos(yaw) - offset * Math.sin(yaw);
    this.course = this.yaw = yaw;
    this.v = v;
    this.lapPosition = s;
    this.offset = offset;
    this.distance = this.startDistance = distance;
    this.startFuel = this.fuel;
    this.gear = engine.gearSpeedsKmh.findIndex((top) => top > v * 3.6 * 1.15) + 1 || engine.gearSpeedsKmh.length;
    this.rpm = engineRpm(engine, this.gear, v);
  }

  /** Advances by dt seconds under the present inputs. */
  step(dt: number): void {
    const {vehicle: p, engine, ers, tyres, loads, energy} = this;
    const {mass} = this;
    const v = Math.max(MIN_DIVISOR_SPEED, this.v);
    wheelLoads(p, mass, v, this.along, this.left, tyres.grip * this.roadGrip, loads);

    // sideways: the curvature that the steering asks for, with its lag, limited by the grip of the tyres
    const most = (loads.lateral / mass) * 0.999;
    const wish = this.curvature + (this.steerCurvature - this.curvature) * (1 - Math.exp(-dt / p.steeringLag));
    const bound = most / (v * v);
    this.curvature = Math.max(-bound, Math.min(bound, wish));
    const left = v * v * this.curvature;
    const useAcross = Math.min(1, Math.abs(left) / most);
    const rest = Math.sqrt(1 - useAcross * useAcross);

    // along: gears, engine and motor; brakes
    const driven = v * (1 + this.slipRatio[0]);
    if (this.shifting > 0) this.shifting -= dt;
    else {
      const gear = wantedGear(engine, this.gear, driven, this.throttle > 0.3);
      if (gear !== this.gear) {
        this.shifting = gear > this.gear ? engine.upshiftTime : engine.downshiftTime;
        this.gear = gear;
      }
    }
    this.rpm += (engineRpm(engine, this.gear, driven) - this.rpm) * Math.min(1, dt / 0.02);
    const coupled = this.shifting > 0 ? 0 : 1;
    const full = enginePower(engine, this.rpm) * this.enginePart;
    let crank = coupled * this.throttle * full;
    let motor = coupled * ers.available(v, this.throttle);
    const spin = this.rpm / engine.referenceRpm;
    // at low speed the clutch slips
    const clutch = Math.min(1, (this.v * this.v) / (CLUTCH_CLOSED * CLUTCH_CLOSED));
    const dragged = coupled * (1 - this.throttle) * engine.brakingPower * spin * spin * clutch;
    const grip = loads.traction * rest;
    const pull = (crank + motor) * engine.efficiency;
    let drive = pull / driven;
    if (drive > grip) {
      // traction control: the engine's power is cut to what the rear tyres transmit
      const part = grip / drive;
      crank *= part;
      motor *= part;
      drive = grip;
    }
    const holdBack = Math.min(dragged / driven, grip);
    const pedal = this.brake * p.brakeForce * this.brakePart;
    const braking = Math.min(pedal, Math.max(0, loads.braking * rest - holdBack));
    const useAlong = Math.min(
      1,
      drive > 0 ? drive / Math.max(1, grip) : (braking + holdBack) / Math.max(1, loads.braking * rest),
    );
    const force = drive - holdBack - braking;
    this.spread(drive - holdBack, braking, left * mass, useAcross, useAlong);

    const slipSine = Math.sin(slipAngle(p, useAcross));
    const drag = dragForce(p, v);
    const rolling = rollingForce(p, mass, v);
    const scrub = Math.abs(left) * mass * slipSine;
    const along = (force - drag - rolling - scrub) / mass;

    // motion at the mean of the speeds before and after the step
    const after = Math.max(this.minSpeed, this.v + along * dt);
    const mean = (this.v + after) / 2;
    this.along = (after - this.v) / dt;
    this.courseRate = mean * this.curvature;
    this.left = mean * this.courseRate;
    const heading = this.course + (this.courseRate * dt) / 2;
    this.x += mean * Math.sin(heading) * dt;
    this.z += mean * Math.cos(heading) * dt;
    this.course += this.courseRate * dt;
    this.v = after;
    this.useAcross = useAcross;
    this.useAlong = useAlong;
    this.pose(dt, useAcross);
    this.locate(dt);

    // energy balance: each force × mean speed; slipping wheels turn faster or slower than the road passes
    const wheelDrive = drive * driven;
    const scale = mean / v;
    this.enginePower = crank * scale;
    const slowed = 1 + this.slipRatio[2];
    const discs = braking * slowed * mean;
    const taken = ers.step(dt, motor * scale, discs * 0.45, crank / engine.power);
    const lost = (crank + motor) * (1 - engine.efficiency) * scale;
    energy.engine += crank * scale * dt;
    energy.motor += motor * scale * dt;
    energy.driveline += lost * dt;
    energy.tyres += (wheelDrive * scale - drive * mean + braking * (1 - slowed) * mean + scrub * mean) * dt;
    energy.brakes += (discs - taken) * dt;
    energy.harvested += taken * dt;
    energy.engineBraking += holdBack * mean * dt;
    energy.drag += drag * mean * dt;
    energy.rolling += rolling * mean * dt;

    for (let i = 0; i < 4; i++) {
      const share = loads.wheel[i] / (loads.wheel[0] + loads.wheel[1] + loads.wheel[2] + loads.wheel[3]);
      const sliding = Math.abs(this.forceAlong[i] * this.slipRatio[i]) * mean;
      this.slipHeat[i] = sliding + scrub * share * mean;
      this.rollHeat[i] = rolling * share * mean;
      this.brakeHeat[i] = i < 2 ? (discs * 0.45 - taken) / 2 : (discs * 0.55) / 2;
    }
    tyres.step(dt, mean, this.airTemperature, this.roadTemperature, this.slipHeat, this.rollHeat, this.brakeHeat);
    const burned = Math.min(this.fuel, fuelFlow(engine, crank) * dt);
    this.fuel -= burned;
    energy.fuelMotion += 0.5 * burned * after * after;
  }

  /** Distributes the forces over the wheels in proportion to their loads and sets their slip. Wheels RL, RR, FL, FR. */
  private spread(drive: number, braking: number, across: number, useAcross: number, useAlong: number): void {
    const {vehicle: p, loads} = this;
    const w = loads.wheel;
    const rear = w[0] + w[1];
    const total = rear + w[2] + w[3];
    const angle = slipAngle(p, useAcross) * Math.sign(this.curvature);
    const ratio = slipRatio(p, useAlong);
    for (let i = 0; i < 4; i++) {
      const share = w[i] / total;
      this.forceLeft[i] = across * share;
      this.forceAlong[i] = (i < 2 ? (drive * w[i]) / rear : 0) - braking * share;
      this.slipAngle[i] = i < 2 ? angle * 0.9 : angle * 1.1;
      this.slipRatio[i] = i < 2 ? (drive > 0 ? ratio : -ratio) : braking > 0 ? -ratio : 0;
    }
  }

  /** Turns the body against the course: the rear axle follows the bend, less its slip angle. */
  private pose(dt: number, use: number): void {
    const {vehicle: p} = this;
    const angle = slipAngle(p, use) * Math.sign(this.curvature);
    const wanted = this.curvature * p.cogFromRear - angle * 0.9;
    this.sideslip += (wanted - this.sideslip) * Math.min(1, dt / 0.08);
    const yaw = this.course - this.sideslip + this.spin;
    const rate = (yaw - this.yaw) / dt;
    this.yawAcceleration = (rate - this.yawRate) / dt;
    this.yawRate = rate;
    this.yaw = yaw;
    this.frontAngle = this.curvature * p.wheelbase + angle * 0.2;
  }

  /** Projects the position onto the circuit, starting from the expected distance. */
  private locate(dt: number): void {
    const {circuit, foot} = this;
    const {lengthM} = circuit;
    project(circuit, this.x, this.z, this.lapPosition + (this.distanceRate || this.v) * dt, foot);
    let gone = foot.distance - this.lapPosition;
    if (gone < -lengthM / 2) gone += lengthM;
    else if (gone > lengthM / 2) gone -= lengthM;
    this.distance += gone;
    this.distanceRate = gone / dt;
    this.lapPosition = foot.distance;
    this.offset = foot.offset;
  }

  /** Fuel consumption per lap, kg: the mean so far, or a typical figure during the first half lap. */
  fuelPerLap(): number {
    const laps = (this.distance - this.startDistance) / this.circuit.lengthM;
    return laps > 0.5 ? (this.startFuel - this.fuel) / laps : 2.05;
  }

  /** Whether the centre of the car is off the road. */
  get offRoad(): boolean {
    return Math.abs(this.offset) > this.circuit.description.widthM / 2;
  }
}
