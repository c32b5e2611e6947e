import type {Random} from "../../signal/random.js";
import type {RacingLine} from "../../track/racingLine.js";
import {keepsPlaceBefore} from "./order.js";
import type {Racer} from "./racer.js";
import type {RoadAhead} from "./road.js";

/** m between the centres of two cars side by side */
export const SIDE_BY_SIDE = 2.6;
/** m from the road's edge to the centre of a car that drives along it */
export const EDGE_ROOM = 1.1;
/** s after the start in which no car attacks */
const LAUNCH = 11;
/** s that an attempt may last, and for which the driver does not try again after it failed */
const ATTEMPT = 9;
const PATIENCE = 2.5;

/** The rules of the race at a moment. */
export interface TrafficRules {
  /** whether this car may pass others now */
  mayPass(racer: Racer): boolean;
  /** cars drive in single file behind the safety car */
  singleFile: boolean;
  /** the race is neutralised: every car keeps its place */
  holdPlaces: boolean;
  /** session time, s */
  time: number;
}

/** Decides when a car attacks the one in front and on which side it passes. */
export class Overtaking {
  constructor(
    private readonly racers: readonly Racer[],
    private readonly line: RacingLine,
    private readonly road: RoadAhead,
    /** metres of each car left of the best line, kept by the caller */
    private readonly shift: Float64Array,
    private readonly draw: Random,
  ) {}

  /** Gives way to a car that laps this one: to the outside of the next bend, with less throttle. */
  giveWay({driver: {orders}}: Racer, cell: number): void {
    orders.shift = -3 * this.road.turn[cell];
    orders.acceleration = Math.min(orders.acceleration, 1.5);
  }

  /** Continues or begins an attack; `front` is the car in front, `gap` metres ahead; `dt`: s since the last call. */
  attack(racer: Racer, front: Racer | undefined, gap: number, cell: number, dt: number, rules: TrafficRules): void {
    const {car, driver} = racer;
    const {lengthM} = car.circuit;
    const {time} = rules;
    if (racer.manoeuvre && this.continues(racer, rules)) return;
    if (!front || racer.pit) {
      racer.stuckFor = 0;
      return;
    }
    if (time < racer.goesAt + LAUNCH || car.v < 12 || racer.abreast > 0) return;
    const closing = car.v - front.car.v;
    const crawls = front.car.v < 0.6 * Math.max(20, driver.speedAhead(10)) && closing > 4;
    racer.stuckFor = gap < 9 + 0.42 * car.v ? racer.stuckFor + dt : 0;
    if (!crawls && (!rules.mayPass(racer) || time < racer.noAttackUntil)) return;
    const lapping = car.distance - front.car.distance > 0.6 * lengthM;
    const tempted =
      racer.stuckFor > 0.4 &&
      gap < 8 + 0.3 * car.v &&
      this.road.straight[cell] > 110 &&
      closing > (lapping ? -2 : 0.4) &&
      this.draw.next() < dt * 4 * racer.entrant.style.boldness;
    if (!(tempted || (crawls && gap < 30 + 1.6 * closing))) return;
    const side = this.side(racer, front, cell);
    if (side !== 0) racer.manoeuvre = {target: front.index, side, until: time + ATTEMPT};
  }

  /** Whether an attack under way continues; writes its shift into the car's orders. */
  private continues(racer: Racer, rules: TrafficRules): boolean {
    const {car, driver} = racer;
    const {lengthM} = car.circuit;
    const {time} = rules;
    const manoeuvre = racer.manoeuvre!;
    const target = this.racers[manoeuvre.target];
    let ds = target.car.lapPosition - car.lapPosition;
    ds -= lengthM * Math.round(ds / lengthM);
    const over =
      ds < -10 || ds > 45 || time > manoeuvre.until || !target.active || target.pit !== null || racer.pit !== null;
    const forbidden = (ds > 6 && !rules.mayPass(racer)) || (rules.holdPlaces && keepsPlaceBefore(target, racer));
    if (over || (forbidden && target.car.v > 30)) {
      racer.manoeuvre = null;
      if (ds > 0) racer.noAttackUntil = time + PATIENCE;
      return false;
    }
    driver.orders.shift = this.shift[manoeuvre.target] + manoeuvre.side * (SIDE_BY_SIDE + 0.35);
    return true;
  }

  /** The inside of the next bend where there is room, else the other side; 0 where there is none. */
  private side(racer: Racer, front: Racer, cell: number): number {
    const {line, road, shift} = this;
    const {circuit} = racer.car;
    const there = (cell + 30) % circuit.n;
    const edge = circuit.description.widthM / 2 - EDGE_ROOM;
    const at = line.offset[there] + shift[front.index];
    const room = (side: number) => edge - side * at;
    const inside = road.turn[cell];
    if (room(inside) > SIDE_BY_SIDE && this.draw.next() < 0.75) return inside;
    if (room(-inside) > SIDE_BY_SIDE) return -inside;
    return room(inside) > SIDE_BY_SIDE ? inside : 0;
  }
}
