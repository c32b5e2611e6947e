import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";
import {readSession} from "../../../loaders/archive/library.js";
import {readCapture} from "../../../loaders/captures/readCapture.js";
import {createApp} from "../../../server/app.js";
import {temporaryFolder, testParts} from "../../support/server.js";

const RECORDINGS = fileURLToPath(new URL("../../../recordings", import.meta.url));
const ID = "20260301-140000-906dfc";

async function sizes(path: string): Promise<number[]> {
  const found: number[] = [];
  for await (const {count, length} of readCapture(path)) found.push(...length.slice(0, count));
  return found;
}

it("GET /api/v1/sessions/:id/capture.pcap sends a session's datagrams as a plain pcap", async () => {
  const app = createApp(testParts(RECORDINGS));
  const get = (id: string) => app.request(`/api/v1/sessions/${id}/capture.pcap`, {headers: {Host: "localhost"}});
  const response = await get(ID);
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Disposition")).toBe(`attachment; filename="${ID}.pcap"`);
  const folder = await temporaryFolder();
  const path = join(folder.path, "a.pcap");
  await writeFile(path, new Uint8Array(await response.arrayBuffer()));
  const {capture} = await readSession(RECORDINGS, ID);
  expect(await sizes(path)).toEqual(await sizes(join(RECORDINGS, ID, capture.file)));
  await folder.remove();
  for (const id of ["20260301-140000-000000", "..%2F..", "x"]) expect((await get(id)).status).toBe(404);
});
