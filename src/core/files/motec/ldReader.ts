import {isDriving} from "../drivingChannels.js";
import {LogFileError} from "../importedLog.js";
import type {LogFileReader} from "../reader.js";
import {tableRate} from "./grid.js";
import {type LdChannel, readLd} from "./ldFile.js";
import {MAGIC, OWN_LOG} from "./ldLayout.js";
import {type LdxFile, readLdx} from "./ldx.js";
import type {LogColumn, Match} from "./matchColumns.js";
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
    const isOwn = file.comment.includes(OWN_LOG);
    const matched = match(columns, notes, choices, {isOwn});
    for (const {name: from, unit, reason} of file.unread) matched.unused.push({from, unit, reason});
    const rates = [...matched.matches].flatMap(([name, m]) => (name === "lapNumber" ? [] : [m.column.rate!]));
    const rate = numberOf(choices?.rateHz) ?? tableRate(rates, matched.matches.get("speedKmh")?.column.rate);
    const rows = Math.round(drivenSeconds(matched.matches, duration, notes) * rate);
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
      {format: "motec-ld", ...file, isOwn},
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

/**
 * Duration of the table, s: of the longest driving channel, else of the longest used one, else of the file. Channels that go on for
 * longer (engine hours, clocks) are cut, with a note.
 */
function drivenSeconds(matches: ReadonlyMap<string, Match>, duration: number, notes: string[]): number {
  const lengths = [...matches].map(([channel, {column}]) => ({
    channel,
    name: column.name,
    seconds: column.values().length / column.rate!,
  }));
  const driving = lengths.filter(({channel}) => isDriving(channel));
  const longest = (some: typeof lengths) => some.reduce((most, {seconds}) => Math.max(most, seconds), 0);
  const driven = longest(driving) || longest(lengths) || duration;
  const cut = lengths.filter(({seconds}) => seconds > driven + 1);
  if (cut.length)
    notes.push(
      `the table ends with the driving channels, at ${driven.toFixed(1)} s; cut there: ${cut.map(({name}) => name).join(", ")}`,
    );
  return driven;
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
