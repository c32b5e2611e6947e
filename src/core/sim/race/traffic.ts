import {gridValue} from "../../geometry/closedGrid.js";
import type {RacingLine} from "../../track/racingLine.js";
import type {Random} from "../random.js";
import type {Racer} from "./racer.js";
import type {RoadAhead} from "./road.js";
import {wake} from "./wake.js";

/** m from centre to centre of two cars side by side, and of two in line at rest */
const BESIDE = 2.6;
const IN_LINE = 6.6;
/** metres aside that make another lane */
const LANE = 2.15;
/** s after the start in which everyone keeps to their own lane */
const LAUNCH = 11;
/** s by which cars beside each other look ahead */
const FORESIGHT = 0.45;
/** s between two in the pit lane */
const PIT_GAP = 0.4;
/** m/s² with which one falls back behind a car whose place is the better one */
const FALL_BACK = 3;

/** m along the road at which its edges are looked at, and m/s at which a car slides across it by then */
const PREVIEW = [0, 10, 20, 32, 45, 60, 80, 100];
const SLIDE = 3;

/** What the race allows at a place. */
export interface TrafficRules {
  /** whether this car may pass others now */
  mayPass(racer: Racer): boolean;
  /** single file behind the safety car */
  file: boolean;
  /** nobody races: everyone keeps the place they had */
  hold: boolean;
  time: number;
}

/**
 * Sees that cars do not drive into each other, and lets them pass: everyone follows who is ahead in their lane, keeps beside who
 * is beside them, and where a straight and a faster car allow, goes for one side. Works in shifts: metres left of the best line.
 */
export class Traffic {
  private readonly shift: Float64Array;
  private readonly offset: Float64Array;
  /** m/s to the left */
  private readonly rate: Float64Array;
  private readonly breeze = {drag: 0, downforce: 0};

  constructor(
    private readonly racers: readonly Racer[],
    private readonly line: RacingLine,
    private readonly road: RoadAhead,
    private readonly draw: Random,
  ) {
    this.shift = new Float64Array(racers.length);
    this.offset = Float64Array.from(racers, ({car}) => car.offset);
    this.rate = new Float64Array(racers.length);
  }

  /** Renews everyone's orders; `dt` seconds since the last time. */
  step(dt: number, rules: TrafficRules): void {
    const {racers, shift, rate, offset, line} = this;
    for (const {index, car} of racers) {
      rate[index] = (car.offset - offset[index]) / dt;
      offset[index] = car.offset;
      shift[index] = car.offset - gridValue(line.offset, car.circuit, car.lapPosition);
    }
    for (const racer of racers) if (racer.active) this.look(racer, dt, rules);
  }

  private look(racer: Racer, dt: number, rules: TrafficRules): void {
    const {racers, shift, rate, line, road, breeze} = this;
    const {car, driver} = racer;
    const {orders} = driver;
    const {circuit, v} = car;
    const {lengthM} = circuit;
    const i = racer.index;
    const cell = Math.min(circuit.n - 1, (car.lapPosition / circuit.step) | 0);
    const straight = road.straight[cell];
    // the line crosses the road: a car beside it has to be back on the road by then
    const edge = circuit.description.widthM / 2 - 1.1;
    let low = -99;
    let high = 99;
    for (const metres of PREVIEW) {
      const best = line.offset[(cell + metres) % circuit.n];
      const slide = (SLIDE * metres) / Math.max(10, v);
      low = Math.max(low, -edge - best - slide);
      high = Math.min(high, edge - best + slide);
    }
    const [roadLow, roadHigh] = [low, high];
    let besideLow = -99;
    let besideHigh = 99;
    let most = Infinity;
    let drag = 0;
    let downforce = 0;
    let factor = 1;
    let yields = false;
    let front: Racer | undefined;
    let frontGap = Infinity;
    let blue: Racer | undefined;
    racer.abreast = 0;
    const slowest = Math.min(driver.speedAhead(40), driver.speedAhead(90), driver.speedAhead(140)) * orders.factor;
    // a gap in time that will be a car's length in the slowest place ahead
    const raced = onRoad(racer);
    const need = raced
      ? Math.max(IN_LINE, Math.min(0.5 * v, (IN_LINE * v) / Math.max(12, slowest))) + (rules.file ? 4 : 0)
      : IN_LINE + PIT_GAP * v;
    for (const other of racers) {
      const j = other.index;
      if (j === i || !(other.active || other.status === "grid") || other.pit?.phase === "box") continue;
      let ds = other.car.lapPosition - car.lapPosition;
      if (ds > lengthM / 2) ds -= lengthM;
      else if (ds < -lengthM / 2) ds += lengthM;
      if (ds > 220 || ds < -90) continue;
      const far = Math.abs(ds);
      // who is in the pit lane keeps to it, whatever the best line does beside it
      const beside = far < 7 || !raced ? other.car.offset - car.offset : shift[j] - shift[i];
      const apart = Math.abs(beside);
      if (far < 17 && apart < 7 && (apart > 1.5 || far < 6.2)) {
        const slack = Math.max(0, far - 8.5) * 0.5;
        const isLeft = apart < 0.2 ? i < j : beside > 0;
        // where the two will be a moment on, if they come nearer
        const coming = FORESIGHT * (rate[j] - rate[i]);
        if (isLeft) besideHigh = Math.min(besideHigh, shift[i] + beside + Math.min(0, coming) - BESIDE + slack);
        else besideLow = Math.max(besideLow, shift[i] + beside + Math.max(0, coming) + BESIDE - slack);
        // two abreast neither has its line, and who is behind by half a car gives way
        if (far < 9 && apart < 4.5 && straight < 70) factor = Math.min(factor, ds > 1.5 ? 0.92 : 0.955);
        if (far < 12) racer.abreast++;
        if (ds > 0) yields = true;
      }
      if (rules.hold && ds > -8 && ds < need && goesFirst(other, racer))
        most = Math.min(most, Math.max(-FALL_BACK, follow(v, other.car.v, other.car.along, ds, need)));
      if (ds < 0) {
        const laps = other.car.distance - car.distance;
        if (laps > 0.6 * lengthM && -ds < 1.1 * other.car.v && other.status === "running" && !other.pit) blue = other;
        continue;
      }
      if (ds < 120) {
        wake(ds, beside, breeze);
        drag = Math.max(drag, breeze.drag);
        downforce = Math.max(downforce, breeze.downforce);
      }
      const soon = beside + 0.7 * (rate[j] - rate[i]);
      const crosses = ds > 5.5 && (Math.abs(soon) < LANE || soon * beside < 0);
      if (apart > LANE && !crosses && !(rules.file && apart < 6 && ds > 8 && onRoad(racer) && onRoad(other))) continue;
      most = Math.min(most, follow(v, other.car.v, other.car.along, ds, need));
      if (ds < frontGap) [front, frontGap] = [other, ds];
    }
    low = Math.max(low, besideLow);
    high = Math.min(high, besideHigh);
    if (low > high) {
      // no room: the middle, and off the throttle
      low = high = Math.max(roadLow, Math.min(roadHigh, (low + high) / 2));
      most = Math.min(most, v > 15 && yields ? -4 : 3);
    }
    orders.besideLow = besideLow;
    orders.besideHigh = besideHigh;
    orders.low = low;
    orders.high = high;
    orders.acceleration = most;
    orders.factor *= factor * (1 - 0.4 * downforce * share(v));
    car.vehicle.dragArea = racer.entrant.vehicle.dragArea * (1 - drag) * (racer.drsOpen ? 0.84 : 1);
    const lift = (1 - downforce) * (1 - 0.003 * racer.wingDamage);
    car.vehicle.liftAreaFront = racer.entrant.vehicle.liftAreaFront * lift;
    car.vehicle.liftAreaRear = racer.entrant.vehicle.liftAreaRear * lift;
    racer.flag = blue ? 2 : racer.flag;
    orders.shift = 0;
    if (blue) this.giveWay(racer, cell);
    else this.attack(racer, front, frontGap, straight, cell, dt, rules);
  }

  /** To the outside of the next bend and off the throttle a little. */
  private giveWay({driver: {orders}}: Racer, cell: number): void {
    orders.shift = -3 * this.road.turn[cell];
    orders.acceleration = Math.min(orders.acceleration, 1.5);
  }

  private attack(
    racer: Racer,
    front: Racer | undefined,
    gap: number,
    straight: number,
    cell: number,
    dt: number,
    rules: TrafficRules,
  ): void {
    const {shift, racers} = this;
    const {car, driver} = racer;
    const {lengthM} = car.circuit;
    const {time} = rules;
    const {manoeuvre} = racer;
    if (manoeuvre) {
      const target = racers[manoeuvre.target];
      let ds = target.car.lapPosition - car.lapPosition;
      ds -= lengthM * Math.round(ds / lengthM);
      const over =
        ds < -10 || ds > 45 || time > manoeuvre.until || !target.active || target.pit !== null || racer.pit !== null;
      const forbidden = (ds > 6 && !rules.mayPass(racer)) || (rules.hold && goesFirst(target, racer));
      if (over || (forbidden && target.car.v > 30)) {
        racer.manoeuvre = null;
        if (ds > 0) racer.patientUntil = time + 2.5;
      } else {
        driver.orders.shift = shift[manoeuvre.target] + manoeuvre.side * (BESIDE + 0.35);
        return;
      }
    }
    if (!front || racer.pit) {
      racer.held = 0;
      return;
    }
    if (time < racer.goesAt + LAUNCH || car.v < 12 || racer.abreast > 0) return;
    const closing = car.v - front.car.v;
    const crawls = front.car.v < 0.6 * Math.max(20, driver.speedAhead(10)) && closing > 4;
    racer.held = gap < 9 + 0.42 * car.v ? racer.held + dt : 0;
    if (!crawls && (!rules.mayPass(racer) || time < racer.patientUntil)) return;
    const lapping = car.distance - front.car.distance > 0.6 * lengthM;
    const tempted =
      racer.held > 0.4 &&
      gap < 8 + 0.3 * car.v &&
      straight > 110 &&
      closing > (lapping ? -2 : 0.4) &&
      this.draw.next() < dt * 4 * racer.entrant.style.boldness;
    if (!(tempted || (crawls && gap < 30 + 1.6 * closing))) return;
    const side = this.side(racer, front, cell);
    if (side !== 0) racer.manoeuvre = {target: front.index, side, until: time + 9};
  }

  /** The inside of the next bend where there is room, else the other side; 0 where there is none. */
  private side(racer: Racer, front: Racer, cell: number): number {
    const {line, road, shift} = this;
    const {circuit} = racer.car;
    const there = (cell + 30) % circuit.n;
    const edge = circuit.description.widthM / 2 - 1.1;
    const at = line.offset[there] + shift[front.index];
    const room = (side: number) => edge - side * at;
    const inside = road.turn[cell];
    if (room(inside) > BESIDE && this.draw.next() < 0.75) return inside;
    if (room(-inside) > BESIDE) return -inside;
    return room(inside) > BESIDE ? inside : 0;
  }
}

/** Whether another car on the road keeps its place before this one while nobody races; not one in trouble. */
function goesFirst(other: Racer, racer: Racer): boolean {
  const {car} = other;
  const troubled = car.v < 12 || other.spinFrom >= 0 || Math.abs(car.offset) > car.circuit.description.widthM / 2 + 1;
  return onRoad(other) && onRoad(racer) && !troubled && other.placeHeld < racer.placeHeld;
}

function onRoad({pit}: Racer): boolean {
  return pit === null || pit.phase === "called";
}

/** Acceleration that keeps a gap, m/s²: as the one ahead, corrected by speed and distance; or the braking that the gap needs. */
function follow(v: number, ahead: number, along: number, gap: number, need: number): number {
  const closing = v - ahead;
  const room = gap - need;
  const keep = Math.min(along, 6) - 2.2 * closing + 1.5 * room;
  if (closing <= 0) return keep;
  const brake = (-closing * closing) / (2 * Math.max(1, room));
  return Math.min(keep + (room > 30 ? 40 : 0), brake < -12 ? 1.15 * brake : Infinity);
}

/** About how much of a corner's grip is downforce at v m/s. */
function share(v: number): number {
  const air = (v / 55) * (v / 55);
  return air / (1 + air);
}
