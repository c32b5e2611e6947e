import {random} from "../../signal/random.js";
import type {Circuit} from "../../track/circuit.js";
import type {RacingLine} from "../../track/racingLine.js";
import {progressText} from "../progressText.js";
import {simulatedCircuit} from "../simulatedCircuit.js";
import {TIME_STEP} from "../timeStep.js";
import {type Crossing, TimingLines} from "../timingLines.js";
import {withDoubles} from "../withDoubles.js";
import type {RaceCall} from "./calls.js";
import {createRacer} from "./createRacer.js";
import {type Entrant, enterField, gridOrder} from "./entrants.js";
import {Incidents} from "./incidents.js";
import {gapTo, Order} from "./order.js";
import {PitCrew, type PitSituation} from "./pitCrew.js";
import {PitLane} from "./pitLane.js";
import type {RaceContext} from "./raceContext.js";
import {RaceControl} from "./raceControl.js";
import {RaceDirector} from "./raceDirector.js";
import {createOrders} from "./raceDriver.js";
import type {EmitEvent, RaceEvent} from "./raceEvents.js";
import type {Racer} from "./racer.js";
import {type RoadAhead, readRoad} from "./road.js";
import {Scoring} from "./scoring.js";
import {wearScale} from "./strategy.js";
import {separate} from "./touch.js";
import {applySurface, applyTrackLimits, applyWing} from "./trackRules.js";
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
  /** scales the frequency of mistakes and failures; 0 for none */
  incidents?: number;
  /** neutralisations that race control calls in any case */
  calls?: readonly RaceCall[];
}

/** simulation steps between two updates of the order, and of traffic */
const ORDER_EVERY = 10;
const TRAFFIC_EVERY = 2;
/** s that the simulation runs on after the last car has finished or stopped */
const RUN_OUT = 2;
/** s after the winner's finish at which the race ends for all */
const FINISH_WITHIN = 200;

/**
 * A whole race, simulated at 100 Hz: every car has the full model of vehicle, tyres and energy; cars start, pass, stop for tyres,
 * make mistakes and retire, under weather and race control. The same seed gives the same race, bit for bit.
 *
 * `advance(time)` steps until the session time is reached and applies the line crossings up to it. A sender reads racers, control,
 * weather and events.
 */
export class Race implements RaceContext {
  readonly circuit: Circuit;
  readonly line: RacingLine;
  readonly field: Entrant[];
  readonly racers: Racer[];
  readonly order: Order;
  readonly control: RaceControl;
  readonly weather: Weather;
  readonly lane: PitLane;
  readonly road: RoadAhead;
  readonly seed: number;
  readonly laps: number;
  /** steps made; session time is steps × TIME_STEP */
  steps = 0;
  /** all events so far, in order */
  readonly events: RaceEvent[] = [];
  readonly director: RaceDirector;
  private endsAt = Infinity;
  private readonly scoring: Scoring;
  private readonly traffic: Traffic;
  private readonly crew: PitCrew;
  private readonly incidents: Incidents;
  private readonly lines: TimingLines;
  private readonly crossings: Crossing[] = [];
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
    const {circuit, line} = simulatedCircuit(track);
    this.circuit = circuit;
    this.line = line;
    this.seed = seed;
    this.laps = laps;
    this.field = enterField(cars, seed);
    this.road = readRoad(circuit, line);
    this.lane = new PitLane(circuit);
    this.weather = new Weather(weather, seed, laps * 90);
    this.control = new RaceControl(circuit.lengthM, this.emit);
    const draw = random(seed, 5901);
    const grid = gridOrder(this.field, seed);
    this.racers = this.field.map((entrant) => createRacer(this, entrant, grid.indexOf(entrant.index), draw));
    this.director = new RaceDirector(this, calls);
    this.order = new Order(this.racers);
    this.scoring = new Scoring(this.racers, laps, this.control, this.emit);
    this.traffic = new Traffic(this.racers, line, this.road, random(seed, 8100));
    this.crew = new PitCrew(this.lane, this.racers, random(seed, 8200), wearScale(laps));
    this.incidents = new Incidents(this, incidents, (time, leader) => this.director.stopRace(time, leader));
    this.lines = new TimingLines(circuit.description, circuit.lengthM);
    this.situation = withDoubles({
      time: 0,
      laps,
      wetness: 0,
      safetyCar: false,
      redFlag: false,
      mayLeave: (racer) => this.director.mayLeave(racer),
    });
    this.rules = withDoubles({
      singleFile: false,
      holdPlaces: false,
      time: 0,
      mayPass: (racer) => !this.control.slow && !this.control.isYellow(racer) && racer.status === "running",
    });
  }

  /** Session time, s. */
  get time(): number {
    return this.steps * TIME_STEP;
  }

  /** Session time of the start, s. */
  get lightsOutAt(): number {
    return this.director.startsAt;
  }

  /** Whether the start lights have gone out. */
  get started(): boolean {
    return this.director.started;
  }

  get leader(): Racer | undefined {
    return this.order.list.find(({status}) => status === "running" || status === "grid");
  }

  /** Fastest valid lap so far, ms; Infinity while there is none. */
  get bestMs(): number {
    return this.scoring.bestMs;
  }

  /** Part of the race distance that the leader has driven, 0–1, and the leader's lap. */
  get progress(): {part: number; text: string} {
    const [leader] = this.order.list;
    const part = Math.max(0, Math.min(1, leader.car.distance / (this.laps * this.circuit.lengthM)));
    return {part, text: progressText(Math.min(leader.timing.lap, this.laps), this.laps, leader.car.v)};
  }

  /** Whether every car has finished or stopped, and the run-out is over. */
  get done(): boolean {
    return this.time >= this.endsAt;
  }

  /** Steps until session time `time`, s, is reached, and applies the line crossings up to it. */
  advance(time: number): void {
    while (this.time < time - 1e-9) this.step();
    this.settle(time);
  }

  /** Simulates one hundredth of a second. */
  step(): void {
    const {racers, control, weather, situation, time} = this;
    // crossings change how other cars drive (chequered flag), so they may not depend on when a sender calls `settle`
    this.settle(time);
    weather.step(TIME_STEP, time);
    if (this.steps === 0) this.emit("SSTA");
    const {leader} = this;
    this.director.step(time, leader);
    control.step(TIME_STEP, time, this.order.list, weather.wetness > 0.12 || weather.rain > 0.1);
    if (this.steps % TRAFFIC_EVERY === 0) this.giveOrders(leader, time);
    situation.time = time;
    situation.wetness = weather.wetness;
    situation.safetyCar = control.phase === "sc" || control.phase === "vsc";
    situation.redFlag = control.redFlag;
    for (const racer of racers) this.drive(racer, time);
    separate(racers, (behind, ahead) => this.collide(behind, ahead));
    if (this.steps % ORDER_EVERY === 0) this.updateOrder();
    this.steps++;
    if (this.endsAt === Infinity) this.checkEnd();
  }

  /** Applies line crossings up to `time`, s: lap times, sectors, the end of the race. */
  settle(time: number): void {
    this.scoring.settle(time);
  }

  /** Time by which a car is behind another, s, at its present position; NaN when not known. */
  gap(other: Racer, racer: Racer): number {
    return gapTo(other, racer, this.time);
  }

  readonly emit: EmitEvent = (code, details, car, time = this.time) => {
    this.events.push({code, time, ...(car !== undefined && {car}), ...(details && {details})});
  };

  /** Renews every driver's orders from flags and traffic. */
  private giveOrders(leader: Racer | undefined, time: number): void {
    const {racers, control, rules} = this;
    for (const racer of racers) {
      Object.assign(racer.driver.orders, NO_ORDERS);
      if (racer.active) control.command(racer, leader);
    }
    if (control.slow && !rules.holdPlaces) for (const racer of racers) racer.heldPlace = racer.position;
    rules.holdPlaces = control.slow;
    rules.singleFile = control.singleFile;
    rules.time = time;
    this.traffic.step(TIME_STEP * TRAFFIC_EVERY, rules);
  }

  private drive(racer: Racer, time: number): void {
    const {car, driver} = racer;
    if (racer.status === "retired") return;
    if (racer.status === "grid") {
      if (time < racer.goesAt) return;
      racer.status = "running";
    }
    if (racer.launching) {
      // after the start everyone stays on their side of the road until they are fast or ten seconds have passed
      if (time < racer.goesAt + 10 && car.v < 55) driver.orders.offset = racer.gridOffset;
      else {
        racer.launching = false;
        driver.orders.offset = Number.NaN;
        driver.startFromPresentOffset();
      }
    }
    applySurface(this, racer);
    const before = car.distance;
    this.crew.step(racer, racer.previousDistance, this.situation);
    racer.previousDistance = before;
    this.incidents.step(racer, time);
    this.director.lineUp(racer);
    applyWing(this, racer);
    driver.step(TIME_STEP, time);
    car.step(TIME_STEP);
    racer.recordPassTimes(before, time, TIME_STEP);
    applyTrackLimits(this, racer, time);
    this.control.measure(racer, TIME_STEP);
    this.crossings.length = 0;
    this.lines.collect(car, racer.index, before, time, this.crossings);
    for (const crossing of this.crossings) this.cross(racer, crossing);
  }

  private collide(behind: Racer, ahead: Racer): void {
    this.emit("COLL", {vehicle2Idx: ahead.index}, behind.index);
    behind.wingDamage = Math.min(80, behind.wingDamage + 18);
  }

  private cross(racer: Racer, crossing: Crossing): void {
    this.scoring.add(crossing);
    if (crossing.line === "trap") return;
    racer.driver.makePlan();
    if (crossing.line !== 0) return;
    racer.car.ers.newLap();
    this.incidents.newLap(racer, this.weather.wetness);
  }

  private updateOrder(): void {
    this.order.update((by, of) => {
      if (this.time > this.lightsOutAt + 2 && Math.abs(by.car.distance - of.car.distance) < 80)
        this.emit("OVTK", {beingOvertakenVehicleIdx: of.index}, by.index);
    });
    for (const racer of this.racers) {
      if (racer.status !== "retired" || racer.retirementReported) continue;
      racer.retirementReported = true;
      racer.stints[racer.stints.length - 1].endLap ??= racer.timing.lap;
      this.emit("RTMT", {reason: racer.reason}, racer.index);
    }
  }

  private checkEnd(): void {
    if (this.racers.every(({status}) => status === "finished" || status === "retired"))
      this.endsAt = this.time + RUN_OUT;
    else if (this.time > this.scoring.wonAt + FINISH_WITHIN) this.endsAt = this.time;
  }
}

const NO_ORDERS = createOrders();
