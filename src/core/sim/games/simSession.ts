import type {Circuit} from "../../track/circuit.js";
import type {Car} from "../car.js";
import type {RaceEvent} from "../race/race.js";
import type {LapTiming} from "../timing.js";
import type {LapDelta} from "./lapDelta.js";

/** Where a car is: on the road, on the way into the pit lane, in it, in its box, on the way out. */
export type Place = "road" | "entry" | "lane" | "box" | "exit";

/** One car of a simulated session as its game sees it now. */
export interface SimCar {
  readonly slot: number;
  /** names are numbers: nobody is meant */
  readonly name: string;
  readonly raceNumber: number;
  readonly car: Car;
  readonly timing: LapTiming;
  /** ms of the running lap */
  lapMs: number;
  readonly delta: LapDelta;
  position: number;
  place: Place;
  limiter: boolean;
  drsOpen: boolean;
  drsAllowed: boolean;
  /** as the F1 games count: 0 none, 2 blue, 3 yellow, 4 red */
  flag: number;
  finished: boolean;
  /** ms to the car in front and to the one behind; NaN where there is none or it is not known */
  gapAheadMs: number;
  gapBehindMs: number;
  /** s of penalties not yet served, and how many penalties there were */
  penaltySeconds: number;
  penalties: number;
  /** sets of tyres used before the present one */
  stops: number;
  /** 0–100 */
  wingDamage: number;
}

/**
 * A simulated session while it runs: all that a game's telemetry is written from. `advance` drives on to a session time, s, and
 * brings `cars` and everything else to that time.
 */
export interface SimSession {
  readonly kind: "race" | "hotlap";
  readonly circuit: Circuit;
  readonly cars: readonly SimCar[];
  readonly laps: number;
  /** session time, s */
  readonly time: number;
  /** driving: in a race from lights out on */
  readonly started: boolean;
  readonly chequered: boolean;
  readonly done: boolean;
  /** as the F1 games count: 0 none, 1 full, 2 virtual, 3 formation lap */
  readonly safetyCar: number;
  readonly redFlag: boolean;
  /** by sector */
  readonly yellow: readonly [boolean, boolean, boolean];
  /** °C; 0–1 */
  readonly airTemperature: number;
  readonly roadTemperature: number;
  readonly rain: number;
  readonly wetness: number;
  readonly events: readonly RaceEvent[];
  readonly progress: {part: number; text: string};
  advance(time: number): void;
}
