import {lowerBound} from "../signal/search.js";

/** File of a session that was recorded live: a line of JSON for each second. */
export const QUALITY_FILE = "quality.jsonl";

/** What is kept of each second: how long data took on the way, and what was lost on it. */
export const QUALITY_COLUMNS = [
  {name: "latencyLogMs", label: "latency, collector to log", unit: "ms", about: "arrival until the log has it, median"},
  {
    name: "latencyLogMaxMs",
    label: "latency, collector to log, max",
    unit: "ms",
    about: "arrival until the log has it, max",
  },
  {name: "latencyStreamMs", label: "latency, log to relay", unit: "ms", about: "from the log to the relay, median"},
  {
    name: "latencyStreamMaxMs",
    label: "latency, log to relay, max",
    unit: "ms",
    about: "from the log to the relay, max",
  },
  {name: "latencyRelayMs", label: "latency, in the relay", unit: "ms", about: "wait until sent to a page, median"},
  {name: "latencyRelayMaxMs", label: "latency, in the relay, max", unit: "ms", about: "wait until sent to a page, max"},
  {name: "datagramsReceived", label: "datagrams received", unit: "", about: "in this second"},
  {name: "framesLost", label: "frames lost", unit: "", about: "in this second; a late one counts −1 when it comes"},
  {name: "datagramsDuplicated", label: "datagrams duplicated", unit: "", about: "in this second"},
  {name: "datagramsReordered", label: "datagrams reordered", unit: "", about: "in this second"},
  {name: "datagramsMalformed", label: "datagrams malformed", unit: "", about: "in this second"},
  {name: "framesSkipped", label: "frames skipped", unit: "", about: "in this second, for slow pages of any session"},
] as const;
export type QualityName = (typeof QUALITY_COLUMNS)[number]["name"];

/** One second of a running session. A latency is null where nothing took that way: no page was open, the collector is another process. */
export type QualityRow = {
  /** at the end of the second, s */
  sessionTime: number;
  /** ms since 1970 */
  at: number;
} & Record<QualityName, number | null>;

/** Rows in the order in which they were written. Damaged lines, such as the last one after a crash, are left out. */
export function parseQuality(text: string): QualityRow[] {
  return text.split("\n").flatMap((line) => {
    if (!line) return [];
    try {
      const read = JSON.parse(line) as Partial<QualityRow> | null;
      const {sessionTime, at} = read ?? {};
      if (!Number.isFinite(sessionTime) || !Number.isFinite(at)) return [];
      const known = (name: QualityName) => (Number.isFinite(read![name]) ? read![name]! : null);
      const values = Object.fromEntries(QUALITY_COLUMNS.map(({name}) => [name, known(name)]));
      return [{sessionTime, at, ...values} as QualityRow];
    } catch {
      return [];
    }
  });
}

/** s before the end of a row that the row speaks of; longer where nothing came for a while, which has no row */
const OF_ROW_S = 1.5;

/** Values of a column at session times, s: each row's in the second that it ends; NaN where none is known. After a flashback the later rows count. */
export function qualityAt(rows: readonly QualityRow[], name: QualityName, times: Float64Array): Float64Array {
  const kept: QualityRow[] = [];
  for (const row of rows) {
    while (kept.length && kept[kept.length - 1].sessionTime >= row.sessionTime) kept.pop();
    kept.push(row);
  }
  const ends = Float64Array.from(kept, ({sessionTime}) => sessionTime);
  return times.map((time) => {
    const row = kept[lowerBound(ends, time)];
    return row && row.sessionTime - time <= OF_ROW_S ? (row[name] ?? Number.NaN) : Number.NaN;
  });
}
