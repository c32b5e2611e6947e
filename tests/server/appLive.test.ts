import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, beforeEach, describe, expect, it} from "vitest";
import {createApp} from "../../server/app.js";
import {Kernel} from "../../server/kernel.js";
import type {KernelStats} from "../../server/kernelStats.js";
import {type EmbeddedLog, openEmbeddedLog} from "../../server/log/embedded/embeddedLog.js";
import {methodsAt} from "../../server/methods.js";
import {EXPOSITION_TYPE, exposition} from "../../server/metrics/exposition.js";
import {temporaryFolder, testParts} from "../support/server.js";
import {until} from "../support/until.js";

let folder: {path: string; remove: () => Promise<void>};
let log: EmbeddedLog;
let kernel: Kernel;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  folder = await temporaryFolder();
  log = await openEmbeddedLog(join(folder.path, "log"));
  const recordings = join(folder.path, "recordings");
  kernel = await Kernel.start({log, recordings, udpPort: null, host: "here"});
  app = createApp(testParts(recordings, {kernel}));
});
afterAll(async () => {
  await kernel?.close();
  await folder.remove();
});
beforeEach(async () => {
  for (const name of Object.keys(kernel.stats().collectors)) await kernel.end(name);
});

const get = (path: string, init?: RequestInit) => app.request(`http://localhost${path}`, init);
const post = (path: string, body: unknown) => get(path, {method: "POST", body: JSON.stringify(body)});
const stats = async (): Promise<KernelStats> => (await get("/api/v1/stats")).json();

describe("GET /api/v1/status and /api/v1/stats", () => {
  it("report whether live data is received", async () => {
    expect(await (await get("/api/v1/status")).json()).toMatchObject({live: true, canSimulate: true});
    const archive = createApp(testParts(folder.path));
    expect(await (await archive.request("http://localhost/api/v1/status")).json()).toMatchObject({live: false});
    expect((await archive.request("http://localhost/api/v1/stats")).status).toBe(501);
  });

  it("have the documented counters: clientsConnected, framesCollected and others", async () => {
    await post("/api/v1/simulators", {speed: 20});
    // the relay may see a frame before the collector hears that it is in the log
    await until(async () => {
      const {collector, relay} = await stats();
      return relay.sessions.length > 0 && collector.framesPublished > 0;
    });
    const {collector, relay} = await stats();
    expect(Object.keys(collector).sort()).toEqual(["bytesSent", "errors", "framesCollected", "framesPublished"]);
    expect(relay).toMatchObject({clientsConnected: 0, messagesRelayed: 0, bytesRelayed: 0});
    expect(relay.sessions).toEqual([
      expect.objectContaining({id: expect.any(String), count: expect.any(Number), lastSeen: expect.any(Number)}),
    ]);
    expect(Math.abs(relay.sessions[0].lastSeen - Date.now())).toBeLessThan(20_000);
  });
});

describe("the simulator of a page", () => {
  it("drives until it is ended; a second one must be requested explicitly", async () => {
    const {name} = await (await post("/api/v1/simulators", {})).json();
    const again = await post("/api/v1/simulators", {});
    expect([again.status, await again.json()]).toEqual([409, {error: `a simulator is already running: ${name}`}]);
    const {name: second} = await (await post("/api/v1/simulators", {another: true})).json();
    expect(Object.keys((await stats()).collectors)).toEqual([name, second]);
    for (const one of [name, second])
      expect((await get(`/api/v1/sources/${one}`, {method: "DELETE"})).status).toBe(200);
    await until(async () => Object.keys((await stats()).collectors).length === 0);
    expect((await get(`/api/v1/sources/${name}`, {method: "DELETE"})).status).toBe(404);
  });
});

describe("GET /healthz", () => {
  const health = async (parts: Parameters<typeof testParts>[1]) => {
    const response = await createApp(testParts(folder.path, parts)).request("http://localhost/healthz");
    return [response.status, await response.json()];
  };

  it("is 200 while log and recorder work, else 503 with the reasons", async () => {
    expect(await health({kernel})).toEqual([200, {status: "ok"}]);
    const ill = Object.assign(Object.create(kernel), {
      health: {complaints: async () => ["recorder: the disk is full"]},
    });
    expect(await health({kernel: ill})).toEqual([503, {status: "unwell", reasons: ["recorder: the disk is full"]}]);
    expect(await health({noLive: "no broker"})).toEqual([
      503,
      {status: "unwell", reasons: ["no live data: no broker"]},
    ]);
  });
});

it("GET /readyz is 200 once the pages are built too", async () => {
  const ready = async (build?: {text: string; failed: boolean}) => {
    const parts = {...testParts(folder.path, {kernel}), buildStatus: () => build};
    const response = await createApp(parts).request("http://localhost/readyz");
    return [response.status, await response.json()];
  };
  expect(await ready()).toEqual([200, {status: "ready"}]);
  expect(await ready({text: "copying", failed: false})).toEqual([
    503,
    {status: "not ready", reasons: ["pages: copying"]},
  ]);
});

describe("unknown routes and methods", () => {
  it.each([
    ["GET", "/api/nothing", 404, null],
    ["POST", "/api/v1/sources", 405, "GET, HEAD"],
    ["GET", "/api/v1/simulators", 405, "POST"],
    ["POST", "/api/v1/stats", 405, "GET, HEAD"],
    ["PUT", "/api/v1/sources/x", 405, "DELETE"],
    ["PUT", "/api/v1/sessions/x", 405, "DELETE, GET, HEAD"],
    ["GET", "/api/v1/imports", 405, "POST"],
    ["POST", "/metrics", 405, "GET, HEAD"],
    ["DELETE", "/healthz", 405, "GET, HEAD"],
  ])("%s %s is answered %i, Allow %s, in JSON", async (method, path, status, allow) => {
    const response = await get(path, {method});
    expect([response.status, response.headers.get("allow")]).toEqual([status, allow]);
    expect((await response.json()).error).toContain(`${method} ${path}`);
  });

  it("methodsAt(app, path) matches parameters and plain names", () => {
    expect(methodsAt(app, "/recordings/x/derived/y")).toEqual(["GET", "HEAD"]);
    expect(methodsAt(app, "/recordings/x/derived/")).toEqual([]);
  });
});

describe("GET /metrics", () => {
  it("has Prometheus' text format and the figures of /api/v1/stats", async () => {
    await post("/api/v1/simulators", {speed: 20});
    await until(async () => (await stats()).collector.framesPublished > 100);
    await get("/api/v1/sources/simulator:1", {method: "DELETE"});
    for (const name of Object.keys((await stats()).collectors)) await kernel.end(name);
    await until(async () => {
      const {framesCollected, framesPublished} = (await stats()).collector;
      return framesCollected === framesPublished && Object.keys((await stats()).collectors).length === 0;
    });
    const response = await get("/metrics");
    expect(response.headers.get("content-type")).toBe(EXPOSITION_TYPE);
    const metrics = parse(await response.text());
    const {collector, relay, sessions, recorder} = await stats();
    const value = (name: string, labels = "") => metrics.get(name)?.values.get(labels);
    expect(metrics.get("lapbook_publisher_frames_published_total")?.type).toBe("counter");
    expect(value("lapbook_publisher_frames_published_total")).toBe(collector.framesPublished);
    expect(value("lapbook_publisher_bytes_sent_total")).toBe(collector.bytesSent);
    expect(metrics.get("lapbook_relay_clients_connected")?.type).toBe("gauge");
    expect(value("lapbook_relay_clients_connected")).toBe(relay.clientsConnected);
    expect(value("lapbook_recorder_up")).toBe(recorder.error === null ? 1 : 0);
    const topics = await log.describeTopics();
    const taken = topics.find(({name}) => name === "telemetry")!.offsets.map(({next}) => next);
    for (const [partition, next] of taken.entries())
      expect(value("lapbook_log_messages_total", `{topic="telemetry",partition="${partition}"}`)).toBe(next);
    expect(taken.reduce((a, b) => a + b)).toBe(collector.framesPublished);
    const {session, ledger} = sessions.at(-1)!;
    expect(value("lapbook_session_received_total", `{session="${session.id}"}`)).toBe(ledger.received);
    for (const [packet, count] of Object.entries(ledger.byId))
      expect(value("lapbook_session_datagrams_total", `{session="${session.id}",packet="${packet}"}`)).toBe(count);
    expect(value("process_resident_memory_bytes")).toBeGreaterThan(1e7);
    expect(value("process_cpu_seconds_total")).toBeGreaterThan(0);
  });

  it("is refused for a foreign host name, like every other route", async () => {
    expect((await get("/metrics", {headers: {host: "evil.example"}})).status).toBe(403);
  });

  it("exposition(metrics) escapes labels and help, and omits metrics without a value", () => {
    const labels = {path: 'C:\\laps "best"\nof all'};
    const text = exposition([
      {name: "a_total", type: "counter", help: "one\\two\nthree", values: [{labels, value: 1.5}]},
      {name: "b", type: "gauge", help: "", values: [{value: Number.NaN}, {labels: {of: "x"}, value: -Infinity}]},
      {name: "c", type: "gauge", help: "", values: []},
    ]);
    expect(text).toBe(
      "# HELP a_total one\\\\two\\nthree\n# TYPE a_total counter\n" +
        'a_total{path="C:\\\\laps \\"best\\"\\nof all"} 1.5\n' +
        '# HELP b \n# TYPE b gauge\nb NaN\nb{of="x"} -Inf\n',
    );
    expect(parse(text).get("a_total")?.values.size).toBe(1);
    expect(() => exposition([{name: "1x", type: "gauge", help: "", values: [{value: 1}]}])).toThrow("invalid metric");
  });
});

/** The grammar of the text format 0.0.4, line by line; fails at the first line that is not of it. */
function parse(text: string): Map<string, {type: string; values: Map<string, number>}> {
  const metrics = new Map<string, {type: string; values: Map<string, number>}>();
  expect(text.endsWith("\n")).toBe(true);
  let current = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const help = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\\n]|\\\\|\\n)*)$/.exec(line);
    const type = /^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge)$/.exec(line);
    if (help) {
      expect(metrics.has(help[1]), `${help[1]} stands once`).toBe(false);
      metrics.set((current = help[1]), {type: "", values: new Map()});
    } else if (type) {
      expect(type[1]).toBe(current);
      expect(type[1].endsWith("_total")).toBe(type[2] === "counter");
      metrics.get(current)!.type = type[2];
    } else {
      const sample =
        /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\\\|\\"|\\n)*",?)*\})? (NaN|[+-]Inf|[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(
          line,
        );
      expect(sample, line).not.toBeNull();
      const [, name, labels = "", number] = sample!;
      expect(name).toBe(current);
      const {values} = metrics.get(name)!;
      expect(values.has(labels), `${name}${labels} stands once`).toBe(false);
      values.set(labels, Number(number.replace("Inf", "Infinity")));
    }
  }
  return metrics;
}

describe("POST /api/v1/sessions/ID/marks", () => {
  it("stores a mark in the session's folder, and refuses an unknown session", async () => {
    await mkdir(join(folder.path, "recordings", "20260101-000000-abcdef"), {recursive: true});
    const session = "20260101-000000-abcdef";
    const mark = (id: string, body: object) => post(`/api/v1/sessions/${id}/marks`, body);
    expect((await mark(session, {note: "lock-up", sessionTime: 12.5})).status).toBe(200);
    expect((await mark(session, {})).status).toBe(200);
    const {marks} = await (await get(`/api/v1/sessions/${session}/marks`)).json();
    expect(marks).toEqual([
      {sessionTime: 12.5, note: "lock-up", at: expect.any(Number)},
      {sessionTime: null, note: "", at: expect.any(Number)},
    ]);
    expect((await mark("none", {})).status).toBe(404);
    expect((await mark("..%2Fx", {})).status).toBe(404);
    expect((await mark(session, {note: 1})).status).toBe(400);
    expect((await mark(session, {sessionTime: "12"})).status).toBe(400);
  });

  it("POST /api/v1/commands applies commands for this machine, and forwards the others", async () => {
    const told = kernel.stats().commands.told;
    expect((await post("/api/v1/commands", {command: "start", source: "here:simulator"})).status).toBe(200);
    expect((await post("/api/v1/commands", {command: "start", source: "gamepc"})).status).toBe(200);
    expect(Object.keys(kernel.stats().collectors)).toHaveLength(1);
    expect((await post("/api/v1/commands", {command: "stop", source: "*"})).status).toBe(200);
    await until(() => Object.keys(kernel.stats().collectors).length === 0);
    expect(kernel.stats().commands.told).toBe(told + 3);
    const bad = await post("/api/v1/commands", {command: "jump"});
    expect([bad.status, await bad.json()]).toEqual([
      400,
      {error: "invalid command: jump; expected start, stop, mark, replay"},
    ]);
  });
});
