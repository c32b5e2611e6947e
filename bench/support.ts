import {pathToFileURL} from "node:url";

/** One line of a benchmark's answer. */
export interface BenchRow {
  question: string;
  candidate: string;
  value: number;
  unit: string;
  /** how many times the time of the one measured (ours) this candidate takes; absent where nothing is compared */
  ratio?: number;
  /** what was asked for, as text: "≥ 50×"; empty where nothing was */
  need: string;
  /** whether that was met; true where nothing was asked */
  ok: boolean;
}

export interface Candidate {
  name: string;
  /** does the work n times */
  run(n: number): void | Promise<void>;
}

export interface Measured {
  name: string;
  /** median over the rounds, microseconds a time */
  micros: number;
  /** fastest and slowest round */
  spread: [number, number];
  /** median over the rounds of this candidate's time ÷ the first candidate's in the same round */
  ratio: number;
}

/**
 * Times candidates in turn, round after round, so that whatever else the machine does strikes all of them. Each is warmed
 * up, and its number of repetitions fitted so that a turn takes about `turn` milliseconds.
 */
export async function measure(
  candidates: Candidate[],
  {rounds = 7, turn = 100, warmUp = 200} = {},
): Promise<Measured[]> {
  const repetitions: number[] = [];
  for (const candidate of candidates) {
    let n = 1;
    let spent = 0;
    for (const start = performance.now(); performance.now() - start < warmUp || spent === 0; n = Math.min(n * 2, 1e7)) {
      spent = (await time(candidate, n)) / n;
    }
    repetitions.push(Math.max(1, Math.round(turn / spent)));
  }
  const times: number[][] = candidates.map(() => []);
  for (let round = 0; round < Math.max(5, rounds); round++) {
    for (let c = 0; c < candidates.length; c++) {
      times[c].push(((await time(candidates[c], repetitions[c])) * 1000) / repetitions[c]);
    }
  }
  return candidates.map(({name}, c) => ({
    name,
    micros: median(times[c]),
    spread: [Math.min(...times[c]), Math.max(...times[c])],
    ratio: median(times[c].map((micros, round) => micros / times[0][round])),
  }));
}

async function time({run}: Candidate, n: number): Promise<number> {
  const start = performance.now();
  const pending = run(n);
  if (pending) await pending;
  return performance.now() - start;
}

/** The middle value, the mean of the two middle ones; NaN of nothing. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Rows as an aligned table, one question a block. */
export function table(rows: BenchRow[]): string {
  const cells = rows.map((row) => [
    row.candidate,
    `${figure(row.value)} ${row.unit}`,
    row.ratio === undefined ? "" : `${figure(row.ratio)}×`,
    row.need && `need ${row.need}`,
    row.need && (row.ok ? "ok" : "NOT MET"),
  ]);
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(0, ...cells.map((line) => line[i].length)));
  const lines: string[] = [];
  rows.forEach(({question}, i) => {
    if (question !== rows[i - 1]?.question) lines.push(question);
    const line = cells[i].map((cell, k) => (k === 1 || k === 2 ? cell.padStart(widths[k]) : cell.padEnd(widths[k])));
    lines.push(`  ${line.join("  ").trimEnd()}`);
  });
  return lines.join("\n");
}

function figure(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Runs and prints a benchmark when its file is the program started; exit 1 where a need was not met. */
export async function main(moduleUrl: string, run: () => Promise<BenchRow[]>): Promise<void> {
  if (!process.argv[1] || pathToFileURL(process.argv[1]).href !== moduleUrl) return;
  const rows = await run();
  console.log(table(rows));
  if (rows.some(({ok}) => !ok)) process.exitCode = 1;
}
