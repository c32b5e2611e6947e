import {fork} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import {AcPagesCollector} from "../server/collectors/acPagesCollector.js";
import {FilePages} from "../server/collectors/pages/filePages.js";
import {Publisher} from "../server/collectors/publish.js";
import type {Producer} from "../server/log/log.js";
import {PageFiles} from "../server/simulated/pageFiles.js";
import {AcPages} from "../src/core/sim/games/acPages.js";
import {DriveSession} from "../src/core/sim/games/driveSession.js";
import {Simulation} from "../src/core/sim/simulation.js";
import {type BenchRow, main, median} from "./support.js";

// What does it cost to follow the shared memory of Assetto Corsa while it writes 100 pages of physics and of graphics a second,
// alone and with the telemetry made of them, beside a timer that only wakes up as often?

const NEED = 2;
const ROUNDS = 3;
const SECONDS = 6;
const WARM_UP = 3;
const RATE = 100;

/** What `npm start` gives to Node. */
const FLAGS = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  .scripts.start.split(" ")
  .slice(1, -2);

interface Answer {
  /** ms of CPU while measured */
  cpu: number;
  datagrams: number;
  telemetry: number;
  torn: number;
}

/** A process of its own, so that the writer's work is not counted. */
async function follow(kind: string, folder: string): Promise<void> {
  const isTimer = kind === "timer";
  const collector = new AcPagesCollector(new FilePages(isTimer ? join(folder, "nothing") : folder), {rate: RATE});
  if (isTimer) setInterval(() => {}, 1000 / RATE);
  let telemetry = 0;
  const producer: Producer = {
    async send(topic, messages) {
      if (topic === "telemetry") telemetry += messages.length;
    },
    async flush() {},
    async close() {},
  };
  if (kind === "publisher") void new Publisher({producer}).run(collector);
  else
    void (async () => {
      for await (const _ of collector);
    })();
  let cpu = process.cpuUsage();
  let before = 0;
  process.on("message", (message) => {
    const {received, errors} = collector.stats();
    if (message === "begin") {
      cpu = process.cpuUsage();
      before = received;
      telemetry = 0;
      return;
    }
    const {user, system} = process.cpuUsage(cpu);
    const answer: Answer = {cpu: (user + system) / 1000, datagrams: received - before, telemetry, torn: errors};
    process.send!(answer, () => process.exit());
  });
  process.send!("ready");
}

async function measureOne(kind: string): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "lapbook-pages-"));
  const files = await PageFiles.open(folder);
  const session = new DriveSession(new Simulation({track: "spielberg"}));
  const game = new AcPages(session, files);
  game.begin();
  const child = fork(fileURLToPath(import.meta.url), [kind, folder], {execArgv: FLAGS});
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
  for (const [kind, candidate] of [
    ["timer", "a timer that does nothing"],
    ["pages", "page reader alone"],
    ["publisher", "with telemetry and bundles made of them"],
  ]) {
    const answers: Answer[] = [];
    for (let i = 0; i < ROUNDS; i++) answers.push(await measureOne(kind));
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
  return rows;
}

if (process.send && ["timer", "pages", "publisher"].includes(process.argv[2]))
  await follow(process.argv[2], process.argv[3]);
else await main(import.meta.url, run);
