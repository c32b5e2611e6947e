import {setTimeout as sleep} from "node:timers/promises";
import {Drive} from "../../support/acDrive.js";
import {AcGame, type PageSink} from "../../support/acGame.js";

/** Steps of the drive between two writings of the pages: a tenth of a second of its time. */
const STEPS = 10;
/** ms between two writings */
const EVERY_MS = 10;

/** Drives a lap of Assetto Corsa into a memory, ten times as fast as it was driven; `pause` makes the time pass. */
export async function driveInto(memory: PageSink, pause = () => sleep(EVERY_MS)): Promise<Drive> {
  const drive = new Drive({laps: 1});
  const game = new AcGame(memory);
  game.static(drive.simulation.circuit.lengthM);
  for (let i = 0; !drive.done; i++) {
    const state = drive.step();
    if (i % STEPS > 0) continue;
    game.physics(state);
    game.graphics(state);
    await pause();
  }
  return drive;
}
