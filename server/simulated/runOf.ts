import {type SensorChannel, WORKING_SENSORS} from "../../src/core/sim/faults/sensors.js";
import {DriveSession} from "../../src/core/sim/games/driveSession.js";
import {type FaultyRun, faultyRun} from "../../src/core/sim/games/faultyRun.js";
import {GameRun} from "../../src/core/sim/games/gameRun.js";
import {RaceSession} from "../../src/core/sim/games/raceSession.js";
import type {SimSender} from "../../src/core/sim/sender.js";
import {Simulation} from "../../src/core/sim/simulation.js";
import type {Driven} from "./driven.js";
import type {Sending, SimulatedFormat} from "./formats.js";
import type {Scene} from "./scene.js";
import {toFile} from "./toFile.js";

/** The sensors that can fail and whose readings are in each game's telemetry. */
const SHOWN: Record<Exclude<SimulatedFormat, "f1">, readonly SensorChannel[]> = {
  "ac-pages": ["speed", "engineRPM", "brakesTemperature", "tyresPressure", "tyresSurfaceTemperature"],
  "acc-pages": ["speed", "engineRPM", "brakesTemperature", "tyresPressure"],
  "ac-udp": ["speed", "engineRPM"],
  "acc-broadcast": ["speed"],
  // the speed must agree with the velocity
  forza: ["engineRPM", "tyresSurfaceTemperature"],
};

/** The run of a scene for a game other than F1. */
export function runOf(scene: Scene, {as, rate}: Sending): FaultyRun {
  const {track, laps, seed, driver, race, faults, player} = scene;
  if (!race) {
    const session = new DriveSession(new Simulation({track, laps, seed, driver}));
    return {run: new GameRun({rate, session: () => session}), sensors: WORKING_SENSORS, labels: []};
  }
  const channels = SHOWN[as as keyof typeof SHOWN];
  return faultyRun(race, faults, rate, {channels, ...(as !== "acc-broadcast" && {slots: [player]})});
}

/** The results of a run, for every format. */
export function runResults({run, labels}: FaultyRun): Pick<Driven, "race" | "timings" | "labels"> {
  return {
    race: () => (run.session instanceof RaceSession ? run.session.race : undefined),
    timings: () => run.session.cars.map(({timing}) => timing),
    labels,
  };
}

/** A run whose sender writes a capture. */
export function inFile(run: FaultyRun, sender: SimSender, file: string): Driven {
  return {
    ...runResults(run),
    send: (context) => toFile(sender, file, context),
    sent: () => ({datagrams: sender.datagrams, bytes: sender.bytes}),
  };
}
