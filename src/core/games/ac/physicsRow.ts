import {WHEELS} from "../../channels/catalogue.js";
import {rowIndex, type TelemetryRow} from "../../channels/telemetryRow.js";
import {floatAt} from "../floatAt.js";
import {ACC_PHYSICS, acPhysicsBytes, PAGE_WHEELS} from "./physicsPage.js";
import type {CarFacts} from "./staticFacts.js";

type PhysicsField = keyof typeof ACC_PHYSICS.at;

interface Rule {
  field: PhysicsField;
  /** element of an array field */
  index?: number;
  channel: string;
  factor?: number;
  add?: number;
  /** the game that has it; both when absent */
  only?: "ac" | "acc";
  /** Read from the start, even while it is 0. Other fields are read only after they were non-zero once, because unused fields stay 0. */
  zero?: boolean;
}

const scalar = (field: PhysicsField, channel: string, rest: Partial<Rule> = {}): Rule => ({field, channel, ...rest});

/**
 * accG, localVelocity and localAngularVel are in the car's frame, which is right-handed: x left, y up, z forward. Evidence from a public
 * drive in ACC (Laguna Seca): accG[0] correlates with yaw rate × speed (+0.86) and with the steering angle (−0.82), accG[2] is
 * positive while the speed grows, localVelocity[2] is the speed. Assetto Corsa is assumed to use the same frame.
 *
 * Fuel is in litres: tools for both games show it so, and maxFuel is the volume of a tank, although one document has kg.
 *
 * Not read, because their meaning is not certain: clutch, heading, pitch, roll, tyreWear, and tc and abs, which are limits in Assetto
 * Corsa.
 */
const SCALARS: readonly Rule[] = [
  scalar("gas", "throttle", {zero: true}),
  scalar("brake", "brake", {zero: true}),
  scalar("gear", "gear", {add: -1, zero: true}),
  scalar("rpms", "rpm", {zero: true}),
  scalar("steerAngle", "steering", {zero: true}),
  scalar("speedKmh", "speedKmh", {zero: true}),
  scalar("velocity", "velocityX", {index: 0}),
  scalar("velocity", "velocityY", {index: 1}),
  scalar("velocity", "velocityZ", {index: 2}),
  scalar("accG", "gLateral", {index: 0, factor: -1}),
  scalar("accG", "gVertical", {index: 1}),
  scalar("accG", "gLongitudinal", {index: 2}),
  scalar("pitLimiterOn", "pitLimiter", {zero: true}),
  scalar("drs", "drs", {only: "ac"}),
  scalar("drsAvailable", "drsAllowed", {only: "ac"}),
  scalar("localAngularVel", "yawRate", {index: 1}),
  scalar("localVelocity", "localVelocityX", {index: 0}),
  scalar("localVelocity", "localVelocityY", {index: 1}),
  scalar("localVelocity", "localVelocityZ", {index: 2}),
  scalar("fuel", "fuelLitres"),
  scalar("turboBoost", "turboBoostBar"),
  scalar("airTemp", "airTempC"),
  scalar("roadTemp", "trackTempC"),
  scalar("numberOfTyresOut", "tyresOffTrack", {zero: true}),
  scalar("rideHeight", "rideHeightFront", {index: 0, factor: 1000, only: "ac"}),
  scalar("rideHeight", "rideHeightRear", {index: 1, factor: 1000, only: "ac"}),
  scalar("airDensity", "airDensity", {only: "ac"}),
  scalar("kersCharge", "ersCharge", {only: "ac"}),
  scalar("performanceMeter", "deltaToBestMs", {factor: 1000, only: "ac"}),
  scalar("waterTemp", "waterTempC", {only: "acc"}),
  scalar("tcinAction", "tcActive", {zero: true, only: "acc"}),
  scalar("absInAction", "absActive", {zero: true, only: "acc"}),
];

type WheelRule = Omit<Rule, "channel" | "index"> & {channel: (wheel: string) => string};

const wheel = (field: PhysicsField, channel: (wheel: string) => string, rest: Partial<WheelRule> = {}): WheelRule => ({
  field,
  channel,
  ...rest,
});

const WHEEL_RULES: readonly WheelRule[] = [
  wheel("wheelsPressure", (w) => `tyrePressure${w}Psi`),
  wheel("tyreCoreTemperature", (w) => `tyreInnerTemp${w}C`),
  wheel("brakeTemp", (w) => `brakeTemp${w}C`),
  wheel("suspensionTravel", (w) => `suspensionPosition${w}`, {factor: 1000}),
  wheel("wheelLoad", (w) => `verticalForce${w}`, {only: "ac"}),
  wheel("slipRatio", (w) => `slipRatio${w}`, {only: "acc"}),
  wheel("slipAngle", (w) => `slipAngle${w}`, {only: "acc"}),
  wheel("wheelSlip", (w) => `wheelSlip${w}`),
  wheel("camberRAD", (w) => `camber${w}`, {only: "ac"}),
  wheel("tyreTempI", (w) => `tyreTreadInnerTemp${w}C`, {only: "ac"}),
  wheel("tyreTempM", (w) => `tyreTreadMiddleTemp${w}C`, {only: "ac"}),
  wheel("tyreTempO", (w) => `tyreTreadOuterTemp${w}C`, {only: "ac"}),
  wheel("padLife", (w) => `brakePad${w}Mm`, {only: "acc"}),
  wheel("discLife", (w) => `brakeDisc${w}Mm`, {only: "acc"}),
];

interface Step {
  offset: number;
  integer: boolean;
  factor: number;
  add: number;
  row: number;
  /** the same for all elements of a field, which are read once one of them was not 0 */
  group: number;
}

const BRAKE_BIAS = rowIndex("brakeBiasPercent");
const SURFACE = WHEELS.map((w) => rowIndex(`tyreSurfaceTemp${w}C`));
const WHEEL_SPEED = WHEELS.map((w) => rowIndex(`wheelSpeed${w}`));
const {at} = ACC_PHYSICS;

/** Reads physics pages of one game and car into rows. Fields that the game's version does not have stay absent. */
export class PhysicsRows {
  private readonly steps: Step[] = [];
  private readonly seen: boolean[] = [];
  private readonly bytes: number;

  constructor(private readonly car: CarFacts) {
    this.bytes = car.game === "ac" ? acPhysicsBytes(car.version) : ACC_PHYSICS.bytes;
    const groups = new Map<PhysicsField, number>();
    const add = ({field, index = 0, channel, factor = 1, add = 0, only, zero}: Rule) => {
      const {type, offset} = ACC_PHYSICS.fields.find(({name}) => name === field)!;
      if ((only && only !== car.game) || offset >= this.bytes) return;
      if (!groups.has(field)) groups.set(field, groups.size);
      const group = groups.get(field)!;
      this.seen[group] ??= Boolean(zero);
      this.steps.push({
        offset: offset + 4 * index,
        integer: type === "i32",
        factor,
        add,
        row: rowIndex(channel),
        group,
      });
    };
    for (const rule of SCALARS) add(rule);
    for (const rule of WHEEL_RULES)
      for (const [i, w] of WHEELS.entries()) add({...rule, channel: rule.channel(w), index: PAGE_WHEELS[i]});
    const {brakeCoefficients} = car;
    if (brakeCoefficients)
      for (const [i, w] of WHEELS.entries()) {
        const index = PAGE_WHEELS[i];
        const factor = brakeCoefficients[index < 2 ? 0 : 1];
        add({field: "brakePressure", channel: `brakePressure${w}Bar`, index, factor, only: "acc"});
      }
  }

  /** Writes the values of a page into a row. */
  fill(row: TelemetryRow, view: DataView): void {
    const {steps, seen} = this;
    for (const step of steps) if (!seen[step.group] && rawOf(step, view) !== 0) seen[step.group] = true;
    for (const step of steps) if (seen[step.group]) row[step.row] = rawOf(step, view) * step.factor + step.add;
    this.fillDerived(row, view);
  }

  private fillDerived(row: TelemetryRow, view: DataView): void {
    const {car, bytes} = this;
    if (car.biasOffset !== null && at.brakeBias < bytes) {
      const bias = view.getFloat32(at.brakeBias, true);
      if (bias > 0 && bias <= 1) row[BRAKE_BIAS] = Math.round(100 * bias + car.biasOffset);
    }
    let turning = false;
    for (let w = 0; w < 4; w++) turning ||= floatAt(view, at.wheelAngularSpeed + 4 * w) !== 0;
    for (let i = 0; i < 4; i++) {
      const w = PAGE_WHEELS[i];
      const radius = car.tyreRadiusM[w];
      if (turning && radius > 0) row[WHEEL_SPEED[i]] = floatAt(view, at.wheelAngularSpeed + 4 * w) * radius;
      if (car.game !== "ac" || at.tyreTempI >= bytes) continue;
      // tread temperature: mean of inner, middle and outer part
      const inner = floatAt(view, at.tyreTempI + 4 * w);
      const middle = floatAt(view, at.tyreTempM + 4 * w);
      const outer = floatAt(view, at.tyreTempO + 4 * w);
      if (inner !== 0 || middle !== 0 || outer !== 0) row[SURFACE[i]] = (inner + middle + outer) / 3;
    }
  }
}

function rawOf({integer, offset}: Step, view: DataView): number {
  return integer ? view.getInt32(offset, true) : floatAt(view, offset);
}
