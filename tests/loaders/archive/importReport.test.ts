import {existsSync} from "node:fs";
import {cp, mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {gunzipSync, gzipSync} from "node:zlib";
import {afterAll, beforeAll, beforeEach, expect, it} from "vitest";
import {folderArchive} from "../../../loaders/archive/folderArchive.js";
import {importFile} from "../../../loaders/archive/importFile.js";
import {libraryIndex, readArchived} from "../../../loaders/archive/library.js";
import {readNotes, writeNotes} from "../../../loaders/archive/notesStore.js";
import {reprocess} from "../../../loaders/archive/reprocess.js";
import {folderFiles} from "../../../loaders/report/folderReport.js";
import {gzip, sha256} from "../../../loaders/report/reportProgram.js";
import {isKnownFile} from "../../../src/components/library/inspectFile.js";
import {noNotes} from "../../../src/core/archive/sessionNotes.js";
import {openLaps} from "../../../src/core/laps/open/openLaps.js";
import {makeReport} from "../../../src/core/report/makeReport.js";
import {readReport} from "../../../src/core/report/readReport.js";
import type {ReportCell} from "../../../src/core/report/reportSpec.js";
import {EMPTY_PROGRAM} from "../../support/reportProgram.js";
import {temporaryFolder} from "../../support/server.js";

const CAUTIOUS = "20260301-150000-ea4ca3";
const STEADY = "20260301-140000-906dfc";
const lap = (session: string, n: number) => ({session, car: 0, lap: n});
const named = (...laps: {session: string; car: number; lap: number}[]) =>
  laps.map(({session, car, lap: n}) => `${session}:${car}:${n}`).join(",");

/** A report of laps. */
async function reportOf(
  laps: string,
  read = folderFiles("recordings"),
  also: ReportCell[] = [],
  redact = false,
): Promise<string> {
  const view = {kind: "view", view: "laps", options: {laps}} as const;
  const spec = {template: "laps", title: "Two <laps>", cells: [...also, view], redact};
  return (await makeReport(spec, {read, program: EMPTY_PROGRAM, gzip, sha256})).html;
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let two: string;
let four: string;
let n = 0;
let recordings = "";
beforeAll(async () => {
  folder = await temporaryFolder();
  two = await reportOf(named(lap(STEADY, 2), lap(CAUTIOUS, 2)));
  four = await reportOf(named(lap(STEADY, 2), lap(STEADY, 3), lap(CAUTIOUS, 2), lap(CAUTIOUS, 3)));
});
afterAll(() => folder.remove());
beforeEach(() => {
  recordings = join(folder.path, `archive-${++n}`);
});

async function take(html: string | Uint8Array, name = "from a friend.html") {
  const path = join(folder.path, name);
  await writeFile(path, html);
  const {sessions} = await importFile(path, {recordings});
  return Object.fromEntries(sessions.map(({session, status}) => [session.id, status]));
}

it("imports sessions and laps of a report, which compare as in the archive that it is from", async () => {
  expect(await take(two)).toEqual({[STEADY]: "new", [CAUTIOUS]: "new"});
  const {sessions, unreadable} = await libraryIndex(recordings);
  expect([sessions.map(({id}) => id), unreadable]).toEqual([[CAUTIOUS, STEADY], []]);
  const {session, laps} = await readArchived(recordings, STEADY);
  expect(laps.filter(({file}) => file).map((row) => row.lap)).toEqual([2]);
  expect(laps.length).toBeGreaterThan(2);
  expect(session).toMatchObject({
    source: {file: "from a friend.html", format: 2025},
    capture: {file: "capture.html.gz", datagrams: 0},
    fromReport: {
      title: "Two <laps>",
      laps: 1,
      redacted: false,
      leftOut: expect.arrayContaining([expect.stringMatching(/^channels/)]),
    },
  });
  expect(gunzipSync(await readFile(join(recordings, STEADY, "capture.html.gz"))).toString() === two).toBe(true);
  const open = (root: string) => openLaps(folderArchive(root), lap(STEADY, 2), [lap(CAUTIOUS, 2)], ["speedKmh"]);
  const [there, here] = await Promise.all([open("recordings"), open(recordings)]);
  const grids = ({reference, laps: others}: typeof here) =>
    [reference, ...others].map((one) => ("grid" in one ? one.grid : one.because));
  expect(grids(here)).toEqual(grids(there));
  await expect(reprocess(recordings, STEADY)).rejects.toThrow("was imported from a report");
  // as the archive keeps it
  const kept = await readFile(join(recordings, STEADY, "capture.html.gz"));
  expect(await take(kept, "capture.html.gz")).toEqual({[STEADY]: "unchanged", [CAUTIOUS]: "unchanged"});
});

it("a folder that is dropped on the library is searched for reports too", async () => {
  expect(await isKnownFile(new Blob([two]), "from a friend.html")).toBe(true);
  expect(await isKnownFile(new Blob(["<!doctype html><title>news</title>"]), "news.html")).toBe(false);
});

it("the same report again changes nothing, one with more laps extends, one with fewer does not", async () => {
  expect(await take(two)).toMatchObject({[STEADY]: "new"});
  expect(await take(two)).toEqual({[STEADY]: "unchanged", [CAUTIOUS]: "unchanged"});
  const mine = join(recordings, STEADY);
  await writeNotes(mine, {...noNotes(), note: "mine"});
  expect(await take(four)).toEqual({[STEADY]: "extended", [CAUTIOUS]: "extended"});
  expect((await readNotes(mine)).note).toBe("mine");
  expect(await take(two)).toEqual({[STEADY]: "shorter", [CAUTIOUS]: "shorter"});
  const {laps} = await readArchived(recordings, CAUTIOUS);
  expect(laps.filter(({file}) => file).map((row) => row.lap)).toEqual([2, 3]);
});

it("a report with names replaces one of the same laps without them, but not the other way round", async () => {
  const redacted = await reportOf(named(lap(STEADY, 2)), undefined, [], true);
  const full = await reportOf(named(lap(STEADY, 2)));
  const driver = async () => (await readArchived(recordings, STEADY)).session.drivers[0].name;
  expect(await take(redacted)).toEqual({[STEADY]: "new"});
  expect(await driver()).toBe("Driver 1");
  expect(await take(full)).toEqual({[STEADY]: "extended"});
  expect(await driver()).toBe("Simulated steady");
  expect(await take(redacted)).toEqual({[STEADY]: "shorter"});
  expect(await driver()).toBe("Simulated steady");
});

it("never replaces a session that was not imported from a report, nor one that cannot be read", async () => {
  await cp(join("recordings", STEADY), join(recordings, STEADY), {recursive: true});
  await mkdir(join(recordings, CAUTIOUS));
  await expect(take(four)).rejects.toThrow(`${CAUTIOUS} is in the archive but cannot be read`);
  await cp(join("recordings", CAUTIOUS), join(recordings, CAUTIOUS), {recursive: true});
  const before = await readFile(join(recordings, STEADY, "session.json"), "utf8");
  expect(await take(four)).toEqual({[STEADY]: "shorter", [CAUTIOUS]: "shorter"});
  expect(await readFile(join(recordings, STEADY, "session.json"), "utf8")).toBe(before);
  expect(existsSync(join(recordings, STEADY, "capture.html.gz"))).toBe(false);
});

it("brings notes that a report carries, to archived sessions too, but replaces none", async () => {
  const files = folderFiles("recordings");
  const theirs = {...noNotes(), note: "theirs", tags: ["wet"], laps: {"0:2": {note: "*late*", favourite: true}}};
  const read = async (path: string) =>
    path.endsWith("notes.json") ? Buffer.from(JSON.stringify(theirs)) : files(path);
  const cell = (session: string): ReportCell => ({kind: "view", view: "notes", options: {session}});
  const noted = await reportOf(named(lap(STEADY, 2), lap(CAUTIOUS, 2)), read, [cell(STEADY), cell(CAUTIOUS)]);
  for (const id of [STEADY, CAUTIOUS]) await cp(join("recordings", id), join(recordings, id), {recursive: true});
  await writeNotes(join(recordings, STEADY), {...noNotes(), note: "mine"});
  expect(await take(noted)).toEqual({[STEADY]: "shorter", [CAUTIOUS]: "shorter"});
  expect((await readNotes(join(recordings, STEADY))).note).toBe("mine");
  expect(await readNotes(join(recordings, CAUTIOUS))).toEqual(theirs);
});

/** A report whose file `path` is another one, under the path `as`, its hash and length right unless given. */
function forged(path: string, content: Uint8Array | string, {as = path, hash = "", length = -1} = {}): string {
  const {manifest, files} = readReport(two)!;
  const bytes = Buffer.from(content);
  const fact = manifest.files.find((one) => one.path === path)!;
  const {base64} = files.find((one) => one.path === path)!;
  const facts = {path: as, bytes: length < 0 ? bytes.length : length, sha256: hash || sha256(bytes)};
  return two
    .replace(JSON.stringify(fact), () => JSON.stringify(facts))
    .replace(`data-path="recordings/${path}"`, () => `data-path="recordings/${as}"`)
    .replace(base64, () => gzipSync(bytes).toString("base64"));
}

it("refuses what was changed, leads elsewhere, is incomplete or too large, and leaves the archive as it was", async () => {
  const path = `${STEADY}/session.json`;
  const session = JSON.parse(await readFile(join("recordings", path), "utf8"));
  const hostile = (change: object) => forged(path, JSON.stringify({...session, ...change}));
  const refused: [html: string, why: string | RegExp][] = [
    [forged(path, "{}", {hash: "0".repeat(64)}), "is not what the report's hash says"],
    [forged(path, JSON.stringify(session), {length: 10}), "is not what the report's hash says"],
    [forged(path, Buffer.alloc(2e6), {length: 1000}), "is not what the report's hash says"],
    [forged(path, "{}", {length: 2 ** 40}), "MiB unpacked"],
    // a text takes several times its size in memory
    [forged(path, Buffer.alloc(33 * 2 ** 20)), "is larger than 32 MiB unpacked"],
    [forged(path, "{}"), `session ${STEADY} of the report is damaged: session.json is damaged`],
    [hostile({id: "../../outside"}), "its id is ../../outside"],
    [hostile({schemaVersion: 99}), "newer Lapbook"],
    // a page that lists such a session would fail, and all others with it
    ...Object.entries({
      ...{
        source: {},
        track: {name: {}},
        startedAt: "<b>",
        durationS: "1",
        type: null,
        uid: 1,
        outline: [null],
        stints: null,
      },
      ...{events: [7], flashbacks: {}, ledger: null, best: {}, playerCar: "0", weather: {}, log: {notes: []}},
      drivers: [{...session.drivers[0], name: {}}],
    }).map(([name, value]): [string, string] => [
      hostile({[name]: value}),
      `session ${STEADY} of the report is damaged: session.json is damaged: invalid ${name}`,
    ]),
    [two.replaceAll('data-encoding="gzip">H4', 'data-encoding="gzip">**'), "is not what the report's hash says"],
    [two.replace('"files":[', '"files":[null,'), "the report is damaged: invalid file null"],
    ...[
      "../../../outside.json",
      "/etc/passwd",
      `${STEADY}/../x.json`,
      `${STEADY}\\..\\x.json`,
      "tracks/../x.json",
      `${STEADY}/marks.jsonl`,
    ].map((as): [string, string] => [forged("index.json", "{}", {as}), "a file that no report has"]),
    [forged(`${STEADY}/laps.arrows`, "nothing"), "is damaged"],
    [forged(`${STEADY}/samples/car-0/lap-2.arrows`, ""), "is damaged"],
    [two.replace(/<script[^>]*data-path="recordings\/[^"]*samples[^>]*>[^<]*<\/script>/, ""), "is incomplete"],
    [two.replace('"version":1', '"version":9'), "newer Lapbook"],
    [two.replace('"manifest"', '"manifest'), "the report is damaged"],
    [two.replace('id="lapbook-report"', 'id="another"'), "no report of Lapbook"],
  ];
  for (const [html, why] of refused) await expect(take(html), String(why)).rejects.toThrow(why);
  expect(existsSync(recordings)).toBe(false);
  expect(existsSync(join(folder.path, "outside.json"))).toBe(false);
  await expect(take("<!doctype html><title>news</title>")).rejects.toThrow("unknown file type");
});

it("a report's capture and files of the session name nothing outside, whatever it says", async () => {
  const session = JSON.parse(await readFile(join("recordings", STEADY, "session.json"), "utf8"));
  const capture = {file: "../../../etc/passwd", beside: ["../x"], datagrams: 1, digest: ""};
  await take(forged(`${STEADY}/session.json`, JSON.stringify({...session, capture, choices: {track: "x"}})));
  const made = (await readArchived(recordings, STEADY)).session;
  // the library reads it each time: a title is no place for a book
  recordings = join(folder.path, "long");
  await take(
    two.replaceAll('"title":"Two', () => `"title":"${"long ".repeat(1e5)}`),
    "long.html",
  );
  expect((await readArchived(recordings, CAUTIOUS)).session.fromReport!.title.length).toBeLessThan(1000);
  expect([made.capture.file, made.capture.beside, made.choices]).toEqual(["capture.html.gz", undefined, undefined]);
});
