import {rename, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {writeTrack} from "../../../loaders/tracks/trackStore.js";
import {Access} from "../../../server/access/access.js";
import {AuditLog} from "../../../server/access/auditLog.js";
import {makeKey, makeLink, setTeam} from "../../../server/access/manage.js";
import {createApp} from "../../../server/app.js";
import {trackKey} from "../../../src/core/track/trackKey.js";
import {arcsTrack} from "../../support/arcsTrack.js";
import {temporaryFolder, testParts} from "../../support/server.js";
import {sessionFile, writeSession} from "../../support/session.js";

const OURS = "20260101-120000-aaaaaa";
const HIDDEN = "20260101-120000-bbbbbb";
const ABSENT = "20260101-120000-cccccc";

let root: string;
let remove: () => Promise<void>;
let access: Access;
let app: ReturnType<typeof createApp>;
let admin: string;
let member: string;
let guest: string;
const logged: string[] = [];

beforeAll(async () => {
  ({path: root, remove} = await temporaryFolder());
  const recordings = join(root, "recordings");
  for (const id of [OURS, HIDDEN]) await writeSession(recordings, id);
  access = new Access(join(root, "access"));
  admin = (await makeKey(access, {name: "Anna", role: "admin"})).secret;
  member = (await makeKey(access, {name: "blue", role: "engineer", teams: ["blue"]})).secret;
  guest = (await makeLink(access, {name: "a friend", sessions: [OURS], days: 1, madeBy: "Anna"})).token;
  await setTeam(access, HIDDEN, "red");
  const audit = new AuditLog(join(root, "access"));
  app = createApp(
    testParts(recordings, {
      access: {access, audit, trustProxy: false, log: () => {}},
      log: (text) => logged.push(text),
    }),
  );
});
afterAll(() => remove());

const ask = (path: string, secret: string, init: RequestInit = {}) =>
  app.request(`http://localhost${path}`, {...init, headers: {Authorization: `Bearer ${secret}`, ...init.headers}});

const byte = (text: string) =>
  [...text].map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");

describe("a hidden session is not opened", () => {
  it.each([
    `%2f${HIDDEN}/session.json`,
    `${HIDDEN}%2fsession.json`,
    `%2F%2F${HIDDEN}%2Fsession.json`,
    `%2f${byte(HIDDEN)}%2fsession.json`,
    `/%2f${HIDDEN}/session.json`,
    `.%2f${HIDDEN}/session.json`,
    `tracks%2f..%2f${HIDDEN}/session.json`,
    `${OURS}%2f..%2f${HIDDEN}%2fsession.json`,
    `%2f${HIDDEN}/derived/corners.arrows`,
    `${HIDDEN}%2fderived%2fcorners.arrows`,
    `%252f${HIDDEN}/session.json`,
    `${HIDDEN}./session.json`,
    `${HIDDEN.toUpperCase()}/session.json`,
    `${HIDDEN};x/session.json`,
  ])("by /recordings/%s", async (path) => {
    for (const secret of [member, guest])
      for (const method of ["GET", "HEAD"]) {
        const {status} = await ask(`/recordings/${path}`, secret, {method});
        expect([method, [403, 404].includes(status), status]).toEqual([method, true, status]);
      }
    expect(logged).toEqual([]);
  });

  it("by a body that writes its id in escapes", async () => {
    const escaped = [...HIDDEN].map((digit) => `\\u${digit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
    for (const id of [escaped, HIDDEN.replace("2", "\\u0032"), HIDDEN.replaceAll("-", "\\u002D")])
      for (const path of ["/api/v1/replays", "/api/v1/links", "/api/v1/reports", "/mcp", "/api/v1/some-new-route"]) {
        const answer = await ask(path, member, {method: "POST", body: `{"session":"${id}"}`});
        expect([path, answer.status]).toEqual([path, 404]);
      }
  });

  it("where the file system would open its folder by another name", async () => {
    const red = (await access.file())!.teams[HIDDEN];
    expect(red).toBe("red");
    const blue = {who: "blue", role: "engineer" as const, teams: ["blue"]};
    for (const name of [HIDDEN.toUpperCase(), `${HIDDEN}.`, `${HIDDEN} `, "202601~1"])
      expect([name, access.sees(blue, name)]).toEqual([name, false]);
    // what a folder of another name stands for is not known
    const recordings = join(root, "recordings");
    await rename(join(recordings, HIDDEN), join(recordings, HIDDEN.toUpperCase()));
    expect((await ask(`/recordings/${HIDDEN.toUpperCase()}/session.json`, member)).status).toBe(404);
    expect((await ask(`/recordings/${OURS}/session.json`, member)).status).toBe(200);
    await rename(join(recordings, HIDDEN.toUpperCase()), join(recordings, HIDDEN));
  });
});

it("a guest's address names his session as what it is about, not in passing", async () => {
  await writeFile(join(root, "recordings", "alerts.json"), "{}");
  for (const path of [
    `/api/v1/notebooks/${OURS}`,
    `/notebooks/${OURS}.md`,
    `/notebooks/files/${OURS}/times.csv`,
    `/api/v1/teams/${OURS}`,
    `/recordings/alerts.json/${OURS}`,
  ])
    expect([path, (await ask(path, guest)).status]).toEqual([path, 403]);
  expect((await ask(`/api/v1/sessions/${OURS}/laps`, guest)).status).toBe(200);
});

it("a hidden session is refused as one that does not exist", async () => {
  for (const path of ["/api/v1/sessions/ID", "/api/v1/laps/ID:0:1", "/recordings/ID/session.json"]) {
    const [hidden, absent] = [HIDDEN, ABSENT].map((id) => ask(path.replace("ID", id), member));
    const text = (await (await hidden).text()).replaceAll(HIDDEN, ABSENT);
    expect([path, (await hidden).status, text]).toEqual([path, (await absent).status, await (await absent).text()]);
  }
});

it("a body that is too large is refused at once", async () => {
  const block = new TextEncoder().encode("x".repeat(2 ** 18));
  let left = 40;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (left-- > 0 ? controller.enqueue(block) : controller.close()),
  });
  const init = {method: "POST", body, duplex: "half"} as RequestInit;
  expect((await ask("/api/v1/links", member, init)).status).toBe(413);
  expect(left).toBeGreaterThan(30);
});

it("bytes that are no text are no fault of the server", async () => {
  for (const path of [
    "/api/v1/sessions?track=%ff",
    "/recordings/%ff%2f",
    "/api/sessions/%ff?%c3",
    "/api/%0d%0av1/sessions/x",
    "/%c0%ae%c0%ae/",
    "/api/sessions/%0d%0ax",
  ])
    expect([path, (await ask(path, member)).status < 500]).toEqual([path, true]);
});

it("a track that only hidden sessions were driven on is not told of; a guest is told of his own", async () => {
  const parts = testParts(join(root, "tracks"));
  const tracked = createApp({
    ...parts,
    access: {access, audit: new AuditLog(join(root, "access")), trustProxy: false, log: () => {}},
  });
  const real = {source: {...sessionFile(OURS).source, simulated: false}};
  const at = (name: string) => ({...real, track: {...sessionFile(OURS).track, name}});
  await writeSession(parts.recordings, OURS, at("Home"));
  await writeSession(parts.recordings, HIDDEN, at("Secret Ring"));
  for (const name of ["Home", "Secret Ring", "Nobody's"]) {
    const id = trackKey({game: real.source.game, simulated: false, track: {id: 0, name}})!;
    await writeTrack(parts.recordings, {...arcsTrack([[1000, 0]]), id, name, frame: real.source.game});
  }
  const get = (path: string, secret: string) =>
    tracked.request(`http://localhost${path}`, {headers: {Authorization: `Bearer ${secret}`}});
  const names = async (path: string, secret: string) => {
    const {tracks, items} = await (await get(path, secret)).json();
    return (tracks ?? items).map(({name}: {name: string}) => name).sort();
  };
  expect(await names("/recordings/index.json", admin)).toEqual(["Home", "Nobody's", "Secret Ring"]);
  expect(await names("/recordings/index.json", member)).toEqual(["Home", "Nobody's"]);
  expect(await names("/recordings/index.json", guest)).toEqual(["Home"]);
  expect(await names("/api/v1/tracks", member)).toEqual(["Home", "Nobody's"]);
  const files = await Promise.all(
    [admin, member, guest].map(async (secret) => [
      (await get("/recordings/tracks/f1-25-secret-ring.json", secret)).status,
      (await get("/recordings/tracks%2ff1-25-secret-ring.json", secret)).status,
      (await get("/recordings/tracks/f1-25-home.json", secret)).status,
    ]),
  );
  expect(files).toEqual([
    [200, 200, 200],
    [404, 404, 200],
    [404, 403, 200],
  ]);
  expect((await get("/api/v1/tracks/f1-25-secret-ring/line", member)).status).toBe(404);
  expect((await get("/api/v1/tracks/f1-25-secret-ring/line", admin)).status).toBe(200);
});
