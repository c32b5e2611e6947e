import {GRAVITY} from "../channels/gravity.js";
import type {PacketColumns} from "../games/f1/columns.js";
import type {Car} from "./car.js";
import {wrapAngle} from "./wrapAngle.js";

/** suspension travel per wheel load */
export const SPRING_MM_PER_N = 1 / 150;
/** body angles, rad per g */
const PITCH_PER_G = 0.003;
const ROLL_PER_G = 0.005;
const FRAMES_PER_SECOND = 60;

/**
 * The packets of every frame except lap data: motion, telemetry, status, and motion ex for the player. A frame is `back` seconds
 * (less than a step) before the car's state; accelerations are constant within a step, so the extrapolation back is exact.
 * Signs as in the games: left is positive for g-forces and local x, right is positive for the steering wheel.
 */
export function fillMotion(columns: PacketColumns, slot: number, car: Car, back: number): void {
  const {sideslip, along, left} = car;
  const v = car.v - along * back;
  const middle = car.v - (along * back) / 2;
  const course = car.course - car.courseRate * back;
  const heading = course + (car.courseRate * back) / 2;
  const yaw = car.yaw - car.yawRate * back;
  const sin = Math.sin(yaw);
  const cos = Math.cos(yaw);
  const g = 1 / GRAVITY;
  const gLong = (along * Math.cos(sideslip) - left * Math.sin(sideslip)) * g;
  const gLat = (along * Math.sin(sideslip) + left * Math.cos(sideslip)) * g;
  // braking pitches the nose down (positive), a left bend rolls the body to the right (positive)
  const pitch = -PITCH_PER_G * gLong;
  const roll = ROLL_PER_G * gLat;
  const fy = -Math.sin(pitch);
  const fh = Math.cos(pitch);
  const ry = -Math.sin(roll);
  const rh = Math.cos(roll);
  columns.worldPositionX[slot] = car.x - middle * Math.sin(heading) * back;
  columns.worldPositionY[slot] = car.vehicle.cogHeight;
  columns.worldPositionZ[slot] = car.z - middle * Math.cos(heading) * back;
  columns.worldVelocityX[slot] = v * Math.sin(course);
  columns.worldVelocityY[slot] = 0;
  columns.worldVelocityZ[slot] = v * Math.cos(course);
  // right is perpendicular to forward: the level right × cos roll, minus up × sin roll, with up tilted by the pitch
  columns.worldForwardDirX[slot] = unit(sin * fh);
  columns.worldForwardDirY[slot] = unit(fy);
  columns.worldForwardDirZ[slot] = unit(cos * fh);
  columns.worldRightDirX[slot] = unit(-cos * rh - sin * fy * ry);
  columns.worldRightDirY[slot] = unit(ry * fh);
  columns.worldRightDirZ[slot] = unit(sin * rh - cos * fy * ry);
  columns.gForceLateral[slot] = gLat;
  columns.gForceLongitudinal[slot] = gLong;
  columns.gForceVertical[slot] = 0;
  columns.yaw[slot] = wrapAngle(yaw);
  columns.pitch[slot] = pitch;
  columns.roll[slot] = Math.asin(Math.sin(roll) * fh);
}

export function fillTelemetry(columns: PacketColumns, slot: number, car: Car, back: number): void {
  const {engine, tyres, vehicle} = car;
  const v = car.v - car.along * back;
  const rpm = Math.max(engine.idleRpm, car.v > 0 ? car.rpm * (v / car.v) : car.rpm);
  const lights = Math.max(0, Math.min(1, (rpm - 10_000) / (engine.upshiftRpm - 10_000)));
  columns.speed[slot] = Math.round(v * 3.6);
  columns.throttle[slot] = car.throttle;
  columns.steer[slot] = Math.max(-1, Math.min(1, -car.frontAngle / vehicle.steeringLock));
  columns.brake[slot] = car.brake;
  columns.clutch[slot] = car.shifting > 0 ? 100 : 0;
  columns.gear[slot] = car.gear;
  columns.engineRPM[slot] = Math.round(rpm);
  columns.revLightsPercent[slot] = Math.round(lights * 100);
  columns.revLightsBitValue[slot] = (1 << Math.round(lights * 15)) - 1;
  columns.engineTemperature[slot] = 108;
  for (let w = 0, k = slot * 4; w < 4; w++, k++) {
    columns.brakesTemperature[k] = Math.round(tyres.brake[w]);
    columns.tyresSurfaceTemperature[k] = Math.round(tyres.surface[w]);
    columns.tyresInnerTemperature[k] = Math.round(tyres.inner[w]);
    columns.tyresPressure[k] = tyres.pressure(w);
    columns.surfaceType[k] = car.offRoad ? 7 : 0;
  }
}

/** With `lapEnergy` false the energy counters of the lap stay: the frame still belongs to the lap before the car's state. */
export function fillStatus(columns: PacketColumns, slot: number, car: Car, lapEnergy: boolean): void {
  const {engine, ers, tyres} = car;
  columns.tractionControl[slot] = 1;
  columns.antiLockBrakes[slot] = 1;
  columns.fuelMix[slot] = 1;
  columns.frontBrakeBias[slot] = 55;
  columns.fuelInTank[slot] = car.fuel;
  columns.fuelCapacity[slot] = 110;
  columns.fuelRemainingLaps[slot] = car.fuel / car.fuelPerLap();
  columns.maxRPM[slot] = engine.maxRpm;
  columns.idleRPM[slot] = engine.idleRpm;
  columns.maxGears[slot] = engine.gearSpeedsKmh.length + 1; // with reverse, as the games count
  columns.actualTyreCompound[slot] = tyres.compound.actual;
  columns.visualTyreCompound[slot] = tyres.compound.visual;
  columns.tyresAgeLaps[slot] = Math.max(0, Math.floor((car.distance - car.distanceRate * 0.01) / car.circuit.lengthM));
  columns.enginePowerICE[slot] = car.enginePower;
  columns.enginePowerMGUK[slot] = Math.max(0, ers.motorPower);
  columns.ersStoreEnergy[slot] = ers.store;
  columns.ersDeployMode[slot] = ers.mode;
  if (!lapEnergy) return;
  columns.ersHarvestedThisLapMGUK[slot] = ers.harvestedMotor;
  columns.ersHarvestedThisLapMGUH[slot] = ers.harvestedTurbine;
  columns.ersDeployedThisLap[slot] = ers.deployed;
}

export function fillMotionEx(columns: PacketColumns, car: Car, back: number): void {
  const {loads, vehicle, sideslip} = car;
  const v = car.v - car.along * back;
  for (let w = 0; w < 4; w++) {
    const position = loads.wheel[w] * SPRING_MM_PER_N;
    const velocity = (position - columns.suspensionPosition[w]) * FRAMES_PER_SECOND;
    columns.suspensionAcceleration[w] = (velocity - columns.suspensionVelocity[w]) * FRAMES_PER_SECOND;
    columns.suspensionVelocity[w] = velocity;
    columns.suspensionPosition[w] = position;
    const outward = (w % 2 === 0 ? -1 : 1) * (vehicle.trackWidth / 2) * car.yawRate;
    columns.wheelSpeed[w] = (v + outward) * (1 + car.slipRatio[w]);
    columns.wheelSlipRatio[w] = car.slipRatio[w];
    columns.wheelSlipAngle[w] = -car.slipAngle[w];
    columns.wheelLatForce[w] = car.forceLeft[w];
    columns.wheelLongForce[w] = car.forceAlong[w];
    columns.wheelVertForce[w] = loads.wheel[w];
    columns.wheelCamber[w] = w < 2 ? -0.02 : -0.05;
  }
  columns.heightOfCOGAboveGround[0] = vehicle.cogHeight;
  columns.localVelocityX[0] = v * Math.sin(sideslip);
  columns.localVelocityZ[0] = v * Math.cos(sideslip);
  columns.angularVelocityY[0] = car.yawRate;
  columns.angularAccelerationY[0] = car.yawAcceleration;
  columns.frontWheelsAngle[0] = -car.frontAngle;
  columns.frontAeroHeight[0] = 0.035 - (loads.wheel[2] + loads.wheel[3]) * 1e-6;
  columns.rearAeroHeight[0] = 0.075 - (loads.wheel[0] + loads.wheel[1]) * 1.5e-6;
  columns.frontRollAngle[0] = columns.rearRollAngle[0] = (-ROLL_PER_G * car.left) / GRAVITY;
  columns.chassisYaw[0] = sideslip;
  columns.chassisPitch[0] = (-PITCH_PER_G * car.along) / GRAVITY;
}

/** A component of a unit vector as the packet encodes it. */
function unit(value: number): number {
  return Math.round(value * 32767);
}
