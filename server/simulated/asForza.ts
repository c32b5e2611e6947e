import {forzaCarried} from "../../src/core/sim/faults/carried.js";
import {BadLink} from "../../src/core/sim/faults/link.js";
import {ForzaGame} from "../../src/core/sim/games/forzaGame.js";
import {forzaSender} from "../../src/core/sim/games/gameSender.js";
import type {Driven} from "./driven.js";
import type {Sending} from "./formats.js";
import {inFile, runOf, runResults} from "./runOf.js";
import type {Scene} from "./scene.js";
import {toUdp} from "./toUdp.js";

/** Prepares a scene as the datagrams of Forza's Data Out. */
export function asForza(scene: Scene, sending: Sending, start: number, speed: number): Driven {
  const {outlet, rate} = sending;
  const {player, seed, faults} = scene;
  const faulty = runOf(scene, sending);
  const {run, sensors, labels} = faulty;
  const link = new BadLink(
    seed,
    faults,
    forzaCarried(() => run.session.time),
    labels,
  );
  const sender = forzaSender(run, new ForzaGame({player, sensors}), link.carry.bind(link), {start});
  if (outlet.kind === "file") return inFile(faulty, sender, outlet.file);
  if (outlet.kind !== "to") throw new Error(`invalid destination for datagrams: ${outlet.kind}`);
  return {
    ...runResults(faulty),
    send: (context) => toUdp(sender, outlet.to, speed, context, rate),
    sent: () => ({datagrams: sender.datagrams, bytes: sender.bytes}),
  };
}
