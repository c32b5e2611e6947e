import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";
import {createApp} from "../../../server/app.js";
import {describedOperations, keepsContract} from "../../support/contract.js";
import {testParts} from "../../support/server.js";

const RECORDINGS = fileURLToPath(new URL("../../../recordings", import.meta.url));
const SESSION = "20260301-140000-906dfc";
const app = createApp(testParts(RECORDINGS));
const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(`http://localhost/api/v1${path}`, {headers});

/** Reads of a bundled session: each answer is what the document says, and has a tag that makes the next one 304. */
const READS: Record<string, string> = {
  listSessions: "/sessions?track=silver&limit=1",
  getSession: `/sessions/${SESSION}`,
  getCapabilities: `/sessions/${SESSION}/capabilities`,
  listEvents: `/sessions/${SESSION}/events?limit=2`,
};

it.each(Object.entries(READS))("%s answers as the document says, and with its tag 304: %s", async (id, path) => {
  const response = await get(path);
  expect(response.status, await response.clone().text()).toBe(200);
  const text = await response.clone().text();
  await keepsContract(id, response);
  expect(text).not.toContain(RECORDINGS);
  const again = await get(path, {"If-None-Match": response.headers.get("etag")!});
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

it("every read of an archive is among them", () => {
  const reads = [...describedOperations().values()].filter(({method}) => method === "GET");
  expect(reads.map(({operationId}) => operationId).filter((id) => !READS[id])).toEqual([]);
});
