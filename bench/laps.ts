import {spawnSync} from "node:child_process";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {compareLaps} from "../src/core/laps/compareLaps.js";
import {cornerMeasures} from "../src/core/laps/cornerMeasures.js";
import type {DrivenLap} from "../src/core/laps/drivenLap.js";
import type {GridColumn} from "../src/core/laps/gridColumn.js";
import {gridLap} from "../src/core/laps/gridLap.js";
import {pieceTimes, trackPieces} from "../src/core/laps/partition.js";
import {placeLap} from "../src/core/laps/placeLap.js";
import {lineOfTrack} from "../src/core/laps/placeLine.js";
import {CIRCUITS} from "../src/core/track/circuits/all.js";
import {circuitTrack} from "../src/core/track/circuitTrack.js";
import {cornersOf} from "../src/core/track/corners.js";
import {fakeSilverstone} from "../tests/support/fakeCircuit.js";
import {type BenchRow, main, median} from "./support.js";

// How many laps a second are compared with a reference: 40 channels at 60 Hz placed on the track's line and put on its 1 m
// grid, with delta, bounds, times of corners and straights; and with the table of corners? Against vectorised NumPy doing the
// first in the same run, with the same results.

const CHANNELS = 40;
const ROUNDS = 5;
const TURN_S = 0.6;
/** Before each turn, not counted: starting a process leaves this one with cold caches, and memory whose pages are mapped again one by one. */
const WARM_UP_S = 0.15;
const QUESTION = `a lap of Silverstone at 60 Hz, ${CHANNELS} channels: placed, on the 1 m grid, delta, bounds, times of pieces`;

interface BenchLap {
  lap: DrivenLap;
  channels: Record<string, GridColumn>;
}

/** A lap at the speed of the fake circuit times `pace`, `wide` m beside the centre line at most. */
function drive(pace: number, wide: number): BenchLap {
  const circuit = fakeSilverstone();
  const {lengthM: n, x, z, speed} = circuit;
  const at = (column: Float64Array, s: number) => {
    const i = Math.floor(s) % n;
    return column[i] + (s - Math.floor(s)) * (column[(i + 1) % n] - column[i]);
  };
  const rows: {t: number; s: number}[] = [];
  let s = 0.3;
  for (let t = 0.3 / (pace * speed[0]); s < n; t += 1 / 60) {
    rows.push({t, s});
    s += (pace * at(speed, s)) / 60;
  }
  const last = rows[rows.length - 1];
  const lapTimeS = last.t + (n - last.s) / (pace * at(speed, n - 0.5));
  const column = (of: (s: number, t: number) => number) => Float64Array.from(rows, (row) => of(row.s, row.t));
  const beside = (along: number) => wide * Math.sin((6 * Math.PI * along) / n);
  const normal = (along: number) => {
    const [dx, dz] = [at(x, along + 1) - at(x, along), at(z, along + 1) - at(z, along)];
    const length = Math.hypot(dx, dz);
    return [-dz / length, dx / length];
  };
  const channels: BenchLap["channels"] = {
    speedKmh: {values: column((along) => 3.6 * pace * at(speed, along))},
    brake: {values: column((along) => Math.min(1, Math.max(0, -at(circuit.gLongitudinal, along) / 3)))},
    throttle: {values: column((along) => Math.min(1, Math.max(0, at(circuit.gLongitudinal, along))))},
    gear: {values: column((along) => 2 + Math.floor(at(speed, along) / 14)), discrete: true},
  };
  for (let c = Object.keys(channels).length; c < CHANNELS; c++)
    channels[`channel${c}`] = {
      values: column((along, t) => Math.sin(along / (20 + c)) + 0.1 * t),
      discrete: c % 10 === 0,
    };
  const lap: DrivenLap = {
    ...{time: column((_, t) => t), fromLine: true, lapTimeS, alongPath: false},
    x: column((along) => at(x, along) + beside(along) * normal(along)[0]),
    z: column((along) => at(z, along) + beside(along) * normal(along)[1]),
  };
  return {lap, channels};
}

/** Laps in a second of the processor, over a turn: other work on the machine does not count. */
function rate(work: () => unknown): number {
  turn(work, WARM_UP_S);
  return turn(work, TURN_S);
}

function turn(work: () => unknown, seconds: number): number {
  let count = 0;
  const begun = process.cpuUsage();
  let spent = 0;
  while (spent < 1e6 * seconds) {
    work();
    count++;
    const {user, system} = process.cpuUsage(begun);
    spent = user + system;
  }
  return (1e6 * count) / spent;
}

export async function run(): Promise<BenchRow[]> {
  const track = circuitTrack(CIRCUITS.silverstone);
  const line = lineOfTrack(track);
  const corners = cornersOf(track).list;
  const [reference, other] = [drive(1, 0), drive(0.985, 4)];
  const onGrid = ({lap, channels}: BenchLap) => gridLap(lap, placeLap(lap, line), channels);
  const base = onGrid(reference);
  const pieces = trackPieces(corners, line.lengthM, [base, onGrid(other)]);
  const compare = () => {
    const grid = onGrid(other);
    return {grid, comparison: compareLaps(grid, base), times: pieceTimes(grid, pieces)};
  };
  const withTable = () => cornerMeasures(compare().grid, pieces, corners);
  const found = compare();
  const sum = found.times.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - other.lap.lapTimeS!) > 1e-9) throw new Error(`wrong sum: ${sum} s, lap ${other.lap.lapTimeS} s`);

  const python = process.env.PYTHON ?? "python3";
  const hasNumpy = spawnSync(python, ["-c", "import numpy"]).status === 0;
  if (!hasNumpy) console.error(`${QUESTION}: without NumPy: ${python} has none (pip install numpy, or set PYTHON)`);
  const folder = await mkdtemp(join(tmpdir(), "lapbook-bench-"));
  try {
    const names = Object.keys(other.channels);
    const columns = [other.lap.time, other.lap.x!, other.lap.z!, ...names.map((name) => other.channels[name].values)];
    const {stepM, lead, lengthM} = line;
    const discrete = names.map((name) => other.channels[name].discrete === true);
    await writeFile(
      join(folder, "job.json"),
      JSON.stringify({columns: columns.length, stepM, lead, lengthM, lapTimeS: other.lap.lapTimeS, discrete}),
    );
    const write = (name: string, parts: ArrayLike<number>[]) =>
      writeFile(
        join(folder, `${name}.f64`),
        Buffer.concat(parts.map((part) => Buffer.from(Float64Array.from(part).buffer))),
      );
    await write("samples", columns);
    await write("line", [line.x, line.z, line.ux, line.uz]);
    await write("reference", [base.time]);
    await write("referenceError", [base.timeError]);
    await write("bounds", [[...pieces.map(({fromM}) => fromM), lengthM]]);

    const rates: Record<"ours" | "table" | "numpy", number[]> = {ours: [], table: [], numpy: []};
    rate(withTable); // warmed up
    for (let round = 0; round < ROUNDS; round++) {
      rates.ours.push(rate(compare));
      if (hasNumpy) rates.numpy.push(inNumpy(python, folder));
      rates.table.push(rate(withTable));
    }
    const ours = median(rates.ours);
    const table = median(rates.table);
    const rows: BenchRow[] = [
      {question: QUESTION, candidate: "Lapbook", value: ours, unit: "laps/s", need: "≥ 300", ok: ours >= 300, ratio: 1},
    ];
    if (hasNumpy) {
      const {comparison, grid, times} = found;
      const own = [
        grid.time,
        comparison.deltaS,
        comparison.errorS,
        times,
        ...names.map((name) => grid.channels[name]),
        grid.offset,
      ];
      const off = greatestGap(own, new Float64Array((await readFile(join(folder, "out.f64"))).buffer.slice(0)));
      if (!(off < 1e-6)) throw new Error(`NumPy differs by ${off}`);
      const ratio = median(rates.ours.map((value, i) => value / rates.numpy[i]));
      rows.push({
        ...{question: QUESTION, candidate: `NumPy, equal to ${off.toExponential(0)}`, unit: "laps/s", ratio},
        ...{value: median(rates.numpy), need: "≥ 1×", ok: ratio >= 1},
      });
    }
    const question = "the same with the table of corners";
    rows.push({question, candidate: "Lapbook", value: table, unit: "laps/s", need: "≥ 300", ok: table >= 300});
    return rows;
  } finally {
    await rm(folder, {recursive: true});
  }
}

function inNumpy(python: string, folder: string): number {
  const script = fileURLToPath(new URL("laps/numpyLaps.py", import.meta.url));
  // one core, as ours
  const env = {...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1"};
  const {stdout, stderr, status} = spawnSync(python, [script, folder, String(TURN_S)], {encoding: "utf8", env});
  if (status !== 0) throw new Error(`NumPy failed: ${stderr.trim().split("\n").at(-1)}`);
  return Number(stdout);
}

/** Greatest difference of columns put one after another; Infinity where their lengths differ. */
function greatestGap(columns: readonly Float64Array[], all: Float64Array): number {
  let at = 0;
  let most = 0;
  for (const column of columns)
    for (const value of column) {
      const gap = Math.abs(value - all[at++]);
      if (!(gap <= most)) most = Number.isNaN(gap) ? Infinity : gap;
    }
  return at === all.length ? most : Infinity;
}

await main(import.meta.url, run);
