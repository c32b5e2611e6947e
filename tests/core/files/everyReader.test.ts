import {describe, expect, it} from "vitest";
import {type ImportedLog, LogFileError} from "../../../src/core/files/importedLog.js";
import {HEAD_BYTES, LOG_FILE_READERS, readerOf} from "../../../src/core/files/readers.js";
import {random} from "../../../src/core/signal/random.js";
import {sessionOf, utf8} from "../../support/logFiles.js";
import {END_S, LAP_S, LINE_S, type LogSample, tableBytes} from "../../support/loggedDrive.js";
import {logSamples} from "../../support/logSamples.js";
import {count, rotated, usually} from "../../support/long.js";

const SAMPLES = logSamples().map(shortened);
const of = (format: string) => SAMPLES.find((sample) => sample.format === format)!;
const named = SAMPLES.map((sample): [string, LogSample] => [sample.format, sample]);
const tables = named.filter(([, {table}]) => table);
const trees = named.filter(([, {json}]) => json);

/** Of a table of the whole drive its first two laps and the beginning of the next, at 10 Hz at most: it is read thousands of times. */
function shortened(sample: LogSample): LogSample {
  const {table, lapsMs} = sample;
  if (!table || lapsMs.length !== 3) return sample;
  const every = Math.max(1, Math.floor(table.rows.length / END_S / 10));
  const end = (table.rows.length * (LINE_S + 2.5 * LAP_S)) / END_S;
  const short = {...table, rows: table.rows.filter((_, i) => i % every === 0 && i < end)};
  return {...sample, table: short, bytes: tableBytes(short), lapsMs: lapsMs.slice(0, 2)};
}

/** Every second value, in a long run all: tests that take the even and the odd ones share the columns between them. */
const even = <T>(values: readonly T[]): T[] => values.filter((_, i) => usually(i % 2 === 0, true));
const odd = <T>(values: readonly T[]): T[] => values.filter((_, i) => usually(i % 2 === 1, true));

const readerFor = (format: string) => LOG_FILE_READERS.find((reader) => reader.format === format)!;
const read = ({format, name, companions = []}: LogSample, bytes: Uint8Array): ImportedLog =>
  readerFor(format).read({name, bytes, companions});

/** The log, or undefined where the file is refused as it should be: with the place of what is wrong. */
function attempt(sample: LogSample, bytes: Uint8Array): ImportedLog | undefined {
  let log: ImportedLog;
  try {
    log = read(sample, bytes);
    sane(log);
  } catch (error) {
    expect(error).toBeInstanceOf(LogFileError);
    expect((error as Error).message).not.toMatch(/undefined|\[object/);
    return undefined;
  }
  return log;
}

const built = new WeakMap<ImportedLog, ReturnType<typeof sessionOf>>();

/** Its session, built once. */
function builtOf(log: ImportedLog): ReturnType<typeof sessionOf> {
  const session = built.get(log) ?? sessionOf(log);
  built.set(log, session);
  return session;
}

/** What the archive would hold: finite numbers or none, times that can be, rows in order. */
function sane(log: ImportedLog): void {
  const {laps, samples, session} = builtOf(log);
  for (const {table} of samples)
    for (const column of Object.values(table.columns))
      if (!column.every(Number.isFinite)) throw new Error("a stored value is not finite");
  for (const {lapTimeMs, complete, samples: rows} of laps) {
    if (lapTimeMs !== null && !(lapTimeMs > 0 && lapTimeMs < 86_400_000)) throw new Error(`a lap of ${lapTimeMs} ms`);
    if (complete && (lapTimeMs === null || rows === 0)) throw new Error("complete without a time or samples");
  }
  if (!Number.isFinite(session.durationS)) throw new Error(`a session of ${session.durationS} s`);
}

const finished = (log: ImportedLog) => builtOf(log).laps.filter(({complete}) => complete);
const times = (log: ImportedLog) => finished(log).map(({lapTimeMs}) => lapTimeMs!);

function expectTimes(log: ImportedLog, {lapsMs, withinMs}: LogSample): void {
  expect(times(log)).toHaveLength(lapsMs.length);
  for (const [i, ms] of times(log).entries()) expect(Math.abs(ms - lapsMs[i])).toBeLessThanOrEqual(withinMs);
}

it("every reader has a sample", () => {
  // databases have tests of their own: they are opened by DuckDB
  const readers = LOG_FILE_READERS.filter(({isDatabase}) => !isDatabase);
  expect(SAMPLES.map(({format}) => format).sort()).toEqual(readers.map(({format}) => format).sort());
});

describe.each(named)("%s", (format, sample) => {
  const {bytes, name} = sample;

  it("is recognised, and has its finished laps", () => {
    expect(readerOf(bytes.subarray(0, HEAD_BYTES), name)?.format).toBe(format);
    const log = read(sample, bytes);
    sane(log);
    expectTimes(log, sample);
  });

  it("cut at any kilobyte is refused, or has no finished lap that the whole has not", () => {
    const row = ({lap, car, lapTimeMs, samples}: ReturnType<typeof finished>[number]) =>
      `${car} ${lap} ${lapTimeMs} ${samples}`;
    const whole = finished(read(sample, bytes)).map(row);
    const cuts = new Set<number>();
    const step = Math.ceil(bytes.length / 1024 / count(10, 1000));
    for (let k = 0; 1024 * k < bytes.length; k += step)
      for (const off of rotated([0, 1, 517], k / step, 1)) cuts.add(1024 * k + off);
    let refused = 0;
    for (const end of [...cuts].filter((at) => at < bytes.length)) {
      const log = attempt(sample, bytes.slice(0, end));
      if (!log) refused++;
      else for (const lap of finished(log)) expect(whole).toContain(row(lap));
    }
    expect(refused).toBeGreaterThan(0);
    // a tree or a binary that is cut is never read
    if (!sample.table && !sample.isStream) expect(refused).toBe([...cuts].filter((at) => at < bytes.length).length);
  });

  it("is not taken for what is none of it, and other bytes are refused", () => {
    const generator = random(5);
    const noise = Uint8Array.from({length: 5000}, () => generator.next() * 256);
    const junk = [
      new Uint8Array(0),
      new Uint8Array(5000),
      noise,
      utf8("{}"),
      utf8("[]"),
      utf8("a,b\n"),
      utf8("\n\n\n"),
    ];
    for (const other of junk) {
      expect(readerFor(format).recognises(other, name)).toBe(false);
      expect(attempt(sample, other)).toBeUndefined();
    }
  });

  it("with bytes turned over is refused or whole", () => {
    const generator = random(11);
    for (let k = 0; k < count(8, 60); k++) {
      const copy = bytes.slice();
      for (let n = 0; n < 1 + (k % 6); n++)
        copy[Math.floor(generator.next() * copy.length)] ^= 1 << (generator.next() * 8);
      attempt(sample, copy);
    }
  });
});

/** Columns without which a table is refused, and those without which no lap has a time. */
const DECISIVE: Record<string, {refused: string[]; untimed: string[]}> = {
  "aim-csv": {refused: ["Time"], untimed: []},
  "racechrono-csv": {refused: ["timestamp"], untimed: ["lap_number"]},
  "alfano-ada-csv": {refused: ["Lap", "Time"], untimed: ["Time Lap"]},
  "garage61-csv": {refused: ["Speed", "LapDistPct"], untimed: []},
  "lapbook-csv": {refused: ["sessionTime", "lapNumber", "lapEndTime"], untimed: ["lapTimeMs", "lapWhole"]},
  "motec-csv": {refused: ["Time"], untimed: []},
  "ac-shared-memory-csv": {refused: ["iCurrentTime_ms"], untimed: ["iLastTime_ms"]},
  "acc-shared-memory-csv": {refused: ["timestamp", "normalized_car_position"], untimed: []},
  "ac-lap-log": {refused: ["lapTime"], untimed: ["x", "z"]},
  "crew-chief-csv": {refused: ["_time", "CurrentLap"], untimed: ["LapTimePrevious"]},
  "fastf1-csv": {refused: ["SessionTime"], untimed: ["LapNumber"]},
  "fastf1-laps-csv": {refused: ["LapNumber"], untimed: []},
  "f1-quix-csv": {refused: ["Timestamp", "LapDistance"], untimed: ["LapNumber"]},
  csv: {refused: [], untimed: []},
};

describe.each(tables)("%s, written otherwise,", (format, sample) => {
  const table = sample.table!;
  const separator = sample.name.endsWith(".tsv") ? "\t" : ",";
  const write = (changed: Partial<typeof table>) => tableBytes({...table, ...changed}, {separator});

  it("with a BOM, line ends of Windows, another separator or decimal commas has the same laps", () => {
    for (const dialect of [
      {separator, bom: "\ufeff", eol: "\r\n"},
      {separator: ";"},
      {separator: "\t"},
      {separator: ";", decimal: ","},
      {separator: ";", decimal: ",", bom: "\ufeff", eol: "\r\n"},
    ])
      expectTimes(read(sample, tableBytes(table, dialect)), sample);
  });

  it("with its columns in another order, and others beside them, has the same laps", () => {
    const turned = {names: table.names.toReversed(), rows: table.rows.map((row) => row.toReversed())};
    expectTimes(read(sample, write(turned)), sample);
    const more = {
      names: ["index", ...table.names, "Unnamed: 12", "Waffle"],
      rows: table.rows.map((row, i) => [i, ...row, "", "text"]),
    };
    expectTimes(read(sample, write(more)), sample);
  });

  it("without one of its columns has the same laps; without one that they are read from is refused by its name, or has none", () => {
    const refused: string[] = [];
    const untimed: string[] = [];
    for (const [c, name] of table.names.entries()) {
      const names = table.names.toSpliced(c, 1);
      const bytes = write({names, rows: table.rows.map((row) => row.toSpliced(c, 1))});
      try {
        const log = read(sample, bytes);
        sane(log);
        if (times(log).length === 0 && sample.lapsMs.length > 0) untimed.push(name);
        else expectTimes(log, sample);
      } catch (error) {
        if (!(error instanceof LogFileError)) throw error;
        expect(error.message).toContain(format === "fastf1-laps-csv" && name === "LapTime" ? "no samples" : name);
        refused.push(name);
      }
    }
    expect({refused, untimed}).toEqual(DECISIVE[format]);
  });

  it("with a column twice has the same laps and says so", () => {
    const names = [...table.names, table.names[2], table.names[2]];
    const log = read(sample, write({names, rows: table.rows.map((row) => [...row, row[2], row[2]])}));
    expectTimes(log, sample);
    expect(log.report.notes.join()).toContain(`there are 3 columns named "${table.names[2]}"`);
  });

  it("with separators mixed, or with rows of other widths, is refused with a line or loses nothing silently", () => {
    const half = Math.floor(table.rows.length / 2);
    const text = new TextDecoder().decode(write({}));
    const lines = text.split("\n");
    const mixed = lines.map((line, i) => (i > half ? line.replaceAll(separator, ";") : line));
    let message = "";
    try {
      read(sample, utf8(mixed.join("\n")));
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/line \d+/);
  });

  it("with NaN, infinities, nothing and words among its values holds none of them", () => {
    const generator = random(3);
    const words = ["NaN", "nan", "inf", "-Infinity", "1e999", "", "null", "None", "#DIV/0!", "-"];
    for (const [c, name] of even([...table.names.entries()]))
      for (const word of rotated(words, c, 1)) {
        const rows = table.rows.map((row) => (generator.next() < 0.005 ? row.with(c, word) : row));
        const log = attempt(sample, write({rows}));
        // a slip in a column that tells laps or time may cost a lap, no more
        if (log)
          for (const ms of times(log))
            expect([name, word, sample.lapsMs.some((t) => Math.abs(t - ms) <= sample.withinMs + 150)]).toEqual([
              name,
              word,
              true,
            ]);
      }
  });

  it("with a column that is nothing but NaN is read or refused for it", () => {
    for (const [c] of odd([...table.names.entries()]))
      for (const word of rotated(["NaN", "", "1e999"], c, 1))
        attempt(sample, write({rows: table.rows.map((row) => row.with(c, word))}));
  });

  it("with a row twice, or two rows in the wrong order, has the same laps", () => {
    const at = 37;
    const twice = table.rows.flatMap((row, i) => (i === at ? [row, row] : [row]));
    expectTimes(read(sample, write({rows: twice})), sample);
    const swapped = table.rows.with(at, table.rows[at + 1]).with(at + 1, table.rows[at]);
    const {withinMs} = sample;
    expectTimes(read(sample, write({rows: swapped})), {...sample, withinMs: withinMs + 100});
  });

  it("with absurd numbers is refused or holds only what can be", () => {
    const values = [1e300, -1e300, 1e15, -1, 4294967296];
    const spans = [
      {from: 5, to: 6},
      {from: 5, to: 13},
      {from: 0, to: table.rows.length},
    ];
    for (const [c] of even([...table.names.entries()]))
      for (const [v, value] of rotated([...values.entries()], c, 1))
        for (const {from, to} of rotated(spans, c + v, 1)) {
          const rows = table.rows.map((row, i) => (i >= from && i < to ? row.with(c, value) : row));
          attempt(sample, write({rows}));
        }
  });

  it("of one row, of no row and of two rows is refused or has no finished lap", () => {
    for (const rows of [0, 1, 2, 3]) {
      const log = attempt(sample, write({rows: table.rows.slice(0, rows)}));
      if (log) expect(finished(log)).toEqual([]);
    }
  });
});

type Path = (string | number)[];
/** Every place in a tree; of a list the first and the last entry stand for all, in a long run the second too. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const keys: Path = Array.isArray(value)
    ? [...new Set([0, count(0, 1), value.length - 1])].filter((i) => i in value)
    : Object.keys(value);
  return [path, ...keys.flatMap((key) => places((value as Record<string, unknown>)[key], [...path, key]))];
}

function changed(tree: unknown, path: Path, value: unknown): unknown {
  if (path.length === 0) return value;
  const copy = (Array.isArray(tree) ? [...tree] : {...(tree as object)}) as Record<string, unknown>;
  if (value === undefined && path.length === 1) delete copy[path[0]];
  else copy[path[0]] = changed(copy[path[0]], path.slice(1), value);
  return copy;
}

describe.each(trees)("%s, written otherwise,", (format, sample) => {
  const write = (json: unknown) => utf8(JSON.stringify(json));

  it("with its keys in another order, and indented, has the same laps", () => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, turned(inner)]),
            )
          : value;
    const bytes = write(turned(sample.json));
    expect(readerOf(bytes, sample.name)?.format).toBe(format);
    expectTimes(read(sample, bytes), sample);
    expectTimes(read(sample, utf8(`\ufeff${JSON.stringify(sample.json, null, "\t")}\r\n`)), sample);
  });

  it("with keys that nobody knows has the same laps", () => {
    const more = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(more)
        : typeof value === "object" && value !== null
          ? {waffle: "x", ...Object.fromEntries(Object.entries(value).map(([key, v]) => [key, more(v)])), tray: {a: 1}}
          : value;
    expectTimes(read(sample, write(more(sample.json))), sample);
  });

  it("without any one thing, or with another kind of thing in its place, is refused with its place or sane", () => {
    const others = [undefined, null, "word", {}, [], true, -1, 1e300, 1.5];
    for (const [p, path] of places(sample.json).entries()) {
      if (path.length === 0) continue;
      for (const value of rotated(others, p, 1)) attempt(sample, write(changed(sample.json, path, value)));
    }
  });

  it("with infinities among its numbers holds none of them", () => {
    const text = JSON.stringify(sample.json);
    const numbers = [...text.matchAll(/(?<=[:,[])-?\d+(\.\d+)?(?=[,\]}])/g)];
    const generator = random(9);
    for (let k = 0; k < count(15, 60); k++) {
      const {index, 0: digits} = numbers[Math.floor(generator.next() * numbers.length)];
      const word = ["1e999", "-1e999", "null", '"NaN"', "1e15"][k % 5];
      attempt(sample, utf8(text.slice(0, index) + word + text.slice(index + digits.length)));
    }
  });
});

describe("motec-ld and its .ldx", () => {
  const sample = of("motec-ld");
  const beside = (text: string) => ({...sample, companions: [{name: "run.ldx", bytes: utf8(text)}]});
  const ldx = new TextDecoder().decode(sample.companions![0].bytes);

  it("a broken .ldx is refused with its place; one of another log, or none, leaves the log", () => {
    for (let end = 1; end < ldx.length - 10; end += 29)
      expect(attempt(beside(ldx.slice(0, end)), sample.bytes)).toBeUndefined();
    for (const broken of [
      ldx.replace(/Time="[^"]*"/, 'Time="soon"'),
      ldx.replace(/<\/Layers>/, ""),
      "\0\0\0\0",
      "<LDXFile",
    ])
      expect(attempt(beside(broken), sample.bytes)).toBeUndefined();
    expect(times(read({...sample, companions: []}, sample.bytes))).toEqual([]);
    const other = ldx.replaceAll(/Time="(\d+)"/g, (_, us) => `Time="${Number(us) + 3.6e9}"`);
    expect(times(read(beside(other), sample.bytes))).toEqual([]);
  });

  it("with counts, pointers and rates that lie is refused or sane", () => {
    const lie = (at: number, value: number) => {
      const copy = sample.bytes.slice();
      new DataView(copy.buffer).setUint32(at, value, true);
      return copy;
    };
    for (let at = 0; at < 100; at += count(4, 2))
      for (const value of rotated([0, 1, 0x7fffffff, 0xffffffff, 65_536, 1762], at / 2, 1))
        attempt(sample, lie(at, value));
    for (let at = 4276; at < 4276 + 248; at += count(4, 2))
      for (const value of rotated([0, 0x7fffffff, 0xffffffff, 4276], at / 2, 1)) attempt(sample, lie(at, value));
  });
});

describe("iracing-ibt", () => {
  const sample = of("iracing-ibt");

  it("with a header that lies is refused or sane", () => {
    for (let at = 0; at < 144 + 2 * 144; at += 4)
      for (const value of rotated([0, -1, 1, 0x7fffffff, -0x80000000, 4096], at / 4, 1)) {
        const copy = sample.bytes.slice();
        new DataView(copy.buffer).setInt32(at, value, true);
        attempt(sample, copy);
      }
  });
});
