import {fork} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {PageFiles} from "../server/simulated/pageFiles.js";
import {AcPagesWriter} from "../src/core/sim/games/acPagesWriter.js";
import {DriveSession} from "../src/core/sim/games/driveSession.js";
import {Simulation} from "../src/core/sim/simulation.js";
import {compiled} from "../tests/support/compiled.js";
import {NODE_FLAGS} from "../tests/support/nodeFlags.js";
import type {Answer} from "./acPages/follow.js";
import {type BenchRow, main, median} from "./support.js";

// What does it cost to follow the shared memory of Assetto Corsa while it writes 100 pages of physics and of graphics a second,
// alone and with the telemetry made of them, beside a timer that only wakes up as often?

const NEED = 2;
const ROUNDS = 3;
const SECONDS = 8;
const WARM_UP = 4;
const RATE = 100;

async function measureOne(program: string, kind: string): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "lapbook-pages-"));
  const files = await PageFiles.open(folder);
  const session = new DriveSession(new Simulation({track: "spielberg"}));
  const game = new AcPagesWriter(session, files);
  game.begin();
  const child = fork(program, [kind, folder, String(RATE)], {execArgv: NODE_FLAGS});
  try {
    await new Promise((resolve) => child.once("message", resolve));
    const began = performance.now();
    for (let i = 0; i < (WARM_UP + SECONDS) * RATE; i++) {
      if (i === WARM_UP * RATE) child.send("begin");
      session.advance(i / RATE);
      game.step();
      await sleep(Math.max(0, began + (1000 * (i + 1)) / RATE - performance.now()));
    }
    const answer = new Promise<Answer>((resolve) => child.once("message", resolve));
    child.send("end");
    return await answer;
  } finally {
    child.kill();
    files.close();
    rmSync(folder, {recursive: true});
  }
}

export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const program = await compiled(new URL("acPages/follow.ts", import.meta.url));
  try {
    for (const [kind, candidate] of [
      ["timer", "a timer that does nothing"],
      ["pages", "page reader alone"],
      ["publisher", "with telemetry and bundles made of them"],
    ]) {
      const answers: Answer[] = [];
      for (let i = 0; i < ROUNDS; i++) answers.push(await measureOne(program.path, kind));
      const perSecond = median(answers.map(({datagrams}) => datagrams / SECONDS));
      // polls and writes are not in step: now and then one sees two, or none
      const reads = kind === "timer" || perSecond >= 1.6 * RATE;
      const value = median(answers.map(({cpu}) => cpu / SECONDS / 10));
      rows.push({
        question: `share of a core to follow shared memory, ${RATE} polls a second, ${SECONDS} s`,
        candidate: kind === "timer" ? candidate : `${candidate}, ${perSecond.toFixed(0)} pages a second`,
        ...{
          value,
          unit: "%",
          need: kind === "pages" ? `≤ ${NEED}, ≥ ${1.6 * RATE} pages a second` : "",
          ok: reads && (kind !== "pages" || value <= NEED),
        },
      });
    }
  } finally {
    await program.remove();
  }
  return rows;
}

await main(import.meta.url, run);
