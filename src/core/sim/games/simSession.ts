import type {Circuit} from "../../track/circuit.js";
import type {Car} from "../car.js";
import type {RaceEvent} from "../race/raceEvents.js";
import type {LapTiming} from "../timing.js";
import {LapDelta} from "./lapDelta.js";

/** On the road, on the way into the pit lane, in it, in the pit box, on the way out. */
export type CarLocation = "road" | "entry" | "lane" | "box" | "exit";

/** Present state of one car of a simulated session, as a game's telemetry reports it. */
export class SimCar {
  /** time of the running lap, ms */
  lapMs = 0;
  readonly delta = new LapDelta();
  position: number;
  location: CarLocation = "road";
  limiter = false;
  drsOpen = false;
  drsAllowed = false;
  /** the F1 games' numbers: 0 none, 2 blue, 3 yellow, 4 red */
  flag = 0;
  finished = false;
  /** gaps to the car ahead and the car behind, ms; NaN when there is none or it is not known */
  gapAheadMs = Number.NaN;
  gapBehindMs = Number.NaN;
  /** s of penalties not yet served, and number of penalties */
  penaltySeconds = 0;
  penalties = 0;
  /** number of tyre sets used before the present one */
  stops = 0;
  /** 0–100 */
  wingDamage = 0;

  constructor(
    readonly slot: number,
    /** not the name of a real person */
    readonly name: string,
    readonly raceNumber: number,
    readonly car: Car,
    readonly timing: LapTiming,
  ) {
    this.position = slot + 1;
  }
}

/**
 * A running simulated session: everything that a game's telemetry is written from. `advance` simulates up to a session time, s, and
 * updates all other properties to that time.
 */
export interface SimSession {
  readonly kind: "race" | "hotlap";
  readonly circuit: Circuit;
  readonly cars: readonly SimCar[];
  readonly laps: number;
  /** session time, s */
  readonly time: number;
  /** whether cars drive; in a race from lights out */
  readonly started: boolean;
  readonly chequered: boolean;
  readonly done: boolean;
  /** the F1 games' numbers: 0 none, 1 full, 2 virtual, 3 formation lap */
  readonly safetyCar: number;
  readonly redFlag: boolean;
  /** yellow flag by sector */
  readonly yellow: readonly [boolean, boolean, boolean];
  /** °C */
  readonly airTemperature: number;
  readonly roadTemperature: number;
  /** 0–1 */
  readonly rain: number;
  readonly wetness: number;
  readonly events: readonly RaceEvent[];
  readonly progress: {part: number; text: string};
  advance(time: number): void;
}
