import {LogFileError} from "../importedLog.js";
import type {LogFileReader} from "../reader.js";
import {tableRate} from "./grid.js";
import {type LdChannel, readLd} from "./ldFile.js";
import {MAGIC, OWN_LOG} from "./ldLayout.js";
import {type LdxFile, readLdx} from "./ldx.js";
import type {LogColumn} from "./matchColumns.js";
import {match, motecLog} from "./motecLog.js";

/** Values in memory at most (1 GB): five hours of 60 channels at 100 Hz. */
const MAX_CELLS = 120_000_000;

/**
 * MoTeC logs, with the .ldx beside them. Choices: `rateHz` (rows a second, instead of tableRate), `columns` and `steeringLockDeg` (see
 * ChosenColumns).
 */
export const motecLdReader: LogFileReader = {
  format: "motec-ld",
  label: "MoTeC log",
  extensions: [".ld"],
  companions: [".ldx"],
  // also of a file cut within its header, which is then refused as cut
  recognises: (head) => head.length >= 8 && head[0] === MAGIC && head.subarray(1, 8).every((b) => b === 0),
  columns: ({bytes}) => readLd(bytes).channels.map(column),
  read({name, bytes, companions}, {choices, onProgress} = {}) {
    const file = readLd(bytes);
    const notes = [...file.notes];
    const beside = companions.find((c) => c.name.toLowerCase().endsWith(".ldx"));
    const ldx = beside && readBeside(beside.name, beside.bytes);
    const duration = file.channels.reduce((most, {count, rate}) => Math.max(most, count / rate), 0);
    if (!(duration > 0)) throw new LogFileError("no samples", name);
    const columns = file.channels.map(column);
    const matched = match(columns, notes, choices);
    for (const {name: from, unit, reason} of file.unread) matched.unused.push({from, unit, reason});
    const rates = [...matched.matches].flatMap(([name, m]) => (name === "lapNumber" ? [] : [m.column.rate!]));
    const rate = numberOf(choices?.rateHz) ?? tableRate(rates, matched.matches.get("speedKmh")?.column.rate);
    const rows = Math.round(
      rowsOf(
        [...matched.matches.values()].map((m) => m.column),
        duration,
      ) * rate,
    );
    if (rows * (1 + matched.matches.size) > MAX_CELLS)
      throw new LogFileError(
        `too many values: ${rows} rows at ${rate} Hz with ${matched.matches.size} channels; choose fewer rows per second`,
        name,
      );
    const reported = [...new Set(rates)].sort((a, b) => a - b).join(", ");
    notes.push(
      reported
        ? `one table at ${rate} Hz; channel rates in the file: ${reported} Hz`
        : `no usable channels, only laps: one table at ${rate} Hz`,
    );
    if (ldx) noteDetails(ldx, notes);
    const time = Float64Array.from({length: rows}, (_, i) => i / rate);
    return motecLog(
      {columns, time, rate, notes, ...(ldx && {beacons: ldx.beacons})},
      matched,
      {format: "motec-ld", ...file, isOwn: file.comment.includes(OWN_LOG)},
      onProgress,
    );
  },
};

function column({name, unit, rate, values}: LdChannel): LogColumn {
  let cached: Float64Array | undefined;
  return {
    name,
    unit,
    rate,
    values: () => (cached ??= values()),
  };
}

/** Duration of the longest channel, s; `duration` if there is none. */
function rowsOf(columns: LogColumn[], duration: number): number {
  const lengths = columns.map((c) => c.values().length / c.rate!);
  return lengths.length ? Math.max(...lengths) : duration;
}

function readBeside(name: string, bytes: Uint8Array): LdxFile {
  try {
    return readLdx(bytes);
  } catch (error) {
    if (error instanceof LogFileError) throw new LogFileError(error.message, name);
    throw error;
  }
}

/** Notes on i2's own summary, which may not fit the markers in the file. */
function noteDetails({beacons, details}: LdxFile, notes: string[]): void {
  const {"Total Laps": total, "Fastest Time": time, "Fastest Lap": lap} = details;
  if (total !== undefined && Number(total) !== beacons.length + 1)
    notes.push(`the .ldx gives ${total} laps, but has ${beacons.length} markers: the markers are used`);
  if (beacons.length === 0) notes.push("the .ldx has no markers");
  else if (time !== undefined)
    notes.push(`the .ldx gives lap ${lap ?? "?"} as the fastest, in ${time}; laps are taken from its markers`);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : undefined;
}
