import {fork} from "node:child_process";
import {closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {MAPPING_NAMES, PAGE_NAMES, type PageName} from "../src/core/sources/pages.js";
import {Drive} from "../tests/support/acDrive.js";
import {AcGame, type PageSink} from "../tests/support/acGame.js";
import {compiled} from "../tests/support/compiled.js";
import type {Answer} from "./acPages/follow.js";
import {type BenchRow, main, median} from "./support.js";

// What does it cost to follow the shared memory of Assetto Corsa while it writes 100 pages of physics and of graphics a second,
// alone and with the telemetry made of them, beside a timer that only wakes up as often?

const NEED = 2;
const ROUNDS = 3;
const SECONDS = 8;
const WARM_UP = 4;
const RATE = 100;

/** What `npm start` gives to Node, but for the loader of TypeScript. */
const FLAGS = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).scripts.start.match(
  /--(max|v8)\S+/g,
);

/** Files that are written in place, as a bridge does. */
class Bridge implements PageSink {
  private readonly files = new Map<PageName, number>();

  constructor(folder: string) {
    for (const page of PAGE_NAMES) {
      const fd = openSync(join(folder, MAPPING_NAMES[page]), "w");
      writeSync(fd, new Uint8Array(2048), 0, 2048, 0);
      this.files.set(page, fd);
    }
  }

  write(page: PageName, bytes: Uint8Array): void {
    writeSync(this.files.get(page)!, bytes, 0, bytes.length, 0);
  }

  close(): void {
    for (const fd of this.files.values()) closeSync(fd);
  }
}

async function measureOne(program: string, kind: string): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "lapbook-pages-"));
  const bridge = new Bridge(folder);
  const drive = new Drive();
  const states = Array.from({length: (WARM_UP + SECONDS) * RATE}, () => drive.step());
  const game = new AcGame(bridge);
  game.static(drive.simulation.circuit.lengthM);
  const child = fork(program, [kind, folder, String(RATE)], {execArgv: FLAGS});
  try {
    await new Promise((resolve) => child.once("message", resolve));
    const began = performance.now();
    for (const [i, state] of states.entries()) {
      if (i === WARM_UP * RATE) child.send("begin");
      game.physics(state);
      game.graphics(state);
      await sleep(Math.max(0, began + (1000 * (i + 1)) / RATE - performance.now()));
    }
    const answer = new Promise<Answer>((resolve) => child.once("message", resolve));
    child.send("end");
    return await answer;
  } finally {
    child.kill();
    bridge.close();
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
      const told = median(answers.map(({datagrams}) => datagrams / SECONDS));
      // polls and writes are not in step: now and then one sees two, or none
      if (kind !== "timer" && told < 1.6 * RATE) throw new Error(`${told.toFixed(0)} of ${2 * RATE} pages a second`);
      const value = median(answers.map(({cpu}) => cpu / SECONDS / 10));
      rows.push({
        question: `share of a core to follow shared memory, ${RATE} polls a second, ${SECONDS} s`,
        candidate: kind === "timer" ? candidate : `${candidate}, ${told.toFixed(0)} pages a second`,
        ...{value, unit: "%", need: kind === "pages" ? `≤ ${NEED}` : "", ok: kind !== "pages" || value <= NEED},
      });
    }
  } finally {
    await program.remove();
  }
  return rows;
}

await main(import.meta.url, run);
