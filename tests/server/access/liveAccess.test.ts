import {mkdtemp, rm} from "node:fs/promises";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it} from "vitest";
import {WebSocket} from "ws";
import {Access} from "../../../server/access/access.js";
import {makeKey, makeLink, revoke, setTeam} from "../../../server/access/manage.js";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import type {Log, Producer} from "../../../server/log/log.js";
import {topicSpecs} from "../../../server/log/topics.js";
import {messageCodec} from "../../../server/relay/codec.js";
import {Relay} from "../../../server/relay/relay.js";
import {relaySource} from "../../../server/relay/relaySource.js";
import {liveUpgrade} from "../../../server/relay/socket.js";
import {until} from "../../support/until.js";
import {telemetry} from "../relay/fakes.js";

const OURS = "20260101-120000-aaaaaa";
const THEIRS = "20260101-120000-bbbbbb";

let folder: string;
let access: Access;
let log: Log;
let producer: Producer;
let relay: Relay;
let server: Server;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapbook-access-"));
  access = new Access(join(folder, "access"));
  log = await openEmbeddedLog(join(folder, "log"));
  await log.createTopics(topicSpecs("t-"));
  producer = await log.producer();
  relay = new Relay({source: relaySource(log, {nameOf: (topic) => `t-${topic}`}), codec: messageCodec()});
  server = createServer();
  server.on("upgrade", liveUpgrade(relay, {access, lookMs: 50}));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
});
afterEach(async () => {
  await relay.stop();
  server.closeAllConnections();
  server.close();
  await producer.close();
  await log.close();
  await rm(folder, {recursive: true});
});

interface Client {
  sessions: Set<string>;
  frames: number;
  closed: number | undefined;
  send(message: object): void;
}

/** Resolves to a client, or to the status with which it was refused. */
function open(headers: Record<string, string> = {}): Promise<Client | number> {
  const socket = new WebSocket(url, {headers});
  const client: Client = {
    sessions: new Set(),
    frames: 0,
    closed: undefined,
    send: (message) => socket.send(JSON.stringify(message)),
  };
  socket.on("message", (data, isBinary) => {
    if (isBinary) client.frames++;
    else {
      const message = JSON.parse(String(data));
      if (message.type === "sessions") for (const {id} of message.sessions) client.sessions.add(id);
    }
  });
  socket.on("close", (code) => (client.closed = code));
  return new Promise((resolve) => {
    socket.on("open", () => resolve(client));
    socket.on("unexpected-response", (_, response) => resolve(response.statusCode!));
    socket.on("error", () => {});
  });
}

const bearer = (secret: string) => ({Authorization: `Bearer ${secret}`});
const feed = async (...sessions: string[]) => {
  const now = Date.now();
  const messages = sessions.map((key, i) => ({
    ...{key, value: telemetry(i + 1, {session: key}).value, headers: {encoding: "protobuf"}, timestamp: now},
  }));
  await producer.send("t-telemetry", messages);
};

it("lets nobody in without a key, and no page of another site with the cookie of the one who looks at it", async () => {
  const {secret} = await makeKey(access, {name: "me", role: "viewer"});
  expect(await open()).toBe(401);
  expect(await open(bearer("lapbook_00000000_x"))).toBe(401);
  expect(await open({...bearer(secret), origin: "http://evil.example"})).toBe(403);
  expect(await open(bearer(secret))).toMatchObject({frames: 0});
});

it("sends sessions of another team to nobody, whatever he subscribes to", async () => {
  const {secret} = await makeKey(access, {name: "blue", role: "viewer", teams: ["blue"]});
  const admin = await makeKey(access, {name: "admin", role: "admin"});
  const {token} = await makeLink(access, {name: "guest", sessions: [THEIRS], days: 1, madeBy: "admin"});
  await setTeam(access, THEIRS, "red");
  const clients = [];
  for (const key of [secret, admin.secret, token]) {
    const client = (await open(bearer(key))) as Client;
    for (const [i, session] of [OURS, THEIRS, "latest"].entries())
      client.send({type: "subscribe", id: `s${i}`, session, topics: ["telemetry"], backfillS: 60, mode: "live"});
    clients.push(client);
  }
  await feed(OURS, THEIRS);
  const [blue, all, guest] = clients;
  await until(() => all.sessions.size === 2 && all.frames > 1);
  await until(() => blue.sessions.size > 0 && guest.sessions.size > 0 && guest.frames > 0);
  expect([[...blue.sessions], [...guest.sessions]]).toEqual([[OURS], [THEIRS]]);
});

it("closes the connection of a key that is revoked, and of one that has other rights now", async () => {
  const {secret} = await makeKey(access, {name: "me", role: "viewer"});
  await makeKey(access, {name: "admin", role: "admin"});
  const client = (await open(bearer(secret))) as Client;
  await revoke(access, "me");
  await until(() => client.closed !== undefined);
  expect(client.closed).toBe(1008);
  expect(await open(bearer(secret))).toBe(401);
});

it("closes the connection of everybody once there is a key", async () => {
  const client = (await open()) as Client;
  await makeKey(access, {name: "admin", role: "admin"});
  await until(() => client.closed !== undefined);
  expect(client.closed).toBe(1008);
});
