import {acCarried, accCarried} from "../../src/core/sim/faults/carried.js";
import {BadLink} from "../../src/core/sim/faults/link.js";
import {AccBroadcaster} from "../../src/core/sim/games/accBroadcaster.js";
import {AcUdpGame} from "../../src/core/sim/games/acUdpGame.js";
import {accSender, acUdpSender} from "../../src/core/sim/games/gameSender.js";
import type {CommandContext} from "../command.js";
import type {Driven} from "./driven.js";
import type {Sending} from "./formats.js";
import {playUdpGame} from "./play.js";
import {inFile, runOf, runResults} from "./runOf.js";
import type {Scene} from "./scene.js";
import {UdpGameServer} from "./udpGameServer.js";

/** Prepares a scene as Assetto Corsa's remote telemetry or ACC's broadcasting: a server, or the capture of a client. */
export function asUdpGame(scene: Scene, sending: Sending, password: string, start: number, speed: number): Driven {
  const {as, outlet} = sending;
  const faulty = runOf(scene, sending);
  const {run, sensors, labels} = faulty;
  const {player, seed, faults} = scene;
  const time = () => run.session.time;
  const isAcc = as === "acc-broadcast";
  const link = new BadLink(seed, faults, isAcc ? accCarried(time) : acCarried(time), labels);
  const carry = link.carry.bind(link);
  const game = isAcc
    ? new AccBroadcaster(run.session, {password, focus: player, sensors})
    : new AcUdpGame(run.session, {player, sensors});
  if (outlet.kind === "file") {
    const sender =
      game instanceof AccBroadcaster ? accSender(run, game, carry, {start}) : acUdpSender(run, game, carry, {start});
    return inFile(faulty, sender, outlet.file);
  }
  if (outlet.kind !== "listen") throw new Error(`invalid destination for a server: ${outlet.kind}`);
  const sent = {datagrams: 0, bytes: 0};
  return {
    ...runResults(faulty),
    async send(context: CommandContext) {
      const server = await UdpGameServer.open(game, outlet.listen);
      try {
        await playUdpGame(run, game, server, speed, context, carry);
      } finally {
        Object.assign(sent, {datagrams: server.sent, bytes: server.bytes});
        await server.close();
      }
    },
    sent: () => sent,
  };
}
