import type {Car} from "../car.js";
import {LapTiming} from "../timing.js";
import type {Compound} from "../tyres.js";
import type {Entrant} from "./entrants.js";
import type {PitLane} from "./pitLane.js";
import type {RaceDriver} from "./raceDriver.js";
import type {Stop} from "./strategy.js";

export type RacerStatus = "grid" | "running" | "stopping" | "retired" | "finished";

/** Where a car is on its visit to the pit lane. */
export interface PitVisit {
  phase: "called" | "in" | "box" | "out";
  /** next set */
  compound: Compound;
  /** the lap at whose end it comes in */
  lap: number;
  /** metres from the line of its box */
  box: number;
  /** session times, s: into the lane, to a stand, away; 0 while not yet */
  entered: number;
  stopped: number;
  until: number;
  /** it stood there under a red flag, with all others */
  free: boolean;
}

/** A set of tyres and the laps it did. */
export interface RaceStint {
  compound: Compound;
  startLap: number;
  /** null while it runs */
  endLap: number | null;
}

/** A finished lap, beyond its times. */
export interface LapNote {
  position: number;
  compound: string;
  pit: boolean;
}

/** An attempt to pass. */
export interface Manoeuvre {
  target: number;
  /** 1 to its left, −1 to its right */
  side: number;
  until: number;
}

/** One car of a race with all that is known of it. */
export class Racer {
  readonly index: number;
  readonly timing: LapTiming;
  status: RacerStatus = "grid";
  position: number;
  readonly stints: RaceStint[];
  readonly notes: LapNote[] = [];
  pit: PitVisit | null = null;
  pitThisLap = false;
  stops = 0;
  stopsLeft: Stop[] = [];
  /** metres of the way when the present tyres came on */
  tyresFrom = 0;
  manoeuvre: Manoeuvre | null = null;
  /** s stuck behind the same car */
  held = 0;
  /** on its way from the grid, still on its side of the road; metres left of the centre */
  launching = true;
  gridOffset: number;
  /** metres of the way to its slot on the grid after a red flag */
  slotAt = Infinity;
  /** cars beside it */
  abreast = 0;
  /** no attempts before, session time s */
  patientUntil = 0;
  /** its place when racing was stopped, which it keeps until it is raced again; Infinity once it has been in the pits */
  placeHeld = Infinity;
  drsAllowed = false;
  drsOpen = false;
  /** the games' numbers: 0 none, 1 green, 2 blue, 3 yellow; 4 red */
  flag = 0;
  warnings = 0;
  penaltySeconds = 0;
  penalties = 0;
  wingDamage = 0;
  /** session time of the end of the race for this car, s; why it stopped (the games' number) */
  endedAt = 0;
  reason = 0;
  /** metres of the way at which the car fails or its driver errs; Infinity: never */
  failsAt = Infinity;
  errsAt = Infinity;
  spinFrom = -1;
  offSince = -1;
  /** slot of the car it last ran into, −1 none */
  touchedAt = -1;
  /** its end has been told */
  told = false;
  /** metres of the way a step ago */
  driven = 0;
  /** session time at which it leaves its slot on the grid, s */
  goesAt = Infinity;
  /** s slower (positive) than asked since the safety car or the flag came */
  safetyCarDelta = 0;
  /** fastest passage of the speed trap, km/h, and its lap (255: none) */
  trap = {speedKmh: 0, lap: 255};
  /** s when it passed every 25 m of the way, from 400 m before the line on */
  readonly passed: Float64Array;
  passedCount = 0;

  constructor(
    readonly entrant: Entrant,
    readonly car: Car,
    readonly driver: RaceDriver,
    readonly gridPosition: number,
    laps: number,
  ) {
    this.index = entrant.index;
    this.position = gridPosition;
    this.gridOffset = car.offset;
    this.timing = new LapTiming(car.circuit.lengthM);
    this.timing.sector = 2;
    this.stints = [{compound: car.tyres.compound, startLap: 1, endLap: null}];
    this.passed = new Float64Array(Math.ceil(((laps + 1) * car.circuit.lengthM + 400) / PASSED_EVERY) + 2);
  }

  /** In the race and moving, or about to. */
  get active(): boolean {
    return this.status === "running" || this.status === "finished" || this.status === "stopping";
  }

  get compound(): Compound {
    return this.car.tyres.compound;
  }

  /** Whether its speed is held down to the limit of the pit lane. */
  limited(lane: PitLane): boolean {
    const {pit, car} = this;
    if (pit === null || pit.phase === "called") return false;
    const place = lane.place(car.lapPosition);
    return place > lane.limitFrom && place < lane.limitTo;
  }

  /** Whole laps on these tyres. */
  tyreAge(): number {
    return Math.max(0, Math.floor((this.car.distance - Math.max(0, this.tyresFrom)) / this.timing.lengthM));
  }

  /** Notes when the car comes by the marks of the gap clock. */
  passMarks(before: number, time: number, dt: number): void {
    const {car, passed} = this;
    const last = Math.min(passed.length - 1, Math.floor((car.distance + 400) / PASSED_EVERY));
    while (this.passedCount <= last) {
      const at = this.passedCount * PASSED_EVERY - 400;
      const part = car.distance > before ? (at - before) / (car.distance - before) : 1;
      passed[this.passedCount++] = time + Math.max(0, Math.min(1, part)) * dt;
    }
  }

  /** Session time at which it came by a distance of the way, s; NaN when it has not. */
  passedAt(distance: number): number {
    const place = (distance + 400) / PASSED_EVERY;
    const i = Math.floor(place);
    if (i < 0 || i + 1 >= this.passedCount) return Number.NaN;
    return this.passed[i] + (this.passed[i + 1] - this.passed[i]) * (place - i);
  }
}

const PASSED_EVERY = 25;
