import {spawnSync} from "node:child_process";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {importCapture} from "../loaders/archive/importCapture.js";
import {CaptureFile} from "../loaders/captures/readCapture.js";
import {PcapWriter, pcapHeader} from "../src/core/capture/pcapWriter.js";
import {layoutOf} from "../src/core/games/f1/layout.js";
import {F1Sender} from "../src/core/sim/f1Sender.js";
import {Simulation} from "../src/core/sim/simulation.js";
import {type BenchRow, main, median} from "./support.js";

// How fast is an import, against merely unpacking the capture and walking its records? Does its memory grow with the file?

const ROUNDS = 5;
const NEED = 2.5;

/** A simulated drive as a packed capture, alone and as a full grid. */
function captures(): {name: string; bytes: Uint8Array}[] {
  return [
    {name: "one car, 12 minutes", bytes: gzipSync(drive({seed: 1, laps: 8}), {level: 4})},
    {name: "22 cars, 6 minutes", bytes: gzipSync(drive({seed: 1, laps: 4, grid: true}), {level: 4})},
  ];
}

/** A simulated drive as a capture. With `grid`, car k drives what car 0 drove k × 2 s before: 22 cars' worth of real noise. */
export function drive({seed, laps, grid = false}: {seed: number; laps: number; grid?: boolean}): Uint8Array {
  const sender = new F1Sender(new Simulation({seed, laps}));
  const {batch} = sender;
  const writer = new PcapWriter();
  const pasts = new Map<number, Uint8Array[]>();
  while (sender.fill()) {
    for (let i = 0; i < batch.count; i++) {
      const id = batch.bytes[batch.offset[i] + 6];
      if (grid && [0, 2, 6, 7].includes(id)) fillGrid(batch.bytes, batch.offset[i], id, pasts);
      writer.append(batch, i);
    }
  }
  return Buffer.concat([pcapHeader(), writer.take()]);
}

function fillGrid(bytes: Uint8Array, offset: number, id: number, pasts: Map<number, Uint8Array[]>): void {
  const {stride, offset: first} = layoutOf(2025, id)!.fields[0];
  const start = offset + first;
  const past = pasts.get(id) ?? [];
  pasts.set(id, past);
  past.push(bytes.slice(start, start + stride));
  for (let car = 1; car < 22; car++) {
    const block = past[past.length - 1 - car * 120];
    if (block) bytes.set(block, start + car * stride);
  }
}

async function walk(path: string): Promise<number> {
  let datagrams = 0;
  for await (const batch of new CaptureFile(path)) datagrams += batch.count;
  return datagrams;
}

async function timed<T>(work: () => Promise<T>): Promise<[milliseconds: number, result: T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "lapbook-bench-"));
  const rows: BenchRow[] = [];
  try {
    for (const {name, bytes} of captures()) {
      const path = join(folder, "capture.pcap.gz");
      await writeFile(path, bytes);
      const walks: number[] = [];
      const imports: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const [walkMs, datagrams] = await timed(() => walk(path));
        const recordings = join(folder, `recordings-${round}`);
        const [importMs, {sessions}] = await timed(() => importCapture(path, {recordings}));
        if (sessions[0].session.ledger.received !== datagrams) throw new Error("not every datagram was imported");
        await rm(recordings, {recursive: true});
        if (round === 0) continue; // warm-up
        walks.push(walkMs);
        imports.push(importMs);
      }
      const ratio = median(imports.map((ms, i) => ms / walks[i]));
      const question = `importing a capture: ${name}, ${(bytes.length / 1e6).toFixed(0)} MB packed`;
      rows.push({question, candidate: "unpack and walk", value: median(walks), unit: "ms", need: "", ok: true});
      rows.push({
        question,
        candidate: "import",
        value: median(imports),
        unit: "ms",
        ratio,
        need: `≤ ${NEED}×`,
        ok: ratio <= NEED,
      });
    }
    rows.push(...(await memory(folder)));
  } finally {
    await rm(folder, {recursive: true});
  }
  return rows;
}

/** Peak memory of importing one drive and one eight times as long (Linux: a child's ru_maxrss begins with its parent's). */
async function memory(folder: string): Promise<BenchRow[]> {
  const peaks: number[] = [];
  for (const laps of [3, 24]) {
    const path = join(folder, `drive-${laps}.pcap.gz`);
    await writeFile(path, gzipSync(drive({seed: 2, laps}), {level: 1}));
    peaks.push(peakOfChild(path, join(folder, `memory-${laps}`)));
  }
  const question = "peak memory of an import, process as a whole";
  const ratio = peaks[1] / peaks[0];
  return [
    {question, candidate: "3 laps", value: peaks[0], unit: "MB", need: "", ok: true},
    {question, candidate: "24 laps", value: peaks[1], unit: "MB", ratio, need: "≤ 1.5×", ok: ratio <= 1.5},
  ];
}

function peakOfChild(path: string, recordings: string): number {
  const module = new URL("../loaders/archive/importCapture.ts", import.meta.url).href;
  const script = `const {importCapture} = await import(${JSON.stringify(module)});
    await importCapture(${JSON.stringify(path)}, {recordings: ${JSON.stringify(recordings)}});
    const {readFileSync} = await import("node:fs");
    const status = readFileSync("/proc/self/status", "utf8");
    console.log(Number(/VmHWM:\\s*(\\d+)/.exec(status)[1]) / 1024);`;
  const {stdout, stderr} = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  const peak = Number(stdout);
  if (!(peak > 0)) throw new Error(`import failed: ${stderr.trim().split("\n").at(-1)}`);
  return peak;
}

await main(import.meta.url, run);
