import type {FaultLabel} from "../../src/core/sim/faults/labels.js";
import type {Race} from "../../src/core/sim/race/race.js";
import type {LapTiming} from "../../src/core/sim/timing.js";
import type {CommandContext} from "../command.js";

/** A scene with its format and destination. */
export interface Driven {
  send(context: CommandContext): Promise<void>;
  /** the present race; undefined for a car alone */
  race(): Race | undefined;
  timings(): readonly LapTiming[];
  readonly labels: readonly FaultLabel[];
  sent(): {datagrams: number; bytes: number};
}
