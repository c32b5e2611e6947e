import {type SensorChannel, SOUND} from "../../src/core/sim/faults/sensors.js";
import {DriveSession} from "../../src/core/sim/games/driveSession.js";
import {type FaultyRun, faultyRun} from "../../src/core/sim/games/faultyRun.js";
import {GameRun} from "../../src/core/sim/games/gameRun.js";
import {RaceSession} from "../../src/core/sim/games/raceSession.js";
import {Simulation} from "../../src/core/sim/simulation.js";
import type {Driven} from "./driven.js";
import type {FormatName, Sending} from "./formats.js";
import type {Scene} from "./scene.js";

/** What each game shows of the sensors that can fail. */
const SHOWN: Record<Exclude<FormatName, "f1">, readonly SensorChannel[]> = {
  "ac-pages": ["speed", "engineRPM", "brakesTemperature", "tyresPressure", "tyresSurfaceTemperature"],
  "acc-pages": ["speed", "engineRPM", "brakesTemperature", "tyresPressure"],
  "ac-udp": ["speed", "engineRPM"],
  "acc-broadcast": ["speed"],
};

/** A scene frame by frame, for Assetto Corsa or Competizione to show. */
export function runOf(scene: Scene, {as, rate}: Sending): FaultyRun {
  const {track, laps, seed, driver, race, faults, player} = scene;
  if (!race) {
    const session = new DriveSession(new Simulation({track, laps, seed, driver}));
    return {run: new GameRun({rate, session: () => session}), sensors: SOUND, labels: []};
  }
  const channels = SHOWN[as as keyof typeof SHOWN];
  return faultyRun(race, faults, rate, {channels, ...(as !== "acc-broadcast" && {slots: [player]})});
}

/** What there is to say of it, whatever it is sent as. */
export function outcomeOf({run, labels}: FaultyRun): Pick<Driven, "race" | "timings" | "labels"> {
  return {
    race: () => (run.session instanceof RaceSession ? run.session.race : undefined),
    timings: () => run.session.cars.map(({timing}) => timing),
    labels,
  };
}
