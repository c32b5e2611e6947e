import type {PitLane} from "./pitLane.js";
import type {Racer} from "./racer.js";
import {gridSlot} from "./start.js";

/** s that all cars wait in their boxes; in reality ten minutes and more */
const WAIT = 45;
/** s between two cars that leave */
const APART = 2.5;
/** m that the car before must be past a box before its car leaves */
const PAST_BOX = 20;
/** m before its slot at which a car starts to roll towards it, and its deceleration there, m/s² */
const ROLL_FROM = 150;
const SLOWING = 3;
/** m from its slot at which a car has arrived */
const NEAR = 0.3;

/**
 * A race stopped by a red flag: every car comes into the pit lane and waits in its box. Then all leave in race order behind the safety
 * car, drive a lap and line up on the grid. Lapped cars stay lapped and line up last, in their order.
 */
export class RedFlag {
  private waitingSince = Infinity;
  private leftAt = 0;

  /** Whether all cars have waited long enough; to be called while the red flag is out. */
  isOver(time: number, running: readonly Racer[]): boolean {
    const waiting = running.every(({pit}) => pit?.phase === "box");
    if (!waiting) this.waitingSince = Infinity;
    else this.waitingSince = Math.min(this.waitingSince, time);
    return time - this.waitingSince >= WAIT;
  }

  /** Gives every car a grid slot at the end of the next lap. `running`: cars still in the race, in its order. */
  assignSlots(running: readonly Racer[], time: number): void {
    this.waitingSince = Infinity;
    this.leftAt = time;
    running.forEach((racer, i) => {
      const {lengthM, description} = racer.car.circuit;
      const {before, offset} = gridSlot(i + 1, description.widthM);
      // boxes are before and after the line, so the lap is rounded
      racer.slotDistance = (Math.round(racer.car.distance / lengthM) + 1) * lengthM + before;
      racer.gridOffset = offset;
    });
  }

  /** Whether a car may leave its box: those before it in the race have passed it. When true it is taken to leave. */
  mayLeave(racer: Racer, time: number, running: readonly Racer[], lane: PitLane): boolean {
    const next = running.find(({pit}) => pit?.phase === "box");
    if (racer !== next || time - this.leftAt < APART) return false;
    const place = ({car}: Racer) => lane.place(car.lapPosition);
    if (running.some((other) => other.pit?.phase === "out" && place(other) < place(racer) + PAST_BOX)) return false;
    this.leftAt = time;
    return true;
  }
}

/** Rolls a car into its grid slot; returns whether it is at rest there. */
export function rollToSlot({car, driver, slotDistance, gridOffset}: Racer): boolean {
  const rest = slotDistance - car.distance;
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

/** Where the safety car starts for the formation lap, in metres of the leader's distance: just after the pit exit. */
export function safetyCarStart(leader: Racer, lane: PitLane): number {
  return leader.car.distance - lane.place(leader.car.lapPosition) + lane.exit + 60;
}
