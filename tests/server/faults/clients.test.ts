import {once} from "node:events";
import {connect} from "node:net";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, expect, it} from "vitest";
import {WebSocket} from "ws";
import {createApp} from "../../../server/app.js";
import {Kernel} from "../../../server/kernel.js";
import {type Listening, listen} from "../../../server/listen.js";
import {RELAY_LIMITS} from "../../../server/relay/limits.js";
import {liveUpgrade} from "../../../server/relay/socket.js";
import {CLOSE} from "../../../src/core/live/wire/protocol.js";
import {decodeMessage} from "../../../src/core/live/wire/wireFrames.js";
import {temporaryFolder, testParts} from "../../support/server.js";
import {until} from "../../support/until.js";
import {openLog} from "./parts.js";

let folder: {path: string; remove: () => Promise<void>};
let kernel: Kernel;
let server: Listening;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  const recordings = join(folder.path, "recordings");
  kernel = await Kernel.start({log: await openLog({folder: folder.path}), recordings, udpPort: null});
  server = await listen(createApp(testParts(recordings, {kernel})), {
    host: "127.0.0.1",
    port: 0,
    upgrade: liveUpgrade(kernel.relay),
  });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.close();
  await kernel.close();
  await folder.remove();
});

/** A connection, and how it ends. */
async function open(options = {}): Promise<{socket: WebSocket; ended: Promise<string>}> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/live`, options);
  sockets.push(socket);
  const ended = new Promise<string>((resolve) => {
    socket.on("close", (code, reason) => resolve(`${code} ${reason}`));
    socket.on("error", (error) => resolve(error.message));
  });
  await Promise.race([once(socket, "open"), ended]);
  return {socket, ended};
}

const subscribe = (socket: WebSocket, more = {}) =>
  socket.send(JSON.stringify({type: "subscribe", id: "a", session: "latest", topics: ["telemetry"], ...more}));

it("slow, silent, invalid, excess and foreign clients are closed with a specific code; a good client misses nothing", async () => {
  const good = await open();
  const offsets: number[] = [];
  let skipped = 0;
  good.socket.on("message", (data, isBinary) => {
    if (!isBinary) {
      const message = JSON.parse(String(data));
      if (message.type === "skipped") skipped += message.frames;
      return;
    }
    const message = decodeMessage(data as Buffer);
    good.socket.send(JSON.stringify({type: "ack", seq: message.seq}));
    if (message.kind !== 2) offsets.push(...message.records.map(({offset}) => offset));
  });
  subscribe(good.socket, {encoding: "binary"});
  const name = kernel.simulate({speed: 1});
  let queued = 0;
  const watch = setInterval(() => (queued = Math.max(queued, kernel.relay.stats().bytesQueued)), 20);

  // stops reading, and never answers
  const stopped = await open();
  subscribe(stopped.socket);
  stopped.socket.pause();
  // reads, and acknowledges nothing
  const deaf = await open();
  subscribe(deaf.socket);
  // half open: the handshake, then nothing is read, said or closed any more
  const half = connect(server.port, "127.0.0.1");
  half.on("error", () => {});
  half.write(
    `GET /live HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  await once(half, "data");
  half.pause();

  const foreign = await open({origin: "http://elsewhere.example"});
  expect(await foreign.ended).toContain("403");
  const huge = await open();
  huge.socket.send("x".repeat(10_000_000));
  expect(await huge.ended).toMatch(/^1009|EPIPE|ECONNRESET/);
  const flood = await open();
  for (let n = 0; n < 10_000; n++) subscribe(flood.socket, {id: `s${n}`});
  expect(await flood.ended).toBe(`${CLOSE.policy} too many messages`);
  const rubbish = await open();
  const answers: string[] = [];
  rubbish.socket.on("message", (data, isBinary) => !isBinary && answers.push(String(data)));
  const bad = [
    "",
    "{",
    "null",
    "[[[[",
    '{"type":"__proto__"}',
    '{"__proto__":{"polluted":1},"type":"subscribe","id":"b","session":"latest"}',
    '{"constructor":{"prototype":{"polluted":1}},"type":"ack","seq":1}',
    '{"type":"subscribe","id":"__proto__","session":"__proto__","topics":["constructor"]}',
    '{"type":"subscribe","id":"c","session":"latest","topics":["no such topic"]}',
    '{"type":"ack","seq":1e308}',
    '{"type":"unsubscribe","id":"toString"}',
  ];
  for (const text of bad) rubbish.socket.send(text);
  rubbish.socket.send(Buffer.alloc(10_000, 0xff));
  await until(
    () => answers.filter((text) => text.includes('"error"')).length >= 7,
    "seven refusals",
    () => answers,
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(rubbish.socket.readyState).toBe(WebSocket.OPEN);

  const crowd = await Promise.all(Array.from({length: RELAY_LIMITS.clients + 10}, () => open()));
  const turned = await Promise.all(crowd.map(({ended}) => Promise.race([ended, sleep(500, "stays")])));
  const full = turned.filter((end) => end !== "stays");
  expect(full.length).toBeGreaterThanOrEqual(10);
  for (const end of full) expect(end).toBe(`${CLOSE.full} too many clients: ${RELAY_LIMITS.clients}`);
  expect(kernel.relay.stats().clientsConnected).toBe(RELAY_LIMITS.clients);
  for (const {socket} of crowd) socket.terminate();

  const resident = process.memoryUsage.rss();
  expect(await deaf.ended).toBe(`${CLOSE.slow} too slow`);
  // neither of the two hears it; the relay lets go of them
  await until(() => kernel.relay.stats().clientsConnected <= 2, "two clients left");
  expect(kernel.relay.stats().clientsConnected).toBe(2);
  // what a client does not take is given up, not kept
  clearInterval(watch);
  expect(queued).toBeGreaterThan(0);
  expect(queued).toBeLessThan(2 * RELAY_LIMITS.buffered);
  expect(kernel.relay.stats().bytesQueued).toBeLessThan(100_000);
  expect(process.memoryUsage.rss() - resident).toBeLessThan(50e6);
  half.resume();
  stopped.socket.resume();
  await Promise.all([once(half, "close"), stopped.ended]);

  await kernel.end(name);
  await sleep(500);
  expect(skipped).toBe(0);
  expect(offsets.length).toBeGreaterThan(300);
  expect(offsets).toEqual(offsets.map((_, i) => offsets[0] + i));
});
