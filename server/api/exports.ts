import {join} from "node:path";
import {Readable} from "node:stream";
import {bytesOf, originalsOf, pcapOf, readForExport, readLapRows} from "../../loaders/archive/exportSession.js";
import {readNotes} from "../../loaders/archive/notesStore.js";
import {exportLapsCsv} from "../../src/core/export/csvExport.js";
import {hasDatagrams} from "../../src/core/export/exportLaps.js";
import {EXPORT_FORMATS, exportLaps} from "../../src/core/export/formats.js";
import {notesAsMarkdown} from "../../src/core/export/notesExport.js";
import {HttpError} from "../httpError.js";
import {taggedAnswer} from "./answer.js";
import {type ApiContext, operation} from "./operation.js";
import {sessionParam, z} from "./schemas.js";
import {zippedFiles} from "./zippedFiles.js";

const numbers = (about: string, most: number) =>
  z
    .array(z.string().regex(/^\d{1,5}$/))
    .max(most)
    .optional()
    .describe(about)
    .openapi({param: {style: "form", explode: false}});

const filter = z.object({
  cars: numbers("only these cars, by index, separated by commas", 256),
  laps: numbers("only these laps, separated by commas", 1000),
});

const filterOf = ({cars, laps}: z.output<typeof filter>) => ({cars: cars?.map(Number), laps: laps?.map(Number)});

const FILE_FORMATS = Object.keys(EXPORT_FORMATS) as ["csv", ...string[]];
const ZIP = "application/zip";
const OCTETS = "application/octet-stream";

export const EXPORT_OPERATIONS = [
  operation({
    id: "listExportFormats",
    method: "get",
    path: "/export-formats",
    tag: "exports",
    summary: "Formats in which laps are written for other tools",
    answer: z.object({
      formats: z.array(z.object({name: z.string(), label: z.string(), about: z.string(), oneCar: z.boolean()})),
    }),
    run: async () => ({
      formats: Object.entries(EXPORT_FORMATS).map(([name, {label, about, oneCar}]) => ({name, label, about, oneCar})),
    }),
  }),
  operation({
    id: "exportLaps",
    method: "get",
    path: "/sessions/{session}/exports/{format}",
    tag: "exports",
    summary: "Samples of laps as a file for another tool; several files come as a ZIP",
    params: sessionParam.extend({format: z.enum(FILE_FORMATS)}),
    query: filter,
    refusals: [422],
    files: {
      "text/csv": "names, units, then a row for each sample",
      "application/vnd.apache.parquet": "compressed columns",
      "application/vnd.apache.arrow.file": "an Arrow IPC file",
      [OCTETS]: "a MoTeC log of one car",
      [ZIP]: "MoTeC logs with their .ldx",
    },
    async run({params, query}, {archive, recordings, c, signal}) {
      const {session} = await archive.session(params.session);
      const input = await readForExport(recordings, session.id, filterOf(query));
      const exported = await exportLaps(EXPORT_FORMATS[params.format], input).catch((error: Error) => {
        throw error instanceof RangeError ? new HttpError(422, error.message) : error;
      });
      const files = exported.files.map(({name, type, pieces}) => ({
        ...{name, type},
        bytes: () => bytesOf(pieces, () => signal.throwIfAborted()),
      }));
      return fileAnswer(c, files, session.id);
    },
  }),
  operation({
    id: "getLapsCsv",
    method: "get",
    path: "/sessions/{session}/laps.csv",
    tag: "exports",
    summary: "A table of laps: times, sectors and figures, with the notes on them",
    params: sessionParam,
    query: filter,
    files: {"text/csv": "names, units, then a row for each lap"},
    async run({params, query}, {archive, recordings, c}) {
      const {session} = await archive.session(params.session);
      const rows = await readLapRows(recordings, session.id, filterOf(query));
      if (rows.length === 0) throw new HttpError(404, "no such laps");
      const {laps} = await readNotes(join(recordings, session.id));
      return taggedAnswer(c, exportLapsCsv(rows, laps), "text/csv");
    },
  }),
  operation({
    id: "getNotesMarkdown",
    method: "get",
    path: "/sessions/{session}/notes.md",
    tag: "exports",
    summary: "What was written about a session and its laps, as Markdown",
    params: sessionParam,
    files: {"text/markdown": "the notes"},
    async run({params}, {archive, recordings, c}) {
      const {session, laps} = await archive.session(params.session);
      const notes = await readNotes(join(recordings, session.id));
      return taggedAnswer(c, notesAsMarkdown(session, laps, notes), "text/markdown");
    },
  }),
  operation({
    id: "getCapture",
    method: "get",
    path: "/sessions/{session}/capture.pcap",
    tag: "exports",
    summary: "The datagrams of a session as they arrived, for Wireshark and other tools",
    params: sessionParam,
    files: {"application/vnd.tcpdump.pcap": "decompressed while it is sent"},
    async run({params}, {archive, recordings, c, signal}) {
      const {session} = await archive.session(params.session);
      const {id} = session;
      if (!hasDatagrams(session)) throw new HttpError(404, `${id} has no datagrams: it was imported from a log`);
      const type = "application/vnd.tcpdump.pcap";
      return fileAnswer(c, [{name: `${id}.pcap`, type, bytes: () => pcapOf(recordings, id, signal)}], id);
    },
  }),
  operation({
    id: "getOriginal",
    method: "get",
    path: "/sessions/{session}/original",
    tag: "exports",
    summary: "The unchanged capture or imported file; with companion files as a ZIP",
    params: sessionParam,
    files: {[OCTETS]: "the file", [ZIP]: "the file with its companions"},
    async run({params}, {archive, recordings, c, signal}) {
      const {session} = await archive.session(params.session);
      const originals = await originalsOf(recordings, session.id);
      const files = originals.map(({name, bytes}) => ({name, type: OCTETS, bytes: () => bytes(signal)}));
      return fileAnswer(c, files, session.id);
    },
  }),
];

interface SentFile {
  name: string;
  type: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/** A file, or several as a ZIP, written while it is sent. */
function fileAnswer(c: ApiContext["c"], files: readonly SentFile[], id: string): Response {
  const [first] = files;
  const [name, type, bytes] =
    files.length === 1 ? [first.name, first.type, first.bytes()] : [`${id}.zip`, ZIP, zippedFiles(files)];
  return c.body(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>, 200, {
    "Content-Type": type,
    "Content-Disposition": `attachment; ${fileNameOf(name.replaceAll("/", "-"))}`,
    "Cache-Control": "no-cache",
  });
}

/** RFC 6266: a name of other than plain characters is written in percent encoding. */
function fileNameOf(name: string): string {
  return /^[\w. -]+$/.test(name) ? `filename="${name}"` : `filename*=UTF-8''${encodeURIComponent(name)}`;
}
