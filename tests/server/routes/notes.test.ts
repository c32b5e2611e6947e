import {existsSync} from "node:fs";
import {cp, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {publishArchive} from "../../../loaders/archive/publish.js";
import {reprocess} from "../../../loaders/archive/reprocess.js";
import {createApp} from "../../../server/app.js";
import {noNotes} from "../../../src/core/archive/sessionNotes.js";
import {temporaryFolder, testParts} from "../../support/server.js";

const ID = "20260301-140000-906dfc";
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await cp(join("recordings", ID), join(folder.path, ID), {recursive: true});
});
afterAll(() => folder.remove());

const put = async (id: string, body: unknown) => {
  const app = createApp(testParts(folder.path));
  const response = await app.request(`/api/v1/sessions/${id}/notes`, {
    method: "PUT",
    body: JSON.stringify(body),
    headers: {"Content-Type": "application/json"},
  });
  return {status: response.status, body: await response.json()};
};
const wet = {...noNotes(), note: "Wet start", tags: ["wet"], laps: {"0:2": {note: "clean", favourite: true}}};

it("keeps notes beside the session: listed, published, kept when it is made again, removed when empty", async () => {
  expect(await put(ID, {notes: wet, before: noNotes()})).toEqual({status: 200, body: {notes: wet}});
  const listed = async (recordings: string) => (await libraryIndex(recordings)).sessions[0].notes;
  expect(await listed(folder.path)).toEqual({
    line: "Wet start",
    tags: ["wet"],
    favourite: false,
    laps: 1,
    words: "wet start clean",
  });
  const target = join(folder.path, "published");
  await publishArchive(folder.path, target);
  expect(JSON.parse(await readFile(join(target, ID, "notes.json"), "utf8"))).toEqual(wet);
  await reprocess(folder.path, ID);
  expect(await listed(folder.path)).toMatchObject({line: "Wet start"});

  // of two browsers the second learns that its text is not the newest
  expect((await put(ID, {notes: {...wet, note: "mine"}, before: noNotes()})).status).toBe(409);
  expect((await put(ID, {notes: {...wet, tags: 4}, before: wet})).body.error).toContain("invalid tags");
  expect((await put(ID, {notes: wet})).status).toBe(400);
  for (const id of ["20260301-140000-000000", "..%2F..", "tracks"])
    expect((await put(id, {notes: wet, before: noNotes()})).status).toBe(404);

  expect((await put(ID, {notes: noNotes(), before: wet})).status).toBe(200);
  expect(existsSync(join(folder.path, ID, "notes.json"))).toBe(false);
  expect(await listed(folder.path)).toBeUndefined();

  // a file edited by hand that can't be read is never replaced
  await writeFile(join(folder.path, ID, "notes.json"), "{");
  expect((await put(ID, {notes: wet, before: noNotes()})).status).toBe(409);
  expect(await listed(folder.path)).toMatchObject({line: ""});
});
