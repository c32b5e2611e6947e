import type {FaultLabel} from "../../src/core/sim/faults/labels.js";
import type {Race} from "../../src/core/sim/race/race.js";
import type {LapTiming} from "../../src/core/sim/timing.js";
import type {CommandContext} from "../command.js";

/** A scene set out to be sent in one format to one place. */
export interface Driven {
  send(context: CommandContext): Promise<void>;
  /** the race that is on; undefined of one car alone */
  race(): Race | undefined;
  timings(): readonly LapTiming[];
  readonly labels: readonly FaultLabel[];
  sent(): {datagrams: number; bytes: number};
}
