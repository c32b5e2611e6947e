import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";
import {milliseconds, sectors} from "../jsonFile.js";
import {type Records, rowsOfDriver} from "./table.js";

/** The beginning of the next lap agrees with the end of this one within this, s. */
const SAME_S = 1;

const FIELDS = {
  start: "date_start",
  seconds: "lap_duration",
  pitOut: "is_pit_out_lap",
  sector1: "duration_sector_1",
  sector2: "duration_sector_2",
  sector3: "duration_sector_3",
} as const;

/** What the file has of a lap; `start` in s since the first sample. NaN where unknown. */
type LapFacts = Record<keyof typeof FIELDS, number> & {lap: number};

/**
 * The laps of a driver from OpenF1's `laps`. A lap has the samples between its own beginning and end. A beginning that the file lacks is
 * the end of the lap before, or the lap's time before the next one. Samples of one missing lap make a lap without a time; others of which
 * the lap is unknown are left out.
 *
 * @param time of the driver's samples, s after `firstDate`
 * @param firstDate s since 1970
 */
export function openF1Laps(
  records: Records,
  driver: number,
  {time, firstDate}: {time: Float64Array; firstDate: number},
  notes: string[],
): ImportedLap[] {
  const facts = factsOf(records, driver, firstDate, notes);
  if (facts.length === 0) return [{...PLAIN_LAP, lap: 1, first: 0, end: time.length}];
  fillStarts(facts);
  const laps: ImportedLap[] = [];
  // end of the lap before; NaN where unknown
  let at = Number.NEGATIVE_INFINITY;
  facts.forEach((fact, k) => {
    const {lap, start, seconds} = fact;
    const before = facts[k - 1]?.lap ?? Math.max(-1, lap - 2);
    const missing = rowsBetween(time, at, start, laps);
    if (before + 1 < lap && missing.end > missing.first) {
      laps.push({...PLAIN_LAP, lap: before + 1, ...missing});
      if (before + 2 < lap && k > 0)
        notes.push(
          `driver ${driver}: laps ${before + 1} to ${lap - 1} are not in the laps file: their samples are one lap`,
        );
    }
    const ends = endOf(fact, facts[k + 1]);
    const rows = rowsBetween(time, start, ends, laps);
    const lapTimeMs = milliseconds(seconds);
    laps.push({
      ...PLAIN_LAP,
      lap,
      ...rows,
      lapTimeMs,
      pit: fact.pitOut > 0,
      sectorsMs: sectors(...[fact.sector1, fact.sector2, fact.sector3].map(milliseconds)),
      complete: lapTimeMs !== null && rows.end > rows.first && ends >= start + seconds - SAME_S,
      fromLine: Number.isFinite(start),
    });
    at = ends;
  });
  const used = laps.reduce((sum, {first, end}) => sum + end - first, 0);
  if (used < time.length)
    notes.push(`driver ${driver}: ${time.length - used} samples are of no known lap and are left out`);
  return laps;
}

/** By lap number; rows of the same lap are one, and values in which they differ are unknown. */
function factsOf(records: Records, driver: number, firstDate: number, notes: string[]): LapFacts[] {
  const numbers = records.values("lap_number");
  const names = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
  const columns = names.map((name) => records.values(FIELDS[name]));
  const byLap = new Map<number, LapFacts>();
  for (const row of rowsOfDriver(records, driver)) {
    const lap = numbers[row];
    if (!Number.isInteger(lap) || lap < 0 || lap >= 10_000) continue;
    const fact = {lap, ...Object.fromEntries(names.map((name, i) => [name, columns[i][row]]))} as LapFacts;
    fact.start -= firstDate;
    const known = byLap.get(lap);
    if (!known) byLap.set(lap, fact);
    else notes.push(merged(known, fact, names, driver));
  }
  const facts = [...byLap.values()].sort((a, b) => a.lap - b.lap);
  facts.forEach((fact, k) => {
    const next = facts[k + 1];
    const sum = fact.sector1 + fact.sector2 + fact.sector3;
    // the beginning of the next lap must confirm it
    if (!Number.isNaN(fact.seconds) || next?.lap !== fact.lap + 1) return;
    if (!(Math.abs(next.start - fact.start - sum) <= SAME_S)) return;
    fact.seconds = sum;
    notes.push(`driver ${driver}: lap ${fact.lap} has no lap_duration: its time is the sum of its sectors`);
  });
  return facts;
}

/** Adds the values of another row of the same lap; returns a note. */
function merged(known: LapFacts, other: LapFacts, names: readonly (keyof typeof FIELDS)[], driver: number): string {
  const differ = names.filter((name) => Math.abs(known[name] - other[name]) > 0);
  for (const name of names) if (Number.isNaN(known[name])) known[name] = other[name];
  for (const name of differ) known[name] = Number.NaN;
  const values = differ.map((name) => FIELDS[name]).join(", ");
  return `driver ${driver}: lap ${known.lap} has several rows, which are one${differ.length ? `; they differ in ${values}: unknown` : ""}`;
}

/** Computes beginnings that the file lacks from the laps before and after. */
function fillStarts(facts: LapFacts[]): void {
  facts.forEach((fact, k) => {
    const before = facts[k - 1];
    if (Number.isNaN(fact.start) && before?.lap === fact.lap - 1) fact.start = before.start + before.seconds;
  });
  for (let k = facts.length - 2; k >= 0; k--)
    if (Number.isNaN(facts[k].start) && facts[k + 1].lap === facts[k].lap + 1)
      facts[k].start = facts[k + 1].start - facts[k].seconds;
}

/** End of a lap, s: the beginning of the next lap, unless that begins later than this one ended; NaN where unknown. */
function endOf({lap, start, seconds}: LapFacts, next: LapFacts | undefined): number {
  // the last lap of the file, without a time, goes on to the end of the log
  if (!next)
    return Number.isNaN(seconds) ? (Number.isNaN(start) ? Number.NaN : Number.POSITIVE_INFINITY) : start + seconds;
  const follows = next.lap === lap + 1 ? next.start : Number.NaN;
  const ends = start + seconds;
  return Number.isNaN(follows) || follows > ends + SAME_S ? ends : follows;
}

/** Rows between two times and after those of earlier laps; none where a time is unknown. */
function rowsBetween(
  time: Float64Array,
  from: number,
  to: number,
  laps: readonly ImportedLap[],
): Pick<ImportedLap, "first" | "end"> {
  const after = laps.at(-1)?.end ?? 0;
  if (Number.isNaN(from) || Number.isNaN(to)) return {first: after, end: after};
  const first = Math.max(after, firstAt(time, from));
  return {first, end: Math.max(first, firstAt(time, to))};
}

/** The first row at or after a time. */
function firstAt(time: Float64Array, t: number): number {
  let [low, high] = [0, time.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle] >= t) high = middle;
    else low = middle + 1;
  }
  return low;
}
