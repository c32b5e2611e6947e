import {gridValue} from "../../geometry/closedGrid.js";
import type {Random} from "../../signal/random.js";
import type {RacingLine} from "../../track/racingLine.js";
import {withDoubles} from "../withDoubles.js";
import {isOnRoad, keepsPlaceBefore} from "./order.js";
import {EDGE_ROOM, Overtaking, SIDE_BY_SIDE, type TrafficRules} from "./overtaking.js";
import type {Racer} from "./racer.js";
import type {RoadAhead} from "./road.js";
import {wake} from "./wake.js";

export type {TrafficRules};

/** m between the centres of two cars in line at rest */
const IN_LINE = 6.6;
/** m of sideways distance beyond which two cars are not in one lane */
const LANE = 2.15;
/** s that cars beside each other look ahead */
const FORESIGHT = 0.45;
/** s between two cars in the pit lane */
const PIT_GAP = 0.4;
/** m/s² with which a car falls back behind one whose place is before its own */
const FALL_BACK = 3;

/** m ahead at which the road's edges are checked, and m/s at which a car can move across the road until there */
const PREVIEW = [0, 10, 20, 32, 45, 60, 80, 100];
const SLIDE = 3;

/** bounds of a car's shift without others beside it */
const [NO_LOW, NO_HIGH] = [-99, 99];

/**
 * Keeps cars apart and lets them pass: each follows the car ahead in its lane, keeps clear of cars beside it, and attacks on one side
 * where a straight and its speed allow. Works in shifts, metres left of the best line.
 */
export class Traffic {
  private readonly shift: Float64Array;
  private readonly offset: Float64Array;
  /** sideways speed of each car, m/s to the left */
  private readonly rate: Float64Array;
  private readonly breeze = withDoubles({drag: 0, downforce: 0});
  private readonly overtaking: Overtaking;

  constructor(
    private readonly racers: readonly Racer[],
    private readonly line: RacingLine,
    private readonly road: RoadAhead,
    draw: Random,
  ) {
    this.shift = new Float64Array(racers.length);
    this.offset = Float64Array.from(racers, ({car}) => car.offset);
    this.rate = new Float64Array(racers.length);
    this.overtaking = new Overtaking(racers, line, road, this.shift, draw);
  }

  /** Renews every car's orders; `dt`: seconds since the last call. */
  step(dt: number, rules: TrafficRules): void {
    const {racers, shift, rate, offset, line} = this;
    for (const {index, car} of racers) {
      rate[index] = (car.offset - offset[index]) / dt;
      offset[index] = car.offset;
      shift[index] = car.offset - gridValue(line.offset, car.circuit, car.lapPosition);
    }
    for (const racer of racers) if (racer.active) this.command(racer, dt, rules);
  }

  private command(racer: Racer, dt: number, rules: TrafficRules): void {
    const {racers, shift, rate, line, road, breeze} = this;
    const {car, driver} = racer;
    const {orders} = driver;
    const {circuit, v} = car;
    const {lengthM} = circuit;
    const i = racer.index;
    const cell = Math.min(circuit.n - 1, (car.lapPosition / circuit.step) | 0);
    const straight = road.straight[cell];
    // the best line crosses the road: a car beside it must be back between the edges by then
    const edge = circuit.description.widthM / 2 - EDGE_ROOM;
    let low = NO_LOW;
    let high = NO_HIGH;
    for (const metres of PREVIEW) {
      const best = line.offset[(cell + metres) % circuit.n];
      const slide = (SLIDE * metres) / Math.max(10, v);
      low = Math.max(low, -edge - best - slide);
      high = Math.min(high, edge - best + slide);
    }
    const [roadLow, roadHigh] = [low, high];
    let besideLow = NO_LOW;
    let besideHigh = NO_HIGH;
    let most = Infinity;
    let drag = 0;
    let downforce = 0;
    let factor = 1;
    let yields = false;
    let front: Racer | undefined;
    let frontGap = Infinity;
    let blue = false;
    racer.abreast = 0;
    const slowest = Math.min(driver.speedAhead(40), driver.speedAhead(90), driver.speedAhead(140)) * orders.factor;
    // the gap that shrinks to a car's length at the slowest place ahead
    const onRoad = isOnRoad(racer);
    const need = onRoad
      ? Math.max(IN_LINE, Math.min(0.5 * v, (IN_LINE * v) / Math.max(12, slowest))) + (rules.singleFile ? 4 : 0)
      : IN_LINE + PIT_GAP * v;
    for (const other of racers) {
      const j = other.index;
      if (j === i || !(other.active || other.status === "grid") || other.pit?.phase === "box") continue;
      let ds = other.car.lapPosition - car.lapPosition;
      if (ds > lengthM / 2) ds -= lengthM;
      else if (ds < -lengthM / 2) ds += lengthM;
      if (ds > 220 || ds < -90) continue;
      const far = Math.abs(ds);
      // in the pit lane the best line of the road does not matter
      const beside = far < 7 || !onRoad ? other.car.offset - car.offset : shift[j] - shift[i];
      const apart = Math.abs(beside);
      if (far < 17 && apart < 7 && (apart > 1.5 || far < 6.2)) {
        const slack = Math.max(0, far - 8.5) * 0.5;
        const isLeft = apart < 0.2 ? i < j : beside > 0;
        // change of the distance between the two within the foresight
        const coming = FORESIGHT * (rate[j] - rate[i]);
        if (isLeft) besideHigh = Math.min(besideHigh, shift[i] + beside + Math.min(0, coming) - SIDE_BY_SIDE + slack);
        else besideLow = Math.max(besideLow, shift[i] + beside + Math.max(0, coming) + SIDE_BY_SIDE - slack);
        // side by side neither car is on its line, and the one behind by half a length gives way
        if (far < 9 && apart < 4.5 && straight < 70) factor = Math.min(factor, ds > 1.5 ? 0.92 : 0.955);
        if (far < 12) racer.abreast++;
        if (ds > 0) yields = true;
      }
      if (rules.holdPlaces && ds > -8 && ds < need && keepsPlaceBefore(other, racer))
        most = Math.min(most, Math.max(-FALL_BACK, follow(v, other.car.v, other.car.along, ds, need)));
      if (ds < 0) {
        const laps = other.car.distance - car.distance;
        if (laps > 0.6 * lengthM && -ds < 1.1 * other.car.v && other.status === "running" && !other.pit) blue = true;
        continue;
      }
      if (ds < 120) {
        wake(ds, beside, breeze);
        drag = Math.max(drag, breeze.drag);
        downforce = Math.max(downforce, breeze.downforce);
      }
      const soon = beside + 0.7 * (rate[j] - rate[i]);
      const crosses = ds > 5.5 && (Math.abs(soon) < LANE || soon * beside < 0);
      const inFile = rules.singleFile && apart < 6 && ds > 8 && onRoad && isOnRoad(other);
      if (apart > LANE && !crosses && !inFile) continue;
      most = Math.min(most, follow(v, other.car.v, other.car.along, ds, need));
      if (ds < frontGap) [front, frontGap] = [other, ds];
    }
    low = Math.max(low, besideLow);
    high = Math.min(high, besideHigh);
    if (low > high) {
      // no room between the bounds: take the middle and lift
      low = high = Math.max(roadLow, Math.min(roadHigh, (low + high) / 2));
      most = Math.min(most, v > 15 && yields ? -4 : 3);
    }
    orders.besideLow = besideLow;
    orders.besideHigh = besideHigh;
    orders.low = low;
    orders.high = high;
    orders.acceleration = most;
    orders.factor *= factor * (1 - 0.4 * downforce * downforceShare(v));
    orders.shift = 0;
    car.vehicle.dragArea = racer.entrant.vehicle.dragArea * (1 - drag) * (racer.drsOpen ? 0.84 : 1);
    const lift = (1 - downforce) * (1 - 0.003 * racer.wingDamage);
    car.vehicle.liftAreaFront = racer.entrant.vehicle.liftAreaFront * lift;
    car.vehicle.liftAreaRear = racer.entrant.vehicle.liftAreaRear * lift;
    if (blue) {
      racer.flag = 2;
      this.overtaking.giveWay(racer, cell);
    } else this.overtaking.attack(racer, front, frontGap, cell, dt, rules);
  }
}

/**
 * Acceleration that keeps a gap, m/s²: that of the car ahead, corrected by speed and distance, or the braking that the gap needs.
 * `along`: acceleration of the car ahead, m/s²; `gap` and `need`: present and required gap, m.
 */
function follow(v: number, ahead: number, along: number, gap: number, need: number): number {
  const closing = v - ahead;
  const room = gap - need;
  const keep = Math.min(along, 6) - 2.2 * closing + 1.5 * room;
  if (closing <= 0) return keep;
  const brake = (-closing * closing) / (2 * Math.max(1, room));
  return Math.min(keep + (room > 30 ? 40 : 0), brake < -12 ? 1.15 * brake : Infinity);
}

/** Approximate part of a corner's grip that is due to downforce at v m/s. */
function downforceShare(v: number): number {
  const air = (v / 55) * (v / 55);
  return air / (1 + air);
}
