import {readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {publishArchive} from "../../../loaders/archive/publish.js";
import {createApp} from "../../../server/app.js";
import {SHIPPED_RULES} from "../../../src/core/alerts/defaultRules.js";
import {temporaryFolder, testParts} from "../../support/server.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  folder = await temporaryFolder();
  app = createApp(testParts(folder.path));
});
afterAll(() => folder.remove());

const path = () => join(folder.path, "alerts.json");
const file = (rules: readonly object[]) => ({format: "lapbook-alerts", version: 1, rules});
const OWN = {id: "fast", kind: "threshold", title: "Fast", value: "speed", unit: "km/h", above: 300, text: "{value}"};
async function put(body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await app.request("/api/v1/alert-rules", {method: "PUT", body: text, headers});
  return [response.status, await response.json()];
}

it("PUT /api/v1/alert-rules keeps checked rules as they were written, for the library, a published copy and the commands", async () => {
  const off = {...SHIPPED_RULES[0], enabled: false};
  expect(await put({...file([off, OWN]), before: SHIPPED_RULES})).toEqual([200, {saved: 2}]);
  const text = await readFile(path(), "utf8");
  expect(JSON.parse(text)).toEqual(file([off, OWN]));
  expect(text.split("\n").length).toBeGreaterThan(20);
  expect((await libraryIndex(folder.path)).alertRules).toBe(true);
  const target = join(folder.path, ".copy");
  await publishArchive(folder.path, target);
  expect(await readFile(join(target, "alerts.json"), "utf8")).toBe(text);
});

it("PUT /api/v1/alert-rules refuses a stale save, a fault with its place, what is too large, and other sites", async () => {
  const stale = [409, {error: "the alert rules were changed elsewhere since you opened them"}];
  const [, mine] = JSON.parse(await readFile(path(), "utf8")).rules;
  const now = JSON.parse(await readFile(path(), "utf8")).rules;
  expect(await put({...file([OWN]), before: SHIPPED_RULES})).toEqual(stale);
  expect(await put(file([OWN]))).toEqual(stale);
  // of two at once one is stale
  const both = [250, 260].map((above) => put({...file([{...mine, above}]), before: now}));
  expect((await Promise.all(both)).map(([status]) => status)).toEqual([200, 409]);
  expect(await put({...file([{...OWN, value: "sped"}]), over: true})).toEqual([
    400,
    {error: "fast, value: character 1: unknown channel: sped; did you mean speed?"},
  ]);
  expect(await put({...file([OWN, OWN]), over: true})).toEqual([400, {error: "fast, id: two rules have this id"}]);
  for (const wrong of [{}, {format: "lapbook-alerts", version: 1, rules: ["x"]}, {...file([]), version: 2}])
    expect((await put({...wrong, over: true}))[0]).toBe(400);
  expect((await put(JSON.stringify(file([{...OWN, text: "x".repeat(2 ** 20)}]))))[0]).toBe(413);
  expect((await put(file([OWN]), {"sec-fetch-site": "cross-site"}))[0]).toBe(403);
  expect(JSON.parse(await readFile(path(), "utf8"))).toEqual(file([{...mine, above: 250}]));
});

it("a rule that was wrong in the file keeps no other from being saved; a file that can't be read is not replaced", async () => {
  const wrong = {...OWN, id: "old", above: "much"};
  await writeFile(path(), JSON.stringify(file([wrong])));
  expect(await put({...file([wrong, OWN]), before: [wrong]})).toEqual([200, {saved: 2}]);
  await writeFile(path(), "{");
  expect(await put({...file([OWN]), over: true})).toEqual([409, {error: expect.stringContaining("alerts.json: ")}]);
  expect(await readFile(path(), "utf8")).toBe("{");
  await rm(path());
});
