import type {Car} from "./car.js";
import {enginePower} from "./engine.js";
import {corneringDrag} from "./speedProfile.js";
import {dragForce, rollingForce} from "./vehicle.js";

/** Speeds at which a driver moves the pedals, full travels per second. */
export interface Feet {
  throttleOn: number;
  throttleOff: number;
  brakeOn: number;
  brakeOff: number;
}

/** Moves the pedals for dt seconds towards the position that gives the acceleration `wanted`, m/s², at the speed of the feet. */
export function press(car: Car, feet: Feet, wanted: number, dt: number): void {
  const {vehicle: p, mass, v} = car;
  const across = Math.abs(car.left);
  const resist = (dragForce(p, v) + rollingForce(p, mass, v)) / mass + corneringDrag(p, across, car.useAcross);
  const need = wanted + resist;
  let throttle = 0;
  let brake = 0;
  if (need >= 0) {
    const motor = car.ers.available(v, 1);
    const most = ((enginePower(car.engine, car.rpm) + motor) * car.engine.efficiency) / Math.max(1, v) / mass;
    // the driver feels the grip of the rear tyres
    const grip = (car.loads.traction / mass) * Math.sqrt(Math.max(0, 1 - car.useAcross * car.useAcross)) * 0.97;
    throttle = Math.min(1, Math.min(need, Math.max(grip, 0.5)) / most);
  } else {
    brake = Math.min(1, (-need * mass) / p.brakeForce);
    if (brake < 0.02) brake = 0;
  }
  if (throttle > car.throttle) car.brake = toward(car.brake, 0, 2 * feet.brakeOff * dt);
  car.throttle =
    throttle > car.throttle
      ? toward(car.throttle, car.brake > 0.1 ? 0 : throttle, feet.throttleOn * dt)
      : toward(car.throttle, throttle, feet.throttleOff * dt);
  car.brake = toward(car.brake, brake, (brake > car.brake ? feet.brakeOn : feet.brakeOff) * dt);
}

function toward(value: number, goal: number, most: number): number {
  const gap = goal - value;
  return value + Math.max(-most, Math.min(most, gap));
}
