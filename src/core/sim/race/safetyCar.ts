import type {Car} from "../car.js";
import type {Racer} from "./racer.js";

/** part of racing speed, and limits of the speed, m/s */
const PACE = 0.52;
const MIN_SPEED = 14;
const MAX_SPEED = 50;
/** m that the leader stays behind the safety car, and distance from which it waits for the leader */
const BEHIND = 25;
const FAR = 450;

/** The safety car: a point on the circuit behind which the leader stays. */
export class SafetyCar {
  /** m driven, on the scale of the leader's `distance` */
  distance = 0;
  /** m/s */
  speed = 0;

  begin(distance: number): void {
    this.distance = distance;
    this.speed = 30;
  }

  /** Drives for `dt` s before the leader. `racingSpeed(car, ahead)`: racing speed, m/s, at `ahead` metres in front of the car. */
  step(dt: number, {car}: Racer, racingSpeed: (car: Car, ahead: number) => number): void {
    const ahead = Math.max(-60, this.distance - car.distance);
    const goal = Math.max(MIN_SPEED, Math.min(MAX_SPEED, PACE * racingSpeed(car, Math.max(0, ahead))));
    const wait = ahead > FAR ? 0.6 : 1;
    this.speed += Math.max(-8 * dt, Math.min(4 * dt, goal * wait - this.speed));
    if (ahead < 8) this.distance = car.distance + 8;
    this.distance += this.speed * dt;
  }

  /** Speed, m/s, with which a car stays at its distance behind the safety car. */
  speedBehind({v, distance}: Car): number {
    const gap = this.distance - distance;
    return Math.max(8, v + 0.8 * (this.speed - v) + 0.15 * (gap - BEHIND));
  }
}
