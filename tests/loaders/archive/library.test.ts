import {mkdir, readdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {libraryIndex, readSession, removeSession, restoreSession} from "../../../loaders/archive/library.js";
import type {SessionFile} from "../../../src/core/archive/types.js";
import {temporaryFolder} from "../../support/server.js";
import {sessionFile, writeSession} from "../../support/session.js";

let recordings: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({path: recordings, remove} = await temporaryFolder());
});
afterEach(() => remove());

describe("libraryIndex(recordings)", () => {
  it("lists sessions, newest first, with counts of their contents", async () => {
    await writeSession(recordings, "a", {startedAt: "2026-01-01T00:00:00.000Z"});
    await writeSession(recordings, "b", {startedAt: "2026-01-02T00:00:00.000Z"});
    const {sessions, unreadable, writable} = await libraryIndex(recordings);
    expect(sessions.map(({id}) => id)).toEqual(["b", "a"]);
    expect(sessions[0]).toMatchObject({laps: 1, drivers: 1, bestDriver: "Ada", best: {lapTimeMs: 86_123}});
    expect(sessions[0]).toMatchObject({bestSampled: false, sampledLaps: 0, driver: {name: "Ada"}});
    expect(sessions[0].sizeBytes).toBeGreaterThan(500);
    expect({unreadable, writable}).toEqual({unreadable: [], writable: true});
  });

  it("says which dates are those of files that contain none", async () => {
    const log = {used: [], unused: [], notes: ["no date in the file: the file's own date is used"]};
    await writeSession(recordings, "undated", {log} as Partial<SessionFile>);
    await writeSession(recordings, "dated");
    const capture = {file: "capture.pcap.gz", datagrams: 1, digest: "a", datedByFile: true} as const;
    await writeSession(recordings, "container", {capture});
    const {sessions} = await libraryIndex(recordings);
    expect(Object.fromEntries(sessions.map(({id, datedByFile}) => [id, datedByFile]))).toEqual({
      undated: true,
      container: true,
      dated: undefined,
    });
  });

  it("is empty for an archive that does not exist yet", async () => {
    const empty = {writable: true, sessions: [], tracks: [], unreadable: []};
    expect(await libraryIndex(join(recordings, "none"))).toEqual(empty);
  });

  it("lists unreadable sessions with the reason, and the others", async () => {
    await writeSession(recordings, "good");
    await writeSession(recordings, "future", {schemaVersion: 99});
    await mkdir(join(recordings, "empty"));
    await mkdir(join(recordings, "cut"));
    await writeFile(join(recordings, "cut", "session.json"), JSON.stringify(sessionFile("cut")).slice(0, 40));
    await mkdir(join(recordings, ".trash"));
    await writeFile(join(recordings, "README.md"), "not a session");
    const {sessions, unreadable} = await libraryIndex(recordings);
    expect(sessions.map(({id}) => id)).toEqual(["good"]);
    expect(Object.fromEntries(unreadable.map(({id, reason}) => [id, reason]))).toEqual({
      future: "written by a newer Lapbook: schemaVersion 99, this one reads up to 1",
      empty: "session.json is missing",
      cut: "session.json is damaged: not JSON",
    });
  });

  it("notices a rewritten session.json", async () => {
    await writeSession(recordings, "a", {type: "race"});
    await libraryIndex(recordings);
    await writeSession(recordings, "a", {type: "qualifying 1"});
    expect((await libraryIndex(recordings)).sessions[0].type).toBe("qualifying 1");
  });
});

describe("removeSession, restoreSession", () => {
  it("move a session to the trash and restore all of it", async () => {
    await writeSession(recordings, "a");
    const before = await readdir(join(recordings, "a"));
    await removeSession(recordings, "a");
    expect((await libraryIndex(recordings)).sessions).toEqual([]);
    await restoreSession(recordings, "a");
    expect(await readdir(join(recordings, "a"))).toEqual(before);
  });

  it("keep an older deleted session of the same id, and overwrite nothing", async () => {
    await writeSession(recordings, "a", {type: "first"});
    await removeSession(recordings, "a");
    await writeSession(recordings, "a", {type: "second"});
    await expect(restoreSession(recordings, "a")).rejects.toThrow("session already exists: a");
    await removeSession(recordings, "a");
    expect((await readdir(join(recordings, ".trash"))).sort()).toEqual(["a", "a.1"]);
    await restoreSession(recordings, "a");
    expect((await readSession(recordings, "a")).type).toBe("second");
  });

  it.each(["..", "../a", ".trash", "", "a/b", "a\\b", "unknown"])("refuse %j", async (id) => {
    await writeSession(recordings, "a");
    await expect(removeSession(recordings, id)).rejects.toThrow("unknown session");
    await expect(restoreSession(recordings, id)).rejects.toThrow("unknown session");
  });
});
