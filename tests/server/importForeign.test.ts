import {readdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {importFile} from "../../loaders/archive/importFile.js";
import {createApp} from "../../server/app.js";
import {createLibrary} from "../../server/library.js";
import {listen} from "../../server/listen.js";
import {drive, table} from "../core/files/csv/tableText.js";
import {lapsChoices, lapsTable} from "../support/drivenCircuit.js";
import {temporaryFolder, testParts} from "../support/server.js";
import {until} from "../support/until.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let recordings: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  recordings = join(folder.path, "recordings");
});
afterEach(() => folder.remove());

const D = drive({laps: 3});
const TABLE = table({Lap: D.lap, Time: D.t, Spd: D.speed, Gas: D.t.map((_, i) => (i % 100) / 100)});

const call = (path: string, init: RequestInit) => {
  const library = createLibrary({recordings});
  return createApp(testParts(recordings, {library, importLimitBytes: 2 ** 26})).request(path, init);
};
const lines = async (response: Response) =>
  (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const url = (name: string, parts?: object[], modified?: number) => {
  const query = new URLSearchParams({name, ...(parts && {parts: JSON.stringify(parts)})});
  if (modified) query.set("modified", String(modified));
  return `/api/v1/imports?${query}`;
};
const left = async () => (await readdir(join(recordings, ".incoming")).catch(() => [])).length;

describe("import of a table over HTTP", () => {
  it("reads it in a worker thread with the uploaded choices, and rebuilds it with others", async () => {
    const choices = JSON.stringify({columns: {Spd: {channel: "speedKmh", unit: "km/h"}}, track: "Oval"});
    const parts = [
      {kind: "choices", size: choices.length},
      {kind: "file", size: TABLE.length},
    ];
    const body = new Blob([choices, TABLE as BlobPart]);
    const told = await lines(await call(url("oval.csv", parts, Date.UTC(2024, 4, 6)), {method: "POST", body}));
    const [session] = told.at(-1).sessions;
    expect(told.slice(0, -1).every(({progress, text}) => progress <= 1 && text === "reading oval.csv")).toBe(true);
    expect(session).toMatchObject({status: "new", track: "Oval", startedAt: "2024-05-06T00:00:00.000Z"});
    expect(session.log.unused).toEqual([]);
    expect(session.laps[0]).toMatchObject({lap: 1, complete: false, topSpeedKmh: expect.closeTo(D.speed[0], 3)});
    expect(await left()).toBe(0);

    const init = {method: "POST", headers: {"content-type": "application/json"}};
    const again = JSON.stringify({
      choices: {columns: {Spd: {channel: "speedKmh", unit: "m/s"}, Gas: null}, track: "Oval"},
    });
    const made = (await lines(await call(`/api/v1/sessions/${session.id}/remake`, {...init, body: again}))).at(-1);
    expect(made.sessions[0]).toMatchObject({id: session.id, status: "remade"});
    expect(made.sessions[0].laps[0].topSpeedKmh).toBeCloseTo(D.speed[0] * 3.6, 3);
    const kept = JSON.parse(await readFile(join(recordings, session.id, "session.json"), "utf8"));
    expect(kept.choices.columns.Gas).toBeNull();
    expect(kept.startedAt).toBe("2024-05-06T00:00:00.000Z");
    expect(kept.log.unused.map(({from}: {from: string}) => from)).toEqual(["Gas"]);
  });

  it("refuses wrong choices with the column, and the session stays unchanged", async () => {
    const [session] = (await lines(await call(url("oval.csv"), {method: "POST", body: TABLE as BodyInit}))).at(
      -1,
    ).sessions;
    const before = await readFile(join(recordings, session.id, "session.json"), "utf8");
    const remake = (choices: unknown) =>
      call(`/api/v1/sessions/${session.id}/remake`, {method: "POST", body: JSON.stringify({choices})});
    expect((await lines(await remake({columns: {Spd: {channel: "pace"}}}))).at(-1)).toEqual({
      error: `${session.id}: choices, column Spd: unknown channel: pace`,
    });
    expect((await remake(3)).status).toBe(400);
    expect(await readFile(join(recordings, session.id, "session.json"), "utf8")).toBe(before);
    const unknown = await call("/api/v1/sessions/20200101-000000-abcdef/remake", {
      method: "POST",
      body: '{"choices":{}}',
    });
    expect((await lines(unknown)).at(-1).error).toMatch(/no such file|unknown session/);
  });

  it("a damaged table is answered with file, line and column; nothing is kept", async () => {
    const text = `${new TextDecoder().decode(TABLE)}3,181,20,0.5,9,9\n`;
    const told = await lines(await call(url("bad.csv"), {method: "POST", body: text}));
    expect(told.at(-1)).toEqual({error: "bad.csv: line 1802: too many fields: 5 in a table of 4 columns"});
    expect((await readdir(recordings)).filter((name) => !name.startsWith("."))).toEqual([]);
    expect(await left()).toBe(0);
  });

  it.each([
    ["{", "expected a list of parts"],
    ['[{"kind":"wheel","size":1}]', "expected a kind"],
    ['[{"kind":"file","size":-1}]', "expected a size"],
    ['[{"kind":"companion","name":"a.ldx","size":1}]', "expected one file"],
  ])("parts %s are refused", async (parts, message) => {
    const query = new URLSearchParams({name: "a", parts});
    const response = await call(`/api/v1/imports?${query}`, {method: "POST", body: "x"});
    expect([response.status, (await response.json()).error]).toEqual([400, `invalid parts: ${message}`]);
  });

  it("a body shorter or longer than its parts is refused, and none of it is kept", async () => {
    for (const [size, message] of [
      [TABLE.length + 1, /the upload is incomplete: 1 bytes of the file/],
      [TABLE.length - 1, /the body is longer/],
    ] as const) {
      const response = await call(url("a.csv", [{kind: "file", size}]), {method: "POST", body: TABLE as BodyInit});
      expect([response.status, (await response.json()).error]).toEqual([400, expect.stringMatching(message)]);
    }
    expect(await left()).toBe(0);
  });

  it("learns the track after the import; a session being recorded is not rebuilt", async () => {
    const library = createLibrary({recordings});
    const app = createApp(testParts(recordings, {library, importLimitBytes: 2 ** 26}));
    const laps = lapsTable("spa", [0, 1, 0], {stretch: 1.25});
    const choices = JSON.stringify(lapsChoices({game: "Game", track: "Grand Spa"}));
    const parts = [
      {kind: "choices", size: choices.length},
      {kind: "file", size: laps.length},
    ];
    const body = new Blob([choices, laps as BlobPart]);
    const [{id}] = (await lines(await app.request(url("a.csv", parts), {method: "POST", body}))).at(-1).sessions;
    await library.learned();
    const index = await (await app.request("/recordings/index.json")).json();
    expect(index.tracks).toMatchObject([{id: "game-grand-spa", name: "Grand Spa", game: "Game"}]);
    const track = await (await app.request("/recordings/tracks/game-grand-spa.json")).json();
    expect(track.from.every(([session]: [string]) => session === id)).toBe(true);

    const rename = async () => {
      const request = {method: "POST", body: JSON.stringify({choices: {track: "Here"}})};
      const headers = {"content-type": "application/json"};
      return (await lines(await app.request(`/api/v1/sessions/${id}/remake`, {...request, headers}))).at(-1);
    };
    await writeFile(join(recordings, id, ".recording"), "");
    expect(await rename()).toEqual({error: `${id} is being recorded: wait until the session has ended`});
    await rm(join(recordings, id, ".recording"));
    expect((await rename()).sessions).toMatchObject([{status: "remade", track: "Here"}]);
    await library.learned();
    expect(await readdir(join(recordings, "tracks"))).toEqual(["unknown-here.json"]);
  });

  it("learns from an existing archive, once", async () => {
    const file = join(folder.path, "a.csv");
    await writeFile(file, lapsTable("spa", [0, 1, 0], {stretch: 1.25}));
    await importFile(file, {recordings, choices: lapsChoices({game: "Game", track: "Grand Spa"})});
    const library = createLibrary({recordings});
    await library.learnMissing();
    await library.learned();
    expect(await readdir(join(recordings, "tracks"))).toEqual(["game-grand-spa.json"]);
    // a folder that is no session's is none to delete
    await expect(library.remove("tracks")).rejects.toThrow("unknown session: tracks");
  });

  it("whose upload is cancelled leaves no files, and is no server error", async () => {
    const logged: string[] = [];
    const library = createLibrary({recordings});
    const app = createApp(
      testParts(recordings, {library, importLimitBytes: 2 ** 26, log: (line) => logged.push(line)}),
    );
    const listening = await listen(app, {host: "127.0.0.1", port: 0});
    const stop = new AbortController();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(TABLE),
      pull: () => new Promise(() => {}),
    });
    const sending = fetch(new URL(url("a.csv"), listening.url), {
      ...{method: "POST", body, duplex: "half", signal: stop.signal},
    } as RequestInit);
    sending.catch(() => {});
    await until(async () => (await left()) > 0);
    stop.abort();
    await expect(sending).rejects.toThrow(/abort/i);
    await until(async () => (await left()) === 0);
    await listening.close();
    expect(logged).toEqual([]);
    expect((await readdir(recordings)).filter((name) => !name.startsWith("."))).toEqual([]);
  });

  it("cancelled, it leaves no files", async () => {
    const library = createLibrary({recordings});
    const cancel = new AbortController();
    const long = drive({laps: 15, hz: 50});
    const file = join(folder.path, "long.csv");
    await writeFile(file, table({Lap: long.lap, Time: long.t, Speed: long.speed, x: long.x, z: long.z}));
    const importing = library.importCapture!(file, "long.csv", {
      signal: cancel.signal,
      onProgress: () => cancel.abort(),
    });
    await expect(importing).rejects.toThrow(/abort/i);
    expect((await readdir(recordings)).filter((name) => !name.startsWith("."))).toEqual([]);
    expect(await left()).toBe(0);
  });
});
