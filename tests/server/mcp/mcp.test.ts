import {type ChildProcessWithoutNullStreams, spawn} from "node:child_process";
import {createInterface} from "node:readline";
import {fileURLToPath} from "node:url";
import {afterAll, describe, expect, it} from "vitest";
import {queryInWorker} from "../../../loaders/archive/queryInWorker.js";
import {createApp} from "../../../server/app.js";
import {ROOT} from "../../../server/config.js";
import {TOOLS} from "../../../server/mcp/mcpServer.js";
import {checkNumbers} from "../../../src/core/facts/checkNumbers.js";
import {compiledLapbook} from "../../support/compiled.js";
import {testParts} from "../../support/server.js";

/** Two simulated sessions of three laps on Silverstone. */
const RECORDINGS = fileURLToPath(new URL("../../../recordings/", import.meta.url));
const SESSION = "20260301-150000-ea4ca3";
const app = createApp(testParts(RECORDINGS));

type Answer = {available: boolean; reason: string | null; result: Record<string, unknown> | null};
interface Reply {
  result?: {structuredContent?: Answer; [key: string]: unknown};
  error?: {code: number; message: string};
}

const ACCEPT = {"Content-Type": "application/json", Accept: "application/json, text/event-stream"};
/** Of the revision of 2026-07-28 every request says what the handshake of 2025-11-25 said once. */
const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": {name: "test", version: "1"},
  "io.modelcontextprotocol/clientCapabilities": {},
};

async function post(body: unknown, headers: Record<string, string> = {}): Promise<{status: number; reply: Reply}> {
  const init = {method: "POST", headers: {...ACCEPT, ...headers}, body: JSON.stringify(body)};
  const response = await app.request("http://localhost/mcp", init);
  const text = await response.text();
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  return {status: response.status, reply: JSON.parse(data || "{}")};
}

async function call(name: string, args: Record<string, unknown> = {}): Promise<Answer> {
  const body = {jsonrpc: "2.0", id: 1, method: "tools/call", params: {name, arguments: args}};
  const {reply} = await post(body, {"MCP-Protocol-Version": "2025-11-25"});
  if (!reply.result?.structuredContent) throw new Error(JSON.stringify(reply));
  return reply.result.structuredContent;
}

describe("POST /mcp", () => {
  it("speaks the revisions of 2025-11-25 and 2026-07-28; the tools are ten, read-only, with schemas of both sides", async () => {
    const initialize = {protocolVersion: "2025-11-25", capabilities: {}, clientInfo: {name: "test", version: "1"}};
    const old = await post({jsonrpc: "2.0", id: 1, method: "initialize", params: initialize});
    expect(old.reply.result).toMatchObject({protocolVersion: "2025-11-25", serverInfo: {name: "lapbook"}});

    const stateless = {"MCP-Protocol-Version": "2026-07-28"};
    const discover = {jsonrpc: "2.0", id: 1, method: "server/discover", params: {_meta: META}};
    const {reply} = await post(discover, {...stateless, "Mcp-Method": "server/discover"});
    expect(JSON.stringify(reply.result)).toContain("2026-07-28");
    const list = {jsonrpc: "2.0", id: 2, method: "tools/list", params: {_meta: META}};
    const listed = await post(list, {...stateless, "Mcp-Method": "tools/list"});
    const tools = listed.reply.result!.tools as Record<string, unknown>[];
    expect(tools.map(({name}) => name)).toEqual(TOOLS.map(({name}) => name));
    expect(tools.length).toBeLessThanOrEqual(10);
    for (const tool of tools)
      expect(tool).toMatchObject({
        annotations: {readOnlyHint: true, openWorldHint: false},
        ...{inputSchema: {type: "object"}, outputSchema: {type: "object"}},
      });
  });

  it("answers a debrief with numbers that a text can be checked against, each with the page that shows it", async () => {
    const {result: found} = await call("sessions", {track: "silver"});
    expect((found!.sessions as {id: string}[]).map(({id}) => id)).toContain(SESSION);
    const answers = {
      laps: await call("laps", {session: SESSION}),
      compare: await call("compare", {reference: `${SESSION}:0:1`, laps: [`${SESSION}:0:2`]}),
      corner: await call("corner", {laps: [`${SESSION}:0:1`, `${SESSION}:0:2`], corner: 3}),
      findings: await call("findings", {subject: SESSION, limit: 5}),
      trace: await call("trace", {lap: `${SESSION}:0:2`, reference: `${SESSION}:0:1`, points: 500}),
      stint: await call("stint", {session: SESSION}),
    };
    for (const [name, {available, reason}] of Object.entries(answers))
      expect([name, available, reason]).toEqual([name, true, null]);
    // the parts of a lap add up to the official difference of both, 88.525 − 88.295 s
    const [lap] = answers.compare.result!.laps as {pieces: {deltaMs: number}[]; officialDifferenceMs: number}[];
    expect(lap.officialDifferenceMs).toBe(230);
    expect(lap.pieces.reduce((sum, {deltaMs}) => sum + deltaMs, 0)).toBeCloseTo(230, 2);
    expect((answers.trace.result!.distanceM as number[]).length).toBe(500);
    const [{facts}] = answers.corner.result!.laps as {facts: {id: string; what: string; value: number}[]}[];
    const slowest = facts.find(({what}) => what === "minimum speed")!;
    expect(slowest.id).toBe(`corners?session=${SESSION}&car=0&lap=1&corner=3#minimum-speed`);
    const text = `Lap 2 took 1:28.525, 0.230 s more than lap 1, which went through T3 at ${slowest.value} km/h.`;
    expect(checkNumbers(text, Object.values(answers)).unknown).toEqual([]);
    expect(checkNumbers(text.replace("0.230", "0.241"), Object.values(answers)).unknown).toHaveLength(1);
  });

  it("refuses with a reason what the data cannot show, and says what there is", async () => {
    const refusals = await Promise.all([
      call("laps", {session: "20200101-000000-000000"}),
      call("corner", {laps: [`${SESSION}:0:1`], corner: 99}),
      call("compare", {reference: `${SESSION}:0:4`, laps: [`${SESSION}:0:1`]}),
      call("trace", {lap: "../../etc:0:1"}),
      call("findings", {subject: `${SESSION}:7`}),
      call("live"),
    ]);
    expect(refusals.filter(({available}) => available)).toEqual([]);
    const reasons = refusals.map(({reason}) => reason!);
    for (const [i, part] of ["20200101", "1, 2, 3", "not finished", "etc", "no car 7", "/mcp"].entries())
      expect(reasons[i]).toMatch(new RegExp(part));
    // what does not fit the schema is an error of the protocol, not an answer
    const wrong = {jsonrpc: "2.0", id: 1, method: "tools/call", params: {name: "trace", arguments: {lap: 7}}};
    const {reply} = await post(wrong, {"MCP-Protocol-Version": "2025-11-25"});
    expect(JSON.stringify(reply)).toMatch(/lap/);
    expect(reply.result?.structuredContent).toBeUndefined();
  });

  it("answers a query with units", async () => {
    const {result} = await call("sql", {
      query: `select min(lapTimeMs) as lapTimeMs from laps where session = '${SESSION}'`,
    });
    expect(result).toMatchObject({
      columns: [{name: "lapTimeMs", unit: "ms"}],
      rows: [{lapTimeMs: 88295}],
      truncated: false,
    });
  });

  it("a query that would never end is ended", async () => {
    const query = "select count(*) from range(1000000000000) t(i) where i % 7 = 3";
    await expect(queryInWorker(RECORDINGS, query, {ms: 200})).rejects.toThrow("no answer within 0.2 s: ask for less");
  });
});

describe("lapbook mcp", () => {
  const children: ChildProcessWithoutNullStreams[] = [];
  afterAll(() => {
    for (const child of children) child.kill();
  });

  it("answers on standard input and output, and ends with its input", async () => {
    const child = spawn(process.execPath, [await compiledLapbook(), "mcp"], {cwd: ROOT});
    children.push(child);
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const ask = async (id: number, method: string, params: unknown): Promise<Reply> => {
      child.stdin.write(`${JSON.stringify({jsonrpc: "2.0", id, method, params})}\n`);
      return JSON.parse((await lines.next()).value as string);
    };
    const clientInfo = {name: "test", version: "1"};
    const hello = await ask(1, "initialize", {protocolVersion: "2025-11-25", capabilities: {}, clientInfo});
    expect(hello.result).toMatchObject({protocolVersion: "2025-11-25"});
    child.stdin.write(`${JSON.stringify({jsonrpc: "2.0", method: "notifications/initialized"})}\n`);
    const {result} = await ask(2, "tools/call", {name: "laps", arguments: {session: SESSION}});
    expect(result!.structuredContent!.result).toMatchObject({track: "Silverstone", total: 4});
    child.stdin.end();
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
  });
});
