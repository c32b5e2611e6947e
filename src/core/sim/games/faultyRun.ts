import type {FaultLabel} from "../faults/labels.js";
import {type FaultPlan, typicalLapTime} from "../faults/plan.js";
import {SENSORS, type SensorChannel, type Sensors} from "../faults/sensors.js";
import {TimedFaults} from "../faults/timedFaults.js";
import {Race, type RaceOptions} from "../race/race.js";
import {GameRun} from "./gameRun.js";
import {RaceSession} from "./raceSession.js";

/** Which cars and channels a game transmits: faults in other sensors would be invisible. */
export interface ShownSensors {
  /** indices of the cars; all when absent */
  slots?: readonly number[];
  channels: readonly SensorChannel[];
}

/** A race with faults on demand, for games other than F1; `sensors` are those of its cars. */
export interface FaultyRun {
  run: GameRun;
  sensors: Sensors;
  labels: FaultLabel[];
}

/** Creates a race with timed faults. Each restart begins another race with its own faults. */
export function faultyRun(race: RaceOptions, plan: FaultPlan, rate: number, shown: ShownSensors): FaultyRun {
  const {seed = 1} = race;
  const labels: FaultLabel[] = [];
  let faults: TimedFaults;
  const session = (restarts: number): RaceSession => {
    const left = (plan.restart ?? 0) - restarts;
    const begun = new RaceSession(new Race({...race, seed: seed + restarts}));
    const {racers, laps, circuit} = begun.race;
    const options = {
      seed: seed + restarts,
      // one restart in each race; the next race plans the next
      plan: {...plan, restart: left > 0 ? 1 : 0},
      cars: racers.length,
      player: 0,
      duration: laps * typicalLapTime(circuit.lengthM),
      shown: shown.slots,
      sensors: SENSORS.filter(({channel}) => shown.channels.includes(channel)),
    };
    faults = new TimedFaults(options, labels);
    return begun;
  };
  const run = new GameRun({rate, session, faults: {frame: (target, time) => faults.frame(target, time)}});
  return {run, labels, sensors: {read: (...of) => faults.read(...of)}};
}
