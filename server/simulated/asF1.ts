import {F1Sender} from "../../src/core/sim/f1Sender.js";
import {FaultyRaceSender} from "../../src/core/sim/faults/faulty.js";
import {Simulation} from "../../src/core/sim/simulation.js";
import type {CommandContext} from "../command.js";
import type {Driven} from "./driven.js";
import type {Sending} from "./formats.js";
import type {Scene} from "./scene.js";
import {toFile} from "./toFile.js";
import {toUdp} from "./toUdp.js";

/** Prepares a scene as the datagrams of an F1 game. */
export function asF1(scene: Scene, {rate, outlet}: Sending, start: number, speed: number): Driven {
  const {track, laps, seed, driver, race, faults, player} = scene;
  const sender = race
    ? new FaultyRaceSender(race, {rate, start, player}, faults)
    : new F1Sender(new Simulation({track, laps, seed, driver}), {rate, start});
  return {
    async send(context: CommandContext) {
      if (outlet.kind === "file") await toFile(sender, outlet.file, context);
      else if (outlet.kind === "to") await toUdp(sender, outlet.to, speed, context);
    },
    race: () => (sender instanceof FaultyRaceSender ? sender.running : undefined),
    timings: () => sender.timings,
    labels: sender instanceof FaultyRaceSender ? sender.labels : [],
    sent: () => ({datagrams: sender.datagrams, bytes: sender.bytes}),
  };
}
