import {setTimeout as sleep} from "node:timers/promises";
import {AcPages, type AcPagesOptions} from "../../src/core/sim/games/acPages.js";
import type {GameRun} from "../../src/core/sim/games/gameRun.js";
import type {Told, UdpGame} from "../../src/core/sim/games/udpGame.js";
import type {CommandContext} from "../command.js";
import {PageFiles} from "./pageFiles.js";
import {Rhythm} from "./rhythm.js";
import type {UdpGameServer} from "./udpGameServer.js";

type Context = Pick<CommandContext, "signal" | "progress" | "log">;

/** Looking for the first client, and answering the last ones, ms. */
const WAIT_MS = 50;
const LINGER_MS = 500;

/** Plays a session into the shared-memory files of `folder`; resolves when it is over. `written`: pages, counted as they are. */
export async function playPages(
  run: GameRun,
  folder: string,
  options: AcPagesOptions,
  speed: number,
  {signal, progress}: Context,
  written: {datagrams: number; bytes: number} = {datagrams: 0, bytes: 0},
): Promise<void> {
  const files = await PageFiles.open(folder, written);
  const game = new AcPages(run.session, files, options);
  try {
    const rhythm = new Rhythm(run.rate, speed);
    for (let moment = run.next(); moment; moment = run.next()) {
      await rhythm.until(run.frame - 1, signal);
      game.show(moment, run.session);
      tellProgress(run, progress);
    }
  } finally {
    // as a game that goes back to its menu; whoever polls gets to see it
    game.leave();
    await sleep(LINGER_MS);
    files.close();
  }
}

/** Serves a session over UDP from the first client on; resolves when it is over. `carry`: what the way does to it. */
export async function playUdpGame(
  run: GameRun,
  game: UdpGame,
  server: UdpGameServer,
  speed: number,
  {signal, progress, log}: Context,
  carry: (told: Told[]) => Told[] = (told) => told,
): Promise<void> {
  log(`waiting for a client at ${server.place}`);
  while (game.clients === 0) await sleep(WAIT_MS, undefined, {signal});
  const rhythm = new Rhythm(run.rate, speed);
  for (let moment = run.next(); moment; moment = run.next()) {
    await rhythm.until(run.frame - 1, signal);
    await server.tell(carry(game.tell(moment, run.session)));
    tellProgress(run, progress);
  }
  await sleep(LINGER_MS, undefined, {signal});
}

function tellProgress({frame, rate, session}: GameRun, progress: Context["progress"]): void {
  if (frame % rate === 0) progress(session.progress.part, session.progress.text);
}
