import type {Car} from "../car.js";
import {LapTiming} from "../timing.js";
import type {Compound} from "../tyres.js";
import {withDoubles} from "../withDoubles.js";
import type {Entrant} from "./entrants.js";
import type {PitLane} from "./pitLane.js";
import type {RaceDriver} from "./raceDriver.js";
import type {Stop} from "./strategy.js";

export type RacerStatus = "grid" | "running" | "stopping" | "retired" | "finished";

/** A visit to the pit lane. */
export interface PitVisit {
  phase: "called" | "in" | "box" | "out";
  /** the next set of tyres */
  compound: Compound;
  /** the lap at whose end the car comes in */
  lap: number;
  /** position of the pit box, m from the line */
  box: number;
  /** session times, s: entering the limited lane, standing still, leaving; 0 while not yet */
  entered: number;
  stopped: number;
  until: number;
  /** the car stopped under a red flag, so its tyre change does not count as a stop */
  free: boolean;
}

/** A set of tyres and the laps it ran. */
export interface RaceStint {
  compound: Compound;
  startLap: number;
  /** null while it runs */
  endLap: number | null;
}

/** Facts about a finished lap beyond its times. */
export interface LapNote {
  position: number;
  compound: string;
  pit: boolean;
}

/** An attempt to pass. */
export interface Manoeuvre {
  /** slot of the car to be passed */
  target: number;
  /** 1 to its left, −1 to its right */
  side: number;
  /** session time, s */
  until: number;
}

/** pass times are recorded every so many metres, from so many metres before the line */
const PASS_SPACING = 25;
const PASS_START = 400;

/** State of one car in a race. Distances are metres from the first crossing of the line, negative before it. */
export class Racer {
  /** slot of the car */
  readonly index: number;
  readonly timing: LapTiming;
  status: RacerStatus = "grid";
  position = 0;
  readonly stints: RaceStint[];
  readonly lapNotes: LapNote[] = [];
  pit: PitVisit | null = null;
  pitThisLap = false;
  stops = 0;
  stopsLeft: Stop[] = [];
  /** distance at which the present tyres were fitted, m */
  tyresFittedAt = 0;
  manoeuvre: Manoeuvre | null = null;
  /** s stuck behind the same car */
  stuckFor = 0;
  /** just started: still on its grid side of the road, `gridOffset` metres left of the centre */
  launching = true;
  gridOffset = 0;
  /** distance of its grid slot after a red flag, m */
  slotDistance = Infinity;
  /** number of cars beside it */
  abreast = 0;
  /** session time before which it does not attack, s */
  noAttackUntil = 0;
  /** place kept while the race is neutralised; Infinity after a visit to the pits, which loses it */
  heldPlace = Infinity;
  drsAllowed = false;
  drsOpen = false;
  /** the games' numbers: 0 none, 1 green, 2 blue, 3 yellow, 4 red */
  flag = 0;
  warnings = 0;
  penaltySeconds = 0;
  penalties = 0;
  /** 0–100 */
  wingDamage = 0;
  /** session time at which the race ended for this car, s */
  endedAt = 0;
  /** the games' number of the result reason */
  reason = 0;
  /** distances at which the car fails and its driver makes a mistake, m; Infinity: never */
  failsAt = Infinity;
  errsAt = Infinity;
  /** session times, s; −1: not spinning, on the road */
  spinStartedAt = -1;
  offSince = -1;
  /** slot of the car it last ran into; −1: none */
  lastTouched = -1;
  retirementReported = false;
  /** distance one step ago, m */
  previousDistance = 0;
  /** session time at which it leaves its grid slot, s */
  goesAt = Infinity;
  /** time against the pace asked since the neutralisation began, s, positive when slower */
  safetyCarDelta = 0;
  /** fastest speed at the speed trap and its lap (255: none) */
  trap = withDoubles({speedKmh: 0, lap: 255});
  /** session times at equally spaced distances, s, and how many are recorded */
  private readonly passTimes: Float64Array;
  private passCount = 0;

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
    const raceM = (laps + 1) * car.circuit.lengthM;
    this.passTimes = new Float64Array(Math.ceil((raceM + PASS_START) / PASS_SPACING) + 2);
    withDoubles(this);
  }

  /** Whether the car drives: in the race, after its finish, or to the side of the road. */
  get active(): boolean {
    return this.status === "running" || this.status === "finished" || this.status === "stopping";
  }

  get compound(): Compound {
    return this.car.tyres.compound;
  }

  /** Whether the pit limiter is on. */
  limited(lane: PitLane): boolean {
    const {pit, car} = this;
    if (pit === null || pit.phase === "called") return false;
    const place = lane.place(car.lapPosition);
    return place > lane.limitFrom && place < lane.limitTo;
  }

  /** Whole laps on the present tyres. */
  tyreAge(): number {
    return Math.max(0, Math.floor((this.car.distance - Math.max(0, this.tyresFittedAt)) / this.timing.lengthM));
  }

  /** Records the times at which the car passed distances in the step from `time` to `time + dt`, s; `before`: its distance then. */
  recordPassTimes(before: number, time: number, dt: number): void {
    const {car, passTimes} = this;
    const last = Math.min(passTimes.length - 1, Math.floor((car.distance + PASS_START) / PASS_SPACING));
    while (this.passCount <= last) {
      const at = this.passCount * PASS_SPACING - PASS_START;
      const part = car.distance > before ? (at - before) / (car.distance - before) : 1;
      passTimes[this.passCount++] = time + Math.max(0, Math.min(1, part)) * dt;
    }
  }

  /** Session time at which the car passed a distance, s; NaN when it has not. */
  passedAt(distance: number): number {
    const place = (distance + PASS_START) / PASS_SPACING;
    const i = Math.floor(place);
    if (i < 0 || i + 1 >= this.passCount) return Number.NaN;
    return this.passTimes[i] + (this.passTimes[i + 1] - this.passTimes[i]) * (place - i);
  }
}
