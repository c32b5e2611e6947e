import type {Car} from "../car.js";
import type {Racer} from "./racer.js";

/** part of racing speed */
const PACE = 0.52;
/** m/s */
const LEAST = 14;
const MOST = 50;
/** m that the leader keeps behind it, and from which on it waits for a leader that is far */
const BEHIND = 25;
const FAR = 450;

/** The safety car: a point on the way that the leader keeps behind. */
export class SafetyCar {
  /** m of the leader's way; m/s */
  distance = 0;
  speed = 0;

  begin(distance: number): void {
    this.distance = distance;
    this.speed = 30;
  }

  /** It neither loses the leader nor is run into. `racing`: speed of a racing lap so many metres ahead of a car, m/s. */
  step(dt: number, {car}: Racer, racing: (car: Car, ahead: number) => number): void {
    const ahead = Math.max(-60, this.distance - car.distance);
    const goal = Math.max(LEAST, Math.min(MOST, PACE * racing(car, Math.max(0, ahead))));
    const wait = ahead > FAR ? 0.6 : 1;
    this.speed += Math.max(-8 * dt, Math.min(4 * dt, goal * wait - this.speed));
    if (ahead < 8) this.distance = car.distance + 8;
    this.distance += this.speed * dt;
  }

  /** m/s that keep a car behind it. */
  speedBehind({v, distance}: Car): number {
    const gap = this.distance - distance;
    return Math.max(8, v + 0.8 * (this.speed - v) + 0.15 * (gap - BEHIND));
  }
}
