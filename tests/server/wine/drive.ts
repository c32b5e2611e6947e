import {setTimeout as sleep} from "node:timers/promises";
import {AcPagesWriter, type PageSink} from "../../../src/core/sim/games/acPagesWriter.js";
import {Drive} from "../../support/acDrive.js";

/** Steps of the drive between two writings of the pages: a tenth of a second of its time. */
const STEPS = 10;
/** ms between two writings */
const EVERY_MS = 10;

/** Drives a lap of Assetto Corsa into a memory, ten times as fast as it was driven; `pause` makes the time pass. */
export async function driveInto(memory: PageSink, pause = () => sleep(EVERY_MS)): Promise<Drive> {
  const drive = new Drive({laps: 1});
  const game = new AcPagesWriter(drive.session, memory);
  game.begin();
  for (let i = 0; !drive.done; i++) {
    drive.step();
    if (i % STEPS > 0) continue;
    game.step();
    await pause();
  }
  return drive;
}
