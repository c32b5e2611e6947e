import {homedir, hostname, userInfo} from "node:os";
import {fileURLToPath} from "node:url";
import {gunzipSync, gzipSync} from "node:zlib";
import {beforeAll, describe, expect, it} from "vitest";
import {folderFiles} from "../../../loaders/report/folderReport.js";
import {sha256} from "../../../loaders/report/reportProgram.js";
import {noNotes} from "../../../src/core/archive/sessionNotes.js";
import type {ArchivedSession} from "../../../src/core/archive/types.js";
import {openConsistency} from "../../../src/core/findings/consistency/openConsistency.js";
import {type OpenedDebrief, openDebrief} from "../../../src/core/findings/debrief/openDebrief.js";
import {LapError} from "../../../src/core/laps/open/archivedLap.js";
import {readStatistics} from "../../../src/core/laps/open/carSamples.js";
import {sessionStatistics} from "../../../src/core/laps/sessionStatistics.js";
import {bytesOfBase64} from "../../../src/core/report/base64.js";
import {type DebriefRecord, openDebriefRecord} from "../../../src/core/report/debriefRecord.js";
import {type MadeReport, makeReport} from "../../../src/core/report/makeReport.js";
import {readReport} from "../../../src/core/report/readReport.js";
import {parseRecord, recordText} from "../../../src/core/report/recordText.js";
import type {ReportSpec} from "../../../src/core/report/reportSpec.js";
import {sourceArchive, utf8Text} from "../../../src/core/report/sourceArchive.js";
import {stintsRecordPath} from "../../../src/core/report/stintsReport.js";
import {EMPTY_PROGRAM} from "../../support/reportProgram.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = folderFiles(`${root}/recordings`);
const CAUTIOUS = "20260301-150000-ea4ca3";
const STEADY = "20260301-140000-906dfc";
const options = {session: CAUTIOUS, reference: `${STEADY}:0`};
const spec: ReportSpec = {
  ...{template: "debrief", title: "Simulated steady <b>wins</b>"},
  cells: [
    {kind: "text", markdown: "What Simulated Cautious should do"},
    {kind: "view", view: "debrief", options},
    {kind: "view", view: "corners", options},
  ],
};
const gzip = (bytes: Uint8Array) => gzipSync(bytes, {level: 1});
const make = (more: Partial<ReportSpec> = {}, limitBytes = 2e6) =>
  makeReport({...spec, ...more}, {read, program: EMPTY_PROGRAM, gzip, sha256, limitBytes});

/** The archive that a report carries. */
function carriedBy({html}: MadeReport): Map<string, Uint8Array> {
  return new Map(readReport(html)!.files.map(({path, base64}) => [path, gunzipSync(bytesOfBase64(base64))]));
}

/** All that is in a report as one text, unpacked. */
const wordsOf = (report: MadeReport) =>
  [report.html, ...[...carriedBy(report).values()].map((bytes) => Buffer.from(bytes).toString("latin1"))].join("\n");

describe("makeReport(spec, options)", () => {
  let report: MadeReport;
  let files: Map<string, Uint8Array>;
  let whole: OpenedDebrief;
  beforeAll(async () => {
    whole = await openDebrief(sourceArchive(read), {session: CAUTIOUS, reference: {session: STEADY, car: 0}});
    report = await make();
    files = carriedBy(report);
  });

  it("gives the same bytes each time, without a trace of the machine", async () => {
    expect((await make()).html).toBe(report.html);
    const words = wordsOf(report);
    for (const trace of [root, homedir(), hostname(), userInfo().username].filter((text) => text.length > 4))
      expect(words.includes(trace), trace).toBe(false);
  });

  it("carries the debrief of the archive: from its own files the same words, numbers and traces", async () => {
    const [path] = [...files.keys()].filter((name) => name.includes("debrief--"));
    const record = parseRecord(utf8Text(files.get(path)!)) as DebriefRecord;
    const again = await openDebriefRecord(
      sourceArchive(async (name) => files.get(name) ?? null),
      record,
    );
    for (const debrief of [whole, again])
      for (const lap of debrief.opened.comparison.laps) expect(lap.grid.n).toBeGreaterThan(5000);
    expect(again.parts).toHaveLength(30);
    expect(again).toEqual(whole);
  });

  it("names every file with its hash, and those that it was made from", async () => {
    const {manifest} = readReport(report.html)!;
    expect(manifest).toEqual(report.manifest);
    expect(manifest.files).toEqual(
      [...files]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, bytes]) => ({path, bytes: bytes.length, sha256: sha256(bytes)})),
    );
    for (const {path, sha256: hash} of manifest.sources) expect(sha256((await read(path))!), path).toBe(hash);
    expect(manifest.sources.map(({path}) => path)).toContain(`${STEADY}/session.json`);
    expect(report.html).not.toContain("<b>wins");
  });

  it("leaves out samples of counted laps that have no room, and says so; what is shown stays the same", async () => {
    const small = await make({}, 500_000);
    const samples = [...carriedBy(small).keys()].filter((path) => path.includes("/samples/"));
    // the shown pair, and the lap whose line it is
    expect(samples).toHaveLength(3);
    expect(small.manifest.leftOut[0]).toMatch(/^samples of 3 laps that count/);
    const carried = carriedBy(small);
    const archive = sourceArchive(async (name) => carried.get(name) ?? null);
    const [path] = [...carried.keys()].filter((name) => name.includes("debrief--"));
    const again = await openDebriefRecord(archive, parseRecord(utf8Text(carried.get(path)!)) as DebriefRecord);
    expect([again.shown, again.parts, again.work, again.best?.best]).toEqual([
      whole.shown,
      whole.parts,
      whole.work,
      whole.best?.best,
    ]);
  });

  it("redacted has no driver's name, team or file anywhere, in any case", async () => {
    expect(wordsOf(report)).toMatch(/simulated steady/i);
    const redacted = await make({redact: true});
    expect(wordsOf(redacted)).not.toMatch(/simulated (steady|cautious)/i);
    expect(redacted.spec.title).toBe("Driver 2 <b>wins</b>");
    const session = JSON.parse(utf8Text(carriedBy(redacted).get(`${CAUTIOUS}/session.json`)!));
    expect(session).toMatchObject({drivers: [{name: "Driver 1", team: "", raceNumber: 0}], source: {file: null}});
  });

  it("carries notes, tags and stars of what it shows where they are asked for, and renames in them", async () => {
    const notes = {
      ...{...noNotes(), note: "Simulated Cautious braked **early**.", tags: ["wet"], favourite: true},
      laps: {
        "0:2": {note: "best of Simulated Cautious", favourite: false},
        "9:1": {note: "another car", favourite: true},
      },
    };
    const own = `${CAUTIOUS}/notes.json`;
    const withNotes = async (path: string) => (path === own ? Buffer.from(JSON.stringify(notes)) : read(path));
    const race = {kind: "view", view: "race", options: {session: CAUTIOUS}} as const;
    const about = (session: string) => ({kind: "view", view: "notes", options: {session}}) as const;
    const of = async (more: Partial<ReportSpec>) => {
      const options = {read: withNotes, program: EMPTY_PROGRAM, gzip, sha256};
      return carriedBy(await makeReport({...spec, cells: [about(CAUTIOUS), about(STEADY), race], ...more}, options));
    };
    const files = await of({});
    const {"9:1": _, ...shown} = notes.laps;
    expect(JSON.parse(utf8Text(files.get(own)!))).toEqual({...notes, laps: shown});
    const {sessions} = JSON.parse(utf8Text(files.get("index.json")!));
    expect(sessions.map((one: {notes?: object}) => one.notes)).toEqual([
      expect.objectContaining({line: "Simulated Cautious braked early.", tags: ["wet"], favourite: true, laps: 1}),
      undefined,
    ]);
    const renamed = utf8Text((await of({redact: true})).get(own)!);
    expect(renamed).toContain("Driver 1 braked **early**.");
    expect(renamed).not.toMatch(/cautious/i);
    expect((await of({cells: [race]})).has(own)).toBe(false);
  });

  it("carries what race, consistency and stints show: the same from its own files", async () => {
    const view = (name: string) => ({kind: "view", view: name, options: {session: STEADY, car: "0"}}) as const;
    const files = carriedBy(await make({cells: ["race", "consistency", "stints"].map(view)}));
    const [archive, own] = [sourceArchive(read), sourceArchive(async (name) => files.get(name) ?? null)];
    const [before, after] = await Promise.all([archive, own].map((one) => one.session(STEADY)));
    // rows of laps without samples name no file
    const values = ({session, laps}: ArchivedSession) =>
      JSON.stringify(sessionStatistics(laps, session), (key, value) =>
        /^(file|samples)$/.test(key) ? undefined : value,
      );
    expect(values(after)).toBe(values(before));
    const [spread, again] = await Promise.all([
      openConsistency(archive, before, [0]),
      openConsistency(own, after, [0]),
    ]);
    expect(spread!.drivers[0].corners).toHaveLength(18);
    expect(again!.drivers.map(({corners, line}) => [corners, line])).toEqual(
      spread!.drivers.map(({corners, line}) => [corners, line]),
    );
    const {statistics, samples} = await readStatistics(archive, STEADY, {car: 0});
    expect(parseRecord(utf8Text(files.get(stintsRecordPath(STEADY, 0))!))).toEqual({statistics, samples});
  });

  it("brings the database only where it is asked for, and refuses a cell of SQL without it", async () => {
    const cells = [{kind: "view", view: "sql", options: {}}] as const;
    const options = {read, program: EMPTY_PROGRAM, gzip, sha256};
    await expect(makeReport({...spec, cells}, options)).rejects.toThrow("needs the database");
    const database = [{path: "duckdb.wasm", base64: "AAAA"}];
    const withSql = await makeReport({...spec, cells}, {...options, database});
    expect(withSql.html).toContain('data-path="duckdb.wasm" data-encoding="gzip">AAAA<');
    expect(withSql.html).toContain("'wasm-unsafe-eval'");
    expect(report.html).not.toMatch(/duckdb|unsafe-eval/);
    const notebook = (text: string) =>
      [{kind: "view", view: "notebook", options: {text, about: `${CAUTIOUS}:0:2`}}] as const;
    const program = [{path: "report-notebook.js", base64: "BBBB"}];
    const quiet = {...spec, cells: notebook(`Simulated Cautious: $${"{best}"}`), title: "x", redact: true};
    await expect(makeReport(quiet, options)).rejects.toThrow("needs its program");
    const made = await makeReport(quiet, {...options, notebook: program});
    expect(made.html).toContain('data-path="report-notebook.js" data-encoding="gzip">BBBB<');
    expect(made.html).toContain("script-src 'unsafe-inline' 'unsafe-eval';");
    expect(made.laps).toEqual([{session: CAUTIOUS, car: 0, lap: 2}]);
    expect(wordsOf(made)).not.toMatch(/cautious/i);
    const asks = {...spec, cells: notebook("```sql\nselect 1\n```")};
    await expect(makeReport(asks, {...options, notebook: program})).rejects.toThrow("needs the database");
  });

  it("refuses what cannot be compared, with words for the user", async () => {
    const of = (session: string) => make({cells: [{kind: "view", view: "debrief", options: {session}}]});
    await expect(of("20200101-000000-ffffff")).rejects.toThrow("unknown session");
    await expect(of("../elsewhere")).rejects.toThrow("invalid session");
    await expect(make({cells: [{kind: "view", view: "laps", options: {laps: ""}}]})).rejects.toThrow(LapError);
  });
});

it("parseRecord(recordText(record)) keeps NaN, infinities, −0, columns, maps and sets; refuses what it does not know", () => {
  const record = {
    a: [Number.NaN, -Infinity, Infinity, -0, 0.1],
    b: Float64Array.of(1, Number.NaN, -0),
    c: null,
    d: "x",
  };
  const more = {
    e: Uint32Array.of(4e9),
    f: new Map([["a", Float32Array.of(0.5, Number.NaN)]]),
    g: new Set([1]),
    ...record,
  };
  expect(parseRecord(recordText(more))).toEqual(more);
  expect(() => recordText(new DataView(new ArrayBuffer(1)))).toThrow("no place for DataView");
});
