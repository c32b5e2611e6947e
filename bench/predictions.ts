import {Analyst} from "../src/core/analyst/analyst.js";
import {createRow} from "../src/core/channels/telemetryRow.js";
import type {Prediction} from "../src/core/messages/events.js";
import {mean} from "../src/core/signal/moments.js";
import {type Grade, gradesOf} from "../src/core/strategy/predictions/gradesOf.js";
import {PREDICTION_KINDS} from "../src/core/strategy/predictions/kinds.js";
import {raceRecords, rowOf} from "../tests/support/simulatedRaceRows.js";
import {type BenchRow, main} from "./support.js";

/**
 * How good are the predictions of races? Simulated races of twelve laps of Spielberg with twelve cars, one in five in rain, read five times a second;
 * the analyst's predictions, graded by what happened. LAPBOOK_BENCH_SEEDS: races, "101-150" for the table of the notes (default: five of them, too few
 * to judge by). No rule was chosen on seeds above 100.
 */
const [FIRST, LAST] = (process.env.LAPBOOK_BENCH_SEEDS ?? "101-105").split("-").map(Number);
/** fewer races show only what comes out */
const FEWEST_RACES = 40;
const HZ = 5;

/** What an analyst predicts of a race, and how it came out. */
export function predictedRace(seed: number): Prediction[] {
  const analyst = new Analyst();
  const row = createRow();
  const found: Prediction[] = [];
  const weather = seed % 5 === 0 ? ("rain" as const) : ("dry" as const);
  for (const record of raceRecords({seed, laps: 12, cars: 12, track: "spielberg", weather}, HZ)) {
    if (record.type === "message") analyst.message("s", record.message);
    else analyst.sample("s", rowOf(record.values, row));
  }
  analyst.end("s");
  for (const {event} of analyst.drain())
    if (event.topic === "predictions") found.push({...event, id: `${seed}/${event.id}`});
  return found;
}

export async function run(): Promise<BenchRow[]> {
  const predictions: Prediction[] = [];
  for (let seed = FIRST; seed <= LAST; seed++) predictions.push(...predictedRace(seed));
  const races = LAST - FIRST + 1;
  return gradesOf(predictions).flatMap((grade) => rowsOf(grade, predictions, races));
}

function rowsOf(grade: Grade, all: readonly Prediction[], races: number): BenchRow[] {
  const {kind, n, coverage, error, baselineError, brier, baselineBrier} = grade;
  const {unit} = PREDICTION_KINDS[kind];
  const question = `${kind}, ${n} graded in ${races} races`;
  const judged = races >= FEWEST_RACES;
  // places and laps are whole numbers: their intervals hold more
  const isWhole = unit === "place" || (unit === "lap" && kind === "stop");
  const inside = coverage >= 0.85 && (isWhole || coverage <= 0.95);
  const row = (candidate: string, value: number, of: string, need = "", ok = true): BenchRow => ({
    ...{question, candidate, value, unit: of, need: judged ? need : "", ok: ok || !judged},
  });
  const rows = [
    row("inside the 90 % interval", coverage * 100, "%", isWhole ? "≥ 85 %" : "85–95 %", inside),
    row("median error", error, unit),
    row("median error of the simplest rule", baselineError, unit),
  ];
  if (Number.isNaN(brier)) return rows;
  const events = all.filter((one) => one.kind === kind && one.graded && Number.isFinite(one.outcome));
  const share = mean(events.map(({outcome}) => Number(outcome > 0)));
  return [
    ...rows,
    row("Brier score", brier, "", "≤ that of the share", brier <= baselineBrier),
    row("Brier score of always giving the share that worked", baselineBrier, ""),
    row("mean probability", mean(events.map(({probability}) => probability)) * 100, "%"),
    row("share that worked", share * 100, "%"),
  ];
}

await main(import.meta.url, run);
