import type {PitLane} from "./pitLane.js";
import type {Racer} from "./racer.js";
import {gridSlot} from "./start.js";

/** s that all stand in their boxes: in life ten minutes and more, here enough to be seen */
const STANDS = 45;
/** s between two that leave */
const APART = 2.5;
/** m that the one before must have gone by a box */
const GONE_BY = 20;
/** m before its slot from which a car rolls towards it; m/s² with which it stops there */
const ROLL_FROM = 150;
const SLOWING = 3;
/** m */
const NEAR = 0.3;

/**
 * A race that was stopped: everyone comes into the pit lane and stands in their box; out again in the order of the race behind the
 * safety car, a lap, and onto the grid. Lapped cars stay lapped and line up last, as they are placed.
 */
export class RedFlag {
  private standsFrom = Infinity;
  private leftAt = 0;

  /** Called once the red flag is out, while cars come in and stand: whether it is time to leave again. */
  isOver(time: number, running: readonly Racer[]): boolean {
    const standing = running.every(({pit}) => pit?.phase === "box");
    if (!standing) this.standsFrom = Infinity;
    else this.standsFrom = Math.min(this.standsFrom, time);
    return time - this.standsFrom >= STANDS;
  }

  /** Gives everyone a slot at the end of the next lap. `running`: those in the race, in its order. */
  line(running: readonly Racer[], time: number): void {
    this.standsFrom = Infinity;
    this.leftAt = time;
    running.forEach((racer, i) => {
      const {lengthM, description} = racer.car.circuit;
      const {before, offset} = gridSlot(i + 1, description.widthM);
      // the boxes lie on both sides of the line
      racer.slotAt = (Math.round(racer.car.distance / lengthM) + 1) * lengthM + before;
      racer.gridOffset = offset;
    });
  }

  /** Whether a car that stands ready may leave its box: those before it in the race have gone by. It is taken to go then. */
  mayLeave(racer: Racer, time: number, running: readonly Racer[], lane: PitLane): boolean {
    const next = running.find(({pit}) => pit?.phase === "box");
    if (racer !== next || time - this.leftAt < APART) return false;
    const place = ({car}: Racer) => lane.place(car.lapPosition);
    if (running.some((other) => other.pit?.phase === "out" && place(other) < place(racer) + GONE_BY)) return false;
    this.leftAt = time;
    return true;
  }
}

/** Rolls a car that has a slot on the grid into it. Whether it now stands there. */
export function rollToSlot({car, driver, slotAt, gridOffset}: Racer): boolean {
  const rest = slotAt - car.distance;
  if (rest > ROLL_FROM) return false;
  const {orders} = driver;
  orders.offset = gridOffset;
  orders.acceleration = Infinity;
  orders.speed = Math.min(orders.speed, Math.sqrt(2 * SLOWING * Math.max(0, rest - NEAR / 2)));
  if (rest > NEAR) return false;
  car.v = car.throttle = car.along = 0;
  car.brake = 1;
  car.rpm = 9000;
  return true;
}

/** m of the lane that the first to leave has to be ahead of the safety car's own way. */
export function safetyCarStart(leader: Racer, lane: PitLane): number {
  return leader.car.distance - lane.place(leader.car.lapPosition) + lane.exit + 60;
}
