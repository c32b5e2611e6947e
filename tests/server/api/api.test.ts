import {mkdir, readFile, symlink} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {Hono} from "hono";
import {afterAll, beforeAll, expect, it} from "vitest";
import {roleFor} from "../../../server/access/permission.js";
import {createApi} from "../../../server/api/api.js";
import {MADE_FILES} from "../../../server/api/document/write.js";
import {openApiDocument} from "../../../server/api/openApi.js";
import {createApp} from "../../../server/app.js";
import {noNotes} from "../../../src/core/archive/sessionNotes.js";
import {describedOperations, keepsContract} from "../../support/contract.js";
import {temporaryFolder, testParts} from "../../support/server.js";

const BUNDLED = fileURLToPath(new URL("../../../recordings", import.meta.url));
const [SESSION, OTHER] = ["20260301-140000-906dfc", "20260301-150000-ea4ca3"];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const id of [SESSION, OTHER]) await symlink(join(BUNDLED, id), join(folder.path, id), "junction");
  await mkdir(join(folder.path, "no-notebooks"));
  app = createApp(testParts(folder.path));
});
afterAll(() => folder.remove());

const call = (path: string, init?: RequestInit) => app.request(`http://localhost${path}`, init);
const send = (method: string, path: string, body?: unknown) =>
  call(`/api/v1${path}`, {method, ...(body !== undefined && {body: JSON.stringify(body)})});

it("docs/api.md and the types of the client are those of the document: npm run api", async () => {
  for (const {path, text} of MADE_FILES) expect(await readFile(path, "utf8"), path).toBe(text());
});

it("the document has at least 50 operations, each with a name, a role, a feature and an answer", async () => {
  const document = await (await call("/api/openapi.json")).json();
  expect(document.openapi).toBe("3.1.0");
  expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  const all = [...describedOperations().values()] as (ReturnType<typeof describedOperations> extends Map<
    string,
    infer T
  >
    ? T & {tags: string[]; "x-role": string; summary: string}
    : never)[];
  expect(all.length).toBeGreaterThanOrEqual(50);
  const tags = document.tags.map(({name}: {name: string}) => name);
  for (const one of all) {
    expect(one["x-role"], one.operationId).toBe(roleFor(one.method, one.path));
    expect(tags).toContain(one.tags[0]);
    expect(Object.keys(one.responses), one.operationId).toContain("default");
  }
  expect(new Set(all.map(({tags: [tag]}) => tag)).size).toBe(tags.length);
});

it("the documentation is one page without scripts and without other hosts", async () => {
  const response = await call("/api/docs");
  const html = await response.text();
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  for (const {operationId} of describedOperations().values()) expect(html).toContain(`id="${operationId}"`);
  expect(html).not.toMatch(/<script|src=|https?:/);
});

it("a list is paged: every entry once, links to the parts beside, the whole number", async () => {
  const codes: unknown[] = [];
  let path: string | undefined = `/api/v1/sessions/${SESSION}/events?limit=3`;
  const whole = await (await call(`/api/v1/sessions/${SESSION}/events?limit=1000`)).json();
  while (path) {
    const response: Response = await call(path);
    const {items, total} = (await keepsContract("listEvents", response)) as {items: unknown[]; total: number};
    codes.push(...items);
    expect(total).toBe(whole.items.length);
    path = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
  }
  expect(codes).toEqual(whole.items);
  const last = await call(`/api/v1/sessions/${SESSION}/events?limit=3&offset=1`);
  expect(last.headers.get("link")).toContain(
    'offset=0&limit=3>; rel="prev"'.replace("offset=0&limit=3", "limit=3&offset=0"),
  );
  expect((await call("/api/v1/sessions?limit=0")).status).toBe(400);
});

it("a request that nobody waits for any more is not computed", async () => {
  const stop = new AbortController();
  const started = performance.now();
  const waiting = app.request(`http://localhost/api/v1/sessions/${SESSION}/consistency`, {signal: stop.signal});
  stop.abort();
  const response = await waiting;
  expect([response.status, (await response.json()).error]).toEqual([400, "cancelled"]);
  expect(performance.now() - started).toBeLessThan(2000);
});

it("what is written can be read, and another's edit is not lost", async () => {
  const path = `/sessions/${SESSION}/notes`;
  const notes = {...noNotes(), note: "Wet"};
  // in a session's folder of its own
  const rules = (await (await call("/api/v1/alert-rules")).json()).rules;
  const file = {format: "lapbook-alerts", version: 1, rules: rules.slice(0, 1)};
  await keepsContract("putAlertRules", await send("PUT", "/alert-rules", {...file, before: rules}));
  expect((await (await call("/api/v1/alert-rules")).json()).rules).toEqual(file.rules);
  const lost = await send("PUT", "/alert-rules", {...file, before: rules});
  await keepsContract("putAlertRules", lost);
  expect(lost.status).toBe(409);
  expect((await send("PUT", path, {notes, before: notes})).status).toBe(409);

  const made = await send("POST", "/notebooks", {title: "Mine"});
  expect(await keepsContract("addNotebook", made)).toEqual({name: "mine"});
  expect(made.status).toBe(201);
  const {text} = (await (await call("/api/v1/notebooks/mine")).json()) as {text: string};
  await keepsContract("putNotebook", await send("PUT", "/notebooks/mine", {text: "# Mine", before: text}));
  expect((await (await call("/api/v1/notebooks/mine")).json()).text).toBe("# Mine");

  await keepsContract("removeSession", await send("DELETE", `/sessions/${OTHER}`));
  expect((await call(`/api/v1/sessions/${OTHER}`)).status).toBe(404);
  await keepsContract("restoreSession", await send("POST", `/sessions/${OTHER}/restore`));
  expect((await call(`/api/v1/sessions/${OTHER}`)).status).toBe(200);
});

it("sessions that a caller does not see are not there, by whatever name", async () => {
  const api = createApi(testParts(folder.path));
  const outer = new Hono();
  outer.onError((error, c) => c.json({error: error.message}, (error as {status?: 404}).status ?? 500));
  const caller = {who: "guest", role: "viewer", sessions: [SESSION]};
  outer.all("/*", (c) => api.fetch(c.req.raw, {caller, sees: (id: string) => id === SESSION}));
  const status = async (path: string, body?: object) => {
    const init = body && {method: "POST", body: JSON.stringify(body)};
    return (await outer.request(`http://localhost/api/v1${path}`, init)).status;
  };
  expect(await status(`/sessions/${SESSION}`)).toBe(200);
  const {items} = await (await outer.request("http://localhost/api/v1/sessions")).json();
  expect(items.map(({id}: {id: string}) => id)).toEqual([SESSION]);
  for (const path of [
    ...[`/sessions/${OTHER}`, `/sessions/${OTHER}/laps`, `/sessions/${OTHER}/capabilities`, `/laps/${OTHER}:0:1`],
    ...[`/sessions/${OTHER}/capture.pcap`, `/sessions/${OTHER}/exports/csv`, `/sessions/${OTHER}/marks`],
    ...[`/sessions/${OTHER}/corners`, `/findings/${OTHER}:0:1`, `/findings/${SESSION}:0:1?reference=${OTHER}:0:1`],
    ...[`/laps/${SESSION}:0:1/trace?reference=${OTHER}:0:1`, `/laps/${SESSION}:0:1/deltas?laps=${OTHER}:0:1`],
    ...[`/experiments?a=${SESSION}:0&b=${OTHER}:0`, `/sessions/${OTHER}/alerts`, `/sessions/${OTHER}/statistics`],
  ])
    expect(await status(path), path).toBe(404);
  expect(await status("/sql", {query: "select 1"})).toBe(403);
});

it("documented addresses of earlier versions lead to the new ones, method and body kept", async () => {
  const response = await call("/api/stats?x=1");
  expect([response.status, response.headers.get("location")]).toEqual([308, "/api/v1/stats?x=1"]);
  const notes = await call(`/api/sessions/${SESSION}/notes`, {method: "PUT", body: "{}"});
  expect(notes.headers.get("location")).toBe(`/api/v1/sessions/${SESSION}/notes`);
  expect((await call("/api/nothing")).status).toBe(404);
});
