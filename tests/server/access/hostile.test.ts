import {readdir} from "node:fs/promises";
import {createConnection} from "node:net";
import {join} from "node:path";
import {Readable} from "node:stream";
import {text} from "node:stream/consumers";
import {createGzip} from "node:zlib";
import {afterEach, beforeEach, expect, it} from "vitest";
import {createApp} from "../../../server/app.js";
import {createLibrary} from "../../../server/library.js";
import {type Listening, listen} from "../../../server/listen.js";
import {temporaryFolder, testParts} from "../../support/server.js";
import {writeSession} from "../../support/session.js";

const SESSION = "20260101-120000-aaaaaa";
const MIB = 2 ** 20;

let recordings: string;
let remove: () => Promise<void>;
let server: Listening;
const logged: string[] = [];
beforeEach(async () => {
  ({path: recordings, remove} = await temporaryFolder());
  await writeSession(recordings, SESSION);
  logged.length = 0;
  const parts = {
    library: createLibrary({recordings}),
    importLimitBytes: 64 * MIB,
    log: (line: string) => logged.push(line),
  };
  server = await listen(createApp(testParts(recordings, parts)), {host: "127.0.0.1", port: 0});
});
afterEach(async () => {
  await server.close();
  await remove();
});

it.each([
  ["of zeros", Buffer.alloc(MIB)],
  ["of a capture's head without end", Buffer.from("d4c3b2a102000400".repeat(MIB / 16), "hex")],
])("a gzip bomb %s is refused without being unpacked into memory", async (_, block) => {
  const size = 256;
  const bomb = Readable.from(Array(size).fill(block)).pipe(createGzip({level: 1}));
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
  const before = process.memoryUsage().rss;
  const init = {method: "POST", body: Readable.toWeb(bomb), duplex: "half"} as unknown as RequestInit;
  const answer = await fetch(new URL("/api/v1/imports?name=bomb.pcap.gz", server.url), init);
  expect(JSON.parse((await answer.text()).trim().split("\n").at(-1)!)).toHaveProperty("error");
  clearInterval(timer);
  expect((most - before) / MIB).toBeLessThan(size / 2);
  expect(await readdir(join(recordings, ".incoming"))).toEqual([]);
});

it("names of files and sessions put nothing into headers", async () => {
  const name = encodeURIComponent('a"\r\nSet-Cookie: x=1\r\n\r\n<script>.pcap');
  const answer = await fetch(new URL(`/api/v1/imports?name=${name}`, server.url), {method: "POST", body: "x"});
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(await answer.text()).not.toContain("\r\n");
  const path = `/api/v1/sessions/${SESSION}%0d%0aSet-Cookie:%20x=1/capture.pcap`;
  const raw = await send(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  expect(raw).toMatch(/^HTTP\/1\.1 404 /);
  expect(raw).not.toMatch(/^set-cookie/im);
});

it.each([
  ["two lengths", "Content-Length: 5\r\nContent-Length: 50\r\n\r\nhello"],
  ["a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"],
  ["a header of 100 kB", `X-A: ${"a".repeat(100_000)}\r\n\r\n`],
  ["a broken header", "X A\u0001: b\r\n\r\n"],
])("a request with %s is refused whole", async (_, rest) => {
  const raw = await send(`POST /api/v1/commands HTTP/1.1\r\nHost: localhost\r\n${rest}`);
  expect(raw).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(raw.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

it("bodies change no prototype, and are refused when they are too deep, too large or no objects", async () => {
  const bodies = [
    '{"__proto__":{"polluted":1},"format":"lapbook-notes","version":1,"note":"x","tags":[],"favourite":false,"laps":{"__proto__":{"note":"y","favourite":true}}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    `{"laps":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    ...["[]", "null", "7", '"x"', "{", `{"note":"${"x".repeat(2 * MIB)}"}`],
  ];
  const statuses = [];
  for (const path of [`/api/v1/sessions/${SESSION}/notes`, "/api/v1/math-channels", "/api/v1/alert-rules"])
    for (const body of bodies) {
      // the server need not read a body to its end that is too large
      const answer = await fetch(new URL(path, server.url), {method: "PUT", body}).catch(() => ({status: 413}));
      statuses.push(answer.status);
    }
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(logged).toEqual([]);
});

function send(request: string): Promise<string> {
  const socket = createConnection(server.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(request);
  setTimeout(() => socket.end(), 500);
  return text(socket).catch(() => "");
}
