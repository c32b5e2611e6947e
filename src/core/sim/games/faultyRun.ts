import type {FaultLabel} from "../faults/labels.js";
import {aLap, type FaultPlan} from "../faults/plan.js";
import {SENSORS, type SensorChannel, type Sensors} from "../faults/sensors.js";
import {type Faulted, TimedFaults} from "../faults/timedFaults.js";
import {Race, type RaceOptions} from "../race/race.js";
import {GameRun} from "./gameRun.js";
import {RaceSession} from "./raceSession.js";

/** What a game shows of sensors: of whom, and which. */
export interface Shown {
  /** slots; all cars when absent */
  slots?: readonly number[];
  channels: readonly SensorChannel[];
}

/** A race with faults on demand as another game than the F1 games shows it; `sensors` are those of its cars. */
export interface FaultyRun {
  run: GameRun;
  sensors: Sensors;
  labels: FaultLabel[];
}

/** Sets out a race with timed faults. After each restart another race begins, with faults of its own. */
export function faultyRun(race: RaceOptions, plan: FaultPlan, rate: number, shown: Shown): FaultyRun {
  const {seed = 1} = race;
  const labels: FaultLabel[] = [];
  let faults: TimedFaults;
  const session = (restarts: number): RaceSession => {
    const left = (plan.restart ?? 0) - restarts;
    const begun = new RaceSession(new Race({...race, seed: seed + restarts}));
    const {racers, laps, circuit} = begun.race;
    const options = {
      ...{seed: seed + restarts, plan: {...plan, restart: left > 0 ? 1 : 0}, cars: racers.length, player: 0},
      ...{duration: laps * aLap(circuit.lengthM), shown: shown.slots},
      sensors: SENSORS.filter(({channel}) => shown.channels.includes(channel)),
    };
    faults = new TimedFaults(options, labels);
    return begun;
  };
  const run = new GameRun({rate, session, faults: {frame: (faulted: Faulted, time) => faults.frame(faulted, time)}});
  return {run, labels, sensors: {read: (...of) => faults.read(...of)}};
}
