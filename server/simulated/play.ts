import {setTimeout as sleep} from "node:timers/promises";
import {AcPagesWriter, type AcPagesWriterOptions} from "../../src/core/sim/games/acPagesWriter.js";
import type {GameRun} from "../../src/core/sim/games/gameRun.js";
import type {Carry} from "../../src/core/sim/games/gameSender.js";
import type {UdpGame} from "../../src/core/sim/games/udpGame.js";
import type {CommandContext} from "../command.js";
import {SendingLine} from "../sendingLine.js";
import {FramePacer} from "./framePacer.js";
import {PageFiles} from "./pageFiles.js";
import type {UdpGameServer} from "./udpGameServer.js";

type Context = Pick<CommandContext, "signal" | "progress" | "log">;

/** ms between two checks for the first client */
const WAIT_MS = 50;
/** ms that the source stays open after the session, for readers to see its end */
const LINGER_MS = 500;

/** Plays a session into the shared-memory files of `folder`; resolves when it is over. `written` counts the pages. */
export async function playPages(
  run: GameRun,
  folder: string,
  options: AcPagesWriterOptions,
  speed: number,
  {signal, progress}: Context,
  written: {datagrams: number; bytes: number} = {datagrams: 0, bytes: 0},
): Promise<void> {
  const files = await PageFiles.open(folder, written);
  const game = new AcPagesWriter(run.session, files, options);
  try {
    const pacer = new FramePacer(run.rate, speed);
    const line = new SendingLine();
    for (let moment = run.next(); moment; moment = run.next()) {
      await pacer.until(run.frame - 1, signal);
      game.show(moment, run.session);
      reportProgress(run, {progress, line, unit: "pages", sent: written.datagrams});
    }
  } finally {
    game.leave();
    await sleep(LINGER_MS);
    files.close();
  }
}

/** Serves a session over UDP, starting with the first client; resolves when it is over. `carry`: the effect of the link. */
export async function playUdpGame(
  run: GameRun,
  game: UdpGame,
  server: UdpGameServer,
  speed: number,
  {signal, progress, log}: Context,
  carry: Carry = (sent) => sent,
): Promise<void> {
  log(`waiting for a client at ${server.address}`);
  while (game.clients === 0) await sleep(WAIT_MS, undefined, {signal});
  const pacer = new FramePacer(run.rate, speed);
  const line = new SendingLine();
  for (let moment = run.next(); moment; moment = run.next()) {
    await pacer.until(run.frame - 1, signal);
    await server.sendAll(carry(game.frame(moment, run.session)));
    reportProgress(run, {progress, line, unit: "datagrams", sent: server.sent});
  }
  await sleep(LINGER_MS, undefined, {signal});
}

interface Reported {
  progress: Context["progress"];
  line: SendingLine;
  unit: string;
  sent: number;
}

/** Once per second of the session. */
function reportProgress({frame, rate, session}: GameRun, {progress, line, ...sent}: Reported): void {
  if (frame % rate !== 0) return;
  const {part, text} = session.progress;
  progress(part, `${text}, ${line.next({time: frame / rate, ...sent})}`);
}
