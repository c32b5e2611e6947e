import {mkdir, stat, writeFile} from "node:fs/promises";
import {dirname, join, resolve} from "node:path";
import {
  bytesOf,
  type LapFilter,
  originalsOf,
  pcapOf,
  readForExport,
  readLapRows,
  writeFileOf,
} from "../../loaders/archive/exportSession.js";
import {readSession, readSessionLaps} from "../../loaders/archive/library.js";
import {readNotes} from "../../loaders/archive/notesStore.js";
import {isEmptyNotes} from "../../src/core/archive/sessionNotes.js";
import {exportLapsCsv} from "../../src/core/export/csvExport.js";
import {hasDatagrams} from "../../src/core/export/exportLaps.js";
import {EXPORT_FORMATS, exportLaps} from "../../src/core/export/formats.js";
import {notesAsMarkdown} from "../../src/core/export/notesExport.js";
import {type CliCommand, stringOption} from "../command.js";
import {failureLine} from "../failureLine.js";
import {UsageError, UserError} from "../userError.js";

/** Formats for whole sessions. */
const SESSION_FORMATS = {
  laps: "a CSV of the laps: times, sectors, figures",
  pcap: "the datagrams as they arrived, for Wireshark and other tools",
  notes: "what you wrote about the session and its laps, as Markdown",
  original: "the unchanged capture, or the imported file with its companions",
};

export const command: CliCommand = {
  name: "export",
  summary: "Exports laps of archived sessions for other tools.",
  usage: `SESSION… --format ${[...Object.keys(EXPORT_FORMATS), ...Object.keys(SESSION_FORMATS)].join("|")} [--car N,…] [--lap N,…] [--out DIR]`,
  options: {
    format: {type: "string", short: "f", describe: describeFormats()},
    car: {type: "string", describe: "only these cars, by index: 0,3 (default: all)"},
    lap: {type: "string", describe: "only these laps: 4,7-9 (default: all)"},
    out: {type: "string", short: "o", describe: "folder for the files (default: the working folder)"},
    force: {type: "boolean", describe: "overwrite existing files"},
  },
  async run({positionals, values, config, json, out, log, progress, signal}) {
    if (positionals.length === 0) throw new UsageError("export needs a session; `lapbook laps` lists them");
    const format = stringOption(values, "format");
    if (format === undefined) throw new UsageError("export needs --format");
    if (!Object.hasOwn(EXPORT_FORMATS, format) && !Object.hasOwn(SESSION_FORMATS, format))
      throw new UsageError(`unknown format: ${format}`);
    const filter: LapFilter = {cars: numbers(values.car, "car"), laps: numbers(values.lap, "lap")};
    const folder = resolve(stringOption(values, "out") ?? ".");
    const {recordings} = config;
    const written: {path: string; bytes: number}[] = [];
    const force = values.force === true;
    const options = {recordings, folder, force, signal, filter};
    await mkdir(folder, {recursive: true});
    for (const [n, id] of positionals.entries()) {
      signal.throwIfAborted();
      progress(n / positionals.length, id);
      try {
        if (Object.hasOwn(SESSION_FORMATS, format)) {
          for (const path of await whole(format as keyof typeof SESSION_FORMATS, id, options)) {
            written.push({path, bytes: (await stat(path)).size});
            if (!json) out(path);
          }
          continue;
        }
        const input = await readForExport(recordings, id, filter);
        const exported = await exportLaps(EXPORT_FORMATS[format], input);
        for (const [f, {name, pieces}] of exported.files.entries()) {
          const path = join(folder, name);
          const onProgress = (done: number) =>
            progress((n + (f + done) / exported.files.length) / positionals.length, `writing ${name}`);
          await writeFileOf(bytesOf(pieces, onProgress), path, {force, signal});
          written.push({path, bytes: (await stat(path)).size});
          if (!json) out(path);
        }
        for (const note of exported.notes) log(`${id}: ${note}`);
      } catch (error) {
        signal.throwIfAborted();
        const {code, path} = error as NodeJS.ErrnoException;
        if (code === "EEXIST") throw new UserError(`${path}: file exists; --force overwrites it`);
        throw new UserError(failureLine(error, id));
      }
    }
    if (json) out(JSON.stringify({files: written}));
    return 0;
  },
};

interface WholeOptions {
  recordings: string;
  folder: string;
  force: boolean;
  signal: AbortSignal;
  filter: LapFilter;
}

async function whole(
  format: keyof typeof SESSION_FORMATS,
  id: string,
  {recordings, folder, force, signal, filter}: WholeOptions,
): Promise<string[]> {
  const session = await readSession(recordings, id);
  if (format === "laps") {
    const rows = await readLapRows(recordings, id, filter);
    if (rows.length === 0) throw new RangeError("no laps to export");
    const path = join(folder, `${id}-laps.csv`);
    await writeFile(path, exportLapsCsv(rows, (await readNotes(join(recordings, id))).laps), {
      flag: force ? "w" : "wx",
    });
    return [path];
  }
  if (format === "notes") {
    const notes = await readNotes(join(recordings, id));
    if (isEmptyNotes(notes)) throw new RangeError("no notes to export: write them on the session's page");
    const path = join(folder, `${id}-notes.md`);
    const text = notesAsMarkdown(session, await readSessionLaps(recordings, id), notes);
    await writeFile(path, text, {flag: force ? "w" : "wx"});
    return [path];
  }
  if (format === "original") {
    const originals = await originalsOf(recordings, id);
    for (const {name, bytes} of originals) {
      await mkdir(dirname(join(folder, name)), {recursive: true});
      await writeFileOf(bytes(signal), join(folder, name), {force, signal});
    }
    return originals.map(({name}) => join(folder, name));
  }
  if (!hasDatagrams(session))
    throw new UserError(
      `${id} was imported from ${session.source.file}: it has no datagrams; --format original writes that file`,
    );
  const path = join(folder, `${id}.pcap`);
  await writeFileOf(pcapOf(recordings, id, signal), path, {force, signal});
  return [path];
}

/** `4,7-9` → 4, 7, 8, 9; undefined when it is not given. */
function numbers(value: string | boolean | undefined, name: string): number[] | undefined {
  if (typeof value !== "string") return undefined;
  return value.split(",").flatMap((part) => {
    const [, from, to] = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part) ?? [];
    if (from === undefined) throw new UsageError(`invalid --${name}: ${value}`);
    const last = Number(to ?? from);
    if (last < Number(from)) throw new UsageError(`invalid --${name}: ${value}`);
    return Array.from({length: last - Number(from) + 1}, (_, i) => Number(from) + i);
  });
}

function describeFormats(): string {
  return [
    ...Object.entries(EXPORT_FORMATS).map(([name, {about}]) => `${name}: ${about}`),
    ...Object.entries(SESSION_FORMATS).map(([name, about]) => `${name}: ${about}`),
  ].join("; ");
}
