import type {Circuit} from "../../track/circuit.js";
import type {RacingLine} from "../../track/racingLine.js";
import type {Order} from "./order.js";
import type {PitLane} from "./pitLane.js";
import type {RaceControl} from "./raceControl.js";
import type {EmitEvent} from "./raceEvents.js";
import type {Racer} from "./racer.js";
import type {RoadAhead} from "./road.js";
import type {Weather} from "./weather.js";

/** The parts of a running race that its rules, its incidents and its director work with. */
export interface RaceContext {
  readonly circuit: Circuit;
  readonly line: RacingLine;
  readonly road: RoadAhead;
  readonly lane: PitLane;
  readonly weather: Weather;
  readonly control: RaceControl;
  readonly order: Order;
  /** by slot */
  readonly racers: readonly Racer[];
  readonly seed: number;
  readonly laps: number;
  /** session time, s */
  readonly time: number;
  /** the first car that is still racing */
  readonly leader: Racer | undefined;
  readonly emit: EmitEvent;
}
