import {symlink} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, expect, it} from "vitest";
import {writeTrack} from "../../../loaders/tracks/trackStore.js";
import {createApp} from "../../../server/app.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import {describedOperations, keepsContract} from "../../support/contract.js";
import {drive} from "../../support/drivenCircuit.js";
import {temporaryFolder, testParts} from "../../support/server.js";

const BUNDLED = fileURLToPath(new URL("../../../recordings", import.meta.url));
const OTHER = "20260301-150000-ea4ca3";
const SESSION = "20260301-140000-906dfc";
const LAP = `${SESSION}:0:2`;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const id of [SESSION, OTHER]) await symlink(join(BUNDLED, id), join(folder.path, id), "junction");
  const {track} = learnTrack([drive("monza", {every: 4})], {id: "game-monza", name: "Monza", frame: "Game"});
  await writeTrack(folder.path, track);
  app = createApp(testParts(folder.path));
});
afterAll(() => folder.remove());
const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(`http://localhost/api/v1${path}`, {headers});

/** Reads of a bundled session: each answer is what the document says, and has a tag that makes the next one 304. */
const READS: Record<string, string> = {
  listSessions: "/sessions?track=silver&limit=1",
  getSession: `/sessions/${SESSION}`,
  getCapabilities: `/sessions/${SESSION}/capabilities`,
  listEvents: `/sessions/${SESSION}/events?limit=2`,
  listLaps: `/sessions/${SESSION}/laps?valid=true`,
  getBests: `/sessions/${SESSION}/bests`,
  getLap: `/laps/${LAP}`,
  listLapChannels: `/laps/${LAP}/channels`,
  listChannels: "/channels",
  getSamples: `/laps/${LAP}/samples?channels=speedKmh,gear&toS=2`,
  getTrace: `/laps/${LAP}/trace?reference=${SESSION}:0:1&points=5`,
  listCorners: `/sessions/${SESSION}/corners`,
  getLapCorners: `/laps/${LAP}/corners`,
  getCornerOfLaps: `/laps/${LAP}/corners/3?with=${SESSION}:0:1`,
  listSectors: `/sessions/${SESSION}/sectors`,
  getLapSectors: `/laps/${LAP}/sectors`,
  compareLaps: `/laps/${LAP}/deltas?laps=${SESSION}:0:1`,
  getDelta: `/laps/${LAP}/deltas/${SESSION}:0:1?points=3`,
  listFindings: `/findings/${SESSION}:0:1?about=lap&limit=5`,
  rankFindings: `/findings/${SESSION}:0:1/ranked?about=lap&limit=2`,
  compareGroups: `/experiments?a=${SESSION}:0&b=${OTHER}:0`,
  listTracks: "/tracks",
  getTrack: "/tracks/game-monza",
  getTrackLine: "/tracks/game-monza/line?everyM=100",
  getTrackCorners: "/tracks/game-monza/corners",
  getMathChannels: "/math-channels",
  evaluateMath: `/laps/${LAP}/math?expression=${encodeURIComponent("speed * 2")}`,
  listStreams: "/streams",
  getStream: `/streams/${SESSION}`,
  listQuality: `/sessions/${SESSION}/quality`,
  getStatus: "/status",
  getStats: "/stats",
  getSummary: "/summary",
  getStatistics: `/sessions/${SESSION}/statistics`,
  listStints: `/sessions/${SESSION}/stints`,
  getRace: `/sessions/${SESSION}/race`,
  getConsistency: `/sessions/${SESSION}/consistency`,
  listPredictions: `/sessions/${SESSION}/predictions`,
  listGrades: `/sessions/${SESSION}/grades`,
  listAlerts: `/sessions/${SESSION}/alerts`,
  getAlertRules: "/alert-rules",
  listReportTemplates: "/report-templates",
  getNotes: `/sessions/${SESSION}/notes`,
  listMarks: `/sessions/${SESSION}/marks`,
  listNotebooks: "/notebooks",
  followNotebooks: "/notebooks/events",
  getNotebook: "/notebooks/mine",
  listExportFormats: "/export-formats",
  exportLaps: `/sessions/${SESSION}/exports/csv?laps=1`,
  getLapsCsv: `/sessions/${SESSION}/laps.csv`,
  getNotesMarkdown: `/sessions/${SESSION}/notes.md`,
  getCapture: `/sessions/${SESSION}/capture.pcap`,
  getOriginal: `/sessions/${SESSION}/original`,
  listSources: "/sources",
};

/** What an archive of two practice sessions without live data cannot answer. */
const REFUSED: Record<string, number> = {
  ...{listStreams: 501, getStream: 501, getStats: 501, listSources: 501},
  ...{getRace: 422, getNotebook: 404},
};

it.each(Object.entries(READS))("%s answers as the document says: %s", async (id, path) => {
  const response = await get(path);
  await keepsContract(id, response);
  expect(response.status).toBe(REFUSED[id] ?? 200);
});

it.each(["getSession", "getSamples", "listSessions"])("%s with its tag is 304, without a body", async (id) => {
  const tag = (await get(READS[id])).headers.get("etag")!;
  const again = await get(READS[id], {"If-None-Match": `"other", ${tag}`});
  expect([again.status, await again.text()]).toEqual([304, ""]);
  expect((await get(READS[id], {"If-None-Match": '"other"'})).status).toBe(200);
});

it("every read of an archive is among them", () => {
  // those about users are in tests/server/access
  const reads = [...describedOperations().values()].filter(
    ({method, tags}) => method === "GET" && !tags.includes("users"),
  );
  expect(reads.map(({operationId}) => operationId).filter((id) => !READS[id])).toEqual([]);
});
