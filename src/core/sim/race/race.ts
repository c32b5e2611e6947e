import type {Circuit} from "../../track/circuit.js";
import type {RacingLine} from "../../track/racingLine.js";
import {random} from "../random.js";
import {CIRCUITS, type Crossing, prepared, STEP} from "../simulation.js";
import type {Call} from "./calls.js";
import {Direction} from "./direction.js";
import {enter} from "./enter.js";
import {type Entrant, enterField, gridOrder} from "./entrants.js";
import {Incidents} from "./incidents.js";
import {gapTo, Order} from "./order.js";
import {PitCrew, type PitSituation} from "./pitCrew.js";
import {PitLane} from "./pitLane.js";
import {RaceControl} from "./raceControl.js";
import type {Racer} from "./racer.js";
import {type RoadAhead, readRoad} from "./road.js";
import {Scoring} from "./scoring.js";
import {wearScale} from "./strategy.js";
import {separate} from "./touch.js";
import {surface, trackLimits, wing} from "./trackRules.js";
import {Traffic, type TrafficRules} from "./traffic.js";
import {type Sky, Weather} from "./weather.js";

export interface RaceOptions {
  /** id in CIRCUITS */
  track?: string;
  seed?: number;
  /** race distance, 1 to 99 */
  laps?: number;
  /** 1 to 22 */
  cars?: number;
  weather?: Sky;
  /** scales mistakes and failures; 0 for none */
  incidents?: number;
  /** what race control does whatever happens */
  calls?: readonly Call[];
}

/** Something that happened, as race control or the games tell it. */
export interface RaceEvent {
  code: string;
  /** session time, s */
  time: number;
  car?: number;
  details?: Record<string, number>;
}

const ORDER_EVERY = 10;
const TRAFFIC_EVERY = 2;
/** s that cars still drive after the last one finished, and that they have for it */
const RUN_OUT = 2;
const PATIENCE = 200;

/**
 * A whole race at 100 Hz: a grid of cars, each with the full model of vehicle, tyres and energy, that start, pass, stop for tyres,
 * err and retire under weather and race control. One seed gives one race, bit for bit.
 *
 * `advance(time)` steps until the session time is reached and settles the lines passed until then. A sender reads racers, control,
 * weather and events.
 */
export class Race {
  readonly circuit: Circuit;
  readonly line: RacingLine;
  readonly field: Entrant[];
  /** by slot */
  readonly racers: Racer[];
  readonly order: Order;
  readonly control: RaceControl;
  readonly weather: Weather;
  readonly lane: PitLane;
  readonly road: RoadAhead;
  readonly seed: number;
  readonly laps: number;
  /** steps made; session time is steps × STEP */
  steps = 0;
  /** everything that happened so far, in order */
  readonly events: RaceEvent[] = [];
  readonly direction: Direction;
  private endsAt = Infinity;
  private readonly scoring: Scoring;
  private readonly traffic: Traffic;
  private readonly crew: PitCrew;
  private readonly incidents: Incidents;
  private readonly marks: {line: Crossing["line"]; at: number}[];
  private readonly rules: TrafficRules;
  private readonly situation: PitSituation;

  constructor({
    track = "silverstone",
    seed = 1,
    laps = 10,
    cars = 22,
    weather = "dry",
    incidents = 1,
    calls = [],
  }: RaceOptions = {}) {
    const description = Object.hasOwn(CIRCUITS, track) ? CIRCUITS[track] : undefined;
    if (!description) throw new Error(`unknown track: ${track}`);
    const {circuit, line} = prepared(description);
    this.circuit = circuit;
    this.line = line;
    this.seed = seed;
    this.laps = laps;
    this.field = enterField(cars, seed);
    this.road = readRoad(circuit, line);
    this.lane = new PitLane(circuit);
    this.weather = new Weather(weather, seed, laps * 90);
    this.control = new RaceControl(circuit.lengthM, (code, details, car) => this.tell(code, details, car));
    const draw = random(seed, 5901);
    const grid = gridOrder(this.field, seed);
    this.racers = this.field.map((entrant) => enter(this, entrant, grid.indexOf(entrant.index), draw));
    this.direction = new Direction(this, calls);
    this.order = new Order(this.racers);
    this.scoring = new Scoring(this.racers, laps, this.control, (code, details, car, time) =>
      this.tell(code, details, car, time),
    );
    this.traffic = new Traffic(this.racers, line, this.road, random(seed, 8100));
    this.crew = new PitCrew(this.lane, this.racers, random(seed, 8200), wearScale(laps));
    this.incidents = new Incidents(seed, this, incidents);
    const [second, third] = description.sectorStartsM;
    this.marks = [
      {line: 0, at: 0},
      {line: 1, at: second},
      {line: 2, at: third},
      {line: "trap", at: description.speedTrapM},
    ];
    this.situation = {
      ...{time: 0, laps, wetness: 0, safetyCar: false, redFlag: false},
      mayLeave: (racer) => this.direction.mayLeave(racer),
    };
    this.rules = {
      ...{file: false, hold: false, time: 0},
      mayPass: (racer) => !this.control.slow && !this.control.isYellow(racer) && racer.status === "running",
    };
  }

  /** Session time, s. */
  get time(): number {
    return this.steps * STEP;
  }

  /** Session time of the start, s. */
  get lightsOutAt(): number {
    return this.direction.startsAt;
  }

  /** Lights out: it is raced. */
  get started(): boolean {
    return this.direction.started;
  }

  /** First of those still racing. */
  get leader(): Racer | undefined {
    return this.order.list.find(({status}) => status === "running" || status === "grid");
  }

  /** Fastest valid lap so far, ms; Infinity while there is none. */
  get bestMs(): number {
    return this.scoring.bestMs;
  }

  /** Part of the race that is driven, 0–1, and the lap of the leader. */
  get progress(): {part: number; text: string} {
    const [leader] = this.order.list;
    const part = Math.max(0, Math.min(1, leader.car.distance / (this.laps * this.circuit.lengthM)));
    return {part, text: `lap ${Math.min(leader.timing.lap, this.laps)} of ${this.laps}`};
  }

  /** Whether all have finished or stopped and driven on a little. */
  get done(): boolean {
    return this.time >= this.endsAt;
  }

  /** Steps until session time `time`, s, is reached, and settles what was passed until then. */
  advance(time: number): void {
    while (this.time < time - 1e-9) this.step();
    this.settle(time);
  }

  /** One hundredth of a second. */
  step(): void {
    const {racers, control, weather} = this;
    const {time} = this;
    // the end of the race changes how others drive: it must not wait for a sender to look
    this.settle(time);
    weather.step(STEP, time);
    if (this.steps === 0) this.tell("SSTA");
    const {leader} = this;
    this.direction.step(time, leader);
    control.step(STEP, time, this.order.list, weather.wetness > 0.12 || weather.rain > 0.1);
    if (this.steps % TRAFFIC_EVERY === 0) {
      for (const racer of racers) {
        Object.assign(racer.driver.orders, FREE);
        if (racer.active) control.command(racer, leader);
      }
      if (control.slow && !this.rules.hold) for (const racer of racers) racer.placeHeld = racer.position;
      this.rules.hold = control.slow;
      this.rules.file = control.file;
      this.rules.time = time;
      this.traffic.step(STEP * TRAFFIC_EVERY, this.rules);
    }
    this.situation.time = time;
    this.situation.wetness = weather.wetness;
    this.situation.safetyCar = control.phase === "sc" || control.phase === "vsc";
    this.situation.redFlag = control.redFlag;
    for (const racer of racers) this.drive(racer, time);
    separate(racers, (a, b) => this.touch(a, b));
    if (this.steps % ORDER_EVERY === 0) this.sort();
    this.steps++;
    if (this.endsAt === Infinity) this.checkEnd();
  }

  /** Applies the lines passed until `time`: lap times, sectors, the end of the race. */
  settle(time: number): void {
    this.scoring.settle(time);
  }

  /** s by which a car is behind another one, at the place where it now is; NaN where that is not known. */
  gap(other: Racer, racer: Racer): number {
    return gapTo(other, racer, this.time);
  }

  /** Tells an event at the present session time. */
  tell(code: string, details?: Record<string, number>, car?: number, time = this.time): void {
    this.events.push({code, time, ...(car !== undefined && {car}), ...(details && {details})});
  }

  private drive(racer: Racer, time: number): void {
    const {car, driver} = racer;
    if (racer.status === "retired") return;
    if (racer.status === "grid") {
      if (time < racer.goesAt) return;
      racer.status = "running";
    }
    if (racer.launching) {
      // off the line everyone keeps to their own side until there is speed and room
      if (time < racer.goesAt + 10 && car.v < 55) driver.orders.offset = racer.gridOffset;
      else {
        racer.launching = false;
        driver.orders.offset = Number.NaN;
        driver.takePlace();
      }
    }
    surface(this, racer);
    const before = car.distance;
    this.crew.step(racer, racer.driven, this.situation);
    racer.driven = before;
    this.incidents.step(racer, time);
    this.direction.lineUp(racer);
    wing(this, racer);
    driver.step(STEP, time);
    car.step(STEP);
    racer.passMarks(before, time, STEP);
    trackLimits(this, racer, time);
    this.control.measure(racer, STEP);
    const {lengthM} = this.circuit;
    const lap = Math.floor(car.distance / lengthM);
    for (const {line, at} of this.marks) {
      const mark = lap * lengthM + at;
      if (before < mark && car.distance >= mark) this.cross(racer, line, time, before, mark);
    }
  }

  private touch(a: Racer, b: Racer): void {
    this.tell("COLL", {vehicle2Idx: b.index}, a.index);
    a.wingDamage = Math.min(80, a.wingDamage + 18);
  }

  private cross(racer: Racer, line: Crossing["line"], time: number, before: number, mark: number): void {
    const {car} = racer;
    const part = (mark - before) / (car.distance - before);
    const at = {car: racer.index, line, time: time + part * STEP, speed: car.v - car.along * (1 - part) * STEP};
    this.scoring.add(at);
    if (line === "trap") return;
    racer.driver.makePlan();
    if (line !== 0) return;
    car.ers.newLap();
    this.incidents.newLap(racer, this.weather.wetness);
  }

  private sort(): void {
    this.order.update((by, of) => {
      if (this.time > this.lightsOutAt + 2 && Math.abs(by.car.distance - of.car.distance) < 80)
        this.tell("OVTK", {beingOvertakenVehicleIdx: of.index}, by.index);
    });
    for (const racer of this.racers) {
      if (racer.status !== "retired" || racer.told) continue;
      racer.told = true;
      racer.stints[racer.stints.length - 1].endLap ??= racer.timing.lap;
      this.tell("RTMT", {reason: racer.reason}, racer.index);
    }
  }

  private checkEnd(): void {
    if (this.racers.every(({status}) => status === "finished" || status === "retired"))
      this.endsAt = this.time + RUN_OUT;
    else if (this.time > this.scoring.wonAt + PATIENCE) this.endsAt = this.time;
  }
}

/** Orders of a driver whom nobody asks for anything. */
const FREE = {
  ...{shift: 0, low: -99, high: 99, besideLow: -99, besideHigh: 99, acceleration: Infinity},
  ...{factor: 1, speed: Infinity, offset: Number.NaN},
};
