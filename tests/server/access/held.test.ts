import {mkdir, readdir, readlink, rm, symlink, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Hono} from "hono";
import {afterEach, beforeEach, expect, it} from "vitest";
import {Access} from "../../../server/access/access.js";
import {isReached} from "../../../server/access/accessConfig.js";
import {limitedName} from "../../../server/access/accessControl.js";
import {addressOf, networkOf} from "../../../server/access/addressOf.js";
import {AuditLog} from "../../../server/access/auditLog.js";
import {keyFilePath} from "../../../server/access/keyFile.js";
import {makeKey, revoke} from "../../../server/access/manage.js";
import {createApp} from "../../../server/app.js";
import {temporaryFolder, testParts} from "../../support/server.js";
import {writeSession} from "../../support/session.js";
import {until} from "../../support/until.js";

let root: string;
let remove: () => Promise<void>;
let access: Access;
let app: Hono;

beforeEach(async () => {
  ({path: root, remove} = await temporaryFolder());
  await mkdir(join(root, "notebooks"));
  access = new Access(join(root, "access"));
  const audit = new AuditLog(join(root, "access"));
  app = createApp(
    testParts(join(root, "recordings"), {
      notebooks: join(root, "notebooks"),
      access: {access, audit, trustProxy: false, log: () => {}, lookMs: 20},
    }),
  );
});
afterEach(() => remove());

const ask = (path: string, secret?: string, init: RequestInit = {}) =>
  app.request(`http://localhost${path}`, {...init, headers: secret ? {Authorization: `Bearer ${secret}`} : {}});
const status = async (...args: Parameters<typeof ask>) => (await ask(...args)).status;

/** Whether an answer ends; what comes before is passed over. */
function ending(answer: Response): {ended: boolean} {
  const state = {ended: false};
  const reader = answer.body!.getReader();
  const next = (): Promise<void> => reader.read().then(({done}) => (done ? undefined : next()));
  next()
    .catch(() => {})
    .then(() => (state.ended = true));
  return state;
}

it("an answer without end ends with its key, and with the first key where there was none", async () => {
  const open = ending(await ask("/api/v1/notebooks/events"));
  const {secret} = await makeKey(access, {name: "Anna", role: "admin"});
  await until(() => open.ended);
  await makeKey(access, {name: "Ben", role: "admin"});
  const own = ending(await ask("/api/v1/notebooks/events", secret));
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(own.ended).toBe(false);
  await revoke(access, "Anna");
  await until(() => own.ended);
});

it.skipIf(process.platform !== "linux")("a question for headers alone leaves no file open", async () => {
  const id = "20260101-120000-aaaaaa";
  await writeSession(join(root, "recordings"), id);
  const file = join(root, "recordings", id, "capture.pcap.gz");
  await writeFile(file, Buffer.alloc(2 ** 20));
  const opened = async () => {
    const names = await readdir("/proc/self/fd");
    const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
    return targets.filter((target) => target === file).length;
  };
  // a handle that nobody closes is closed with a warning when its memory is taken back
  const warned: string[] = [];
  const onWarning = ({message}: Error) => void warned.push(message);
  process.on("warning", onWarning);
  const path = `/api/v1/sessions/${id}/original`;
  const whole = await ask(path);
  await until(async () => (await opened()) === 1);
  await whole.body!.cancel();
  for (let i = 0; i < 5; i++) expect((await ask(path, undefined, {method: "HEAD"})).status).toBe(200);
  await until(async () => (await opened()) === 0);
  process.off("warning", onWarning);
  expect(warned).toEqual([]);
});

it("keys that vanish do not open a server that the network reaches", async () => {
  const {secret} = await makeKey(access, {name: "Anna", role: "admin"});
  access.needsKeys = true;
  const path = keyFilePath(join(root, "access"));
  await rm(path);
  expect([await status("/api/v1/me"), await status("/api/v1/me", secret)]).toEqual([401, 401]);
  expect(await status("/api/v1/keys", undefined, {method: "POST", body: '{"name":"Eve","role":"admin"}'})).toBe(401);
  await symlink(join(root, "nowhere"), path);
  expect(await status("/api/v1/me")).toBe(401);
  await rm(path);
  for (const damage of ["", "{}", "null"]) {
    await writeFile(path, damage);
    expect([damage, (await status("/api/v1/me")) >= 400]).toEqual([damage, true]);
  }
  expect(isReached("127.0.0.1", {trustProxy: false, hosts: []})).toBe(false);
  expect(isReached("0.0.0.0", {trustProxy: false, hosts: []})).toBe(true);
  expect(isReached("127.0.0.1", {trustProxy: true, hosts: []})).toBe(true);
  expect(isReached("127.0.0.1", {trustProxy: false, hosts: ["laps.example"]})).toBe(true);
});

it("wrong keys shut out nobody who has a right one", async () => {
  const {secret} = await makeKey(access, {name: "Anna", role: "admin"});
  const wrong = [];
  for (let i = 0; i < 12; i++) wrong.push(await status("/api/v1/me", `lapbook_00000000_${i}`));
  expect([wrong.slice(0, 10), wrong.slice(10)]).toEqual([Array(10).fill(401), [429, 429]]);
  expect(await status("/api/v1/me", secret)).toBe(200);
  const signIn = (key: string) => status("/login", undefined, {method: "POST", body: JSON.stringify({key})});
  for (let i = 0; i < 11; i++) await signIn("x");
  expect([await signIn("x"), await signIn(secret)]).toEqual([429, 200]);
});

it("limits count the network of an IPv6 address, and an IPv4 address however it is written", () => {
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:db8:1:2::9")).toBe(networkOf("2001:0db8:0001:0002:ffff::1"));
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(networkOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect([networkOf("192.0.2.1"), networkOf("unknown")]).toEqual(["192.0.2.1", "unknown"]);
});

it.each([
  ["203.0.113.7", "203.0.113.7"],
  ["1.1.1.1, 203.0.113.7", "203.0.113.7"],
  ["203.0.113.7:4711", "203.0.113.7"],
  ["[2001:db8::7]:4711", "2001:db8::7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["", "10.0.0.1"],
  ["unknown", "10.0.0.1"],
  [`${"x".repeat(10_000)}`, "10.0.0.1"],
  ["203.0.113.7,", "10.0.0.1"],
])("X-Forwarded-For %s of one's own proxy is %s", (forwarded, expected) => {
  const request = (remoteAddress: string) =>
    ({headers: {"x-forwarded-for": forwarded}, socket: {remoteAddress}}) as unknown as Parameters<typeof addressOf>[0];
  expect(addressOf(request("::ffff:10.0.0.1"), true)).toBe(expected);
  expect(addressOf(request("10.0.0.1"), false)).toBe("10.0.0.1");
});

it("the last admin that still holds is not ended, and an id never means a key of that name", async () => {
  await makeKey(access, {name: "Anna", role: "admin", days: 1e-9});
  await makeKey(access, {name: "Ben", role: "admin"});
  const {key} = await makeKey(access, {name: "tablet", role: "viewer"});
  await expect(revoke(access, "Ben")).rejects.toThrow("the last admin");
  await makeKey(access, {name: key.id, role: "viewer"});
  expect(await revoke(access, key.id)).toBe("tablet");
  expect(await revoke(access, key.id)).toBe(key.id);
});

it("guests with links of one name do not use up each other's requests", () => {
  const guest = {who: "link:guest", role: "viewer" as const, sessions: ["20260101-120000-aaaaaa"]};
  const names = [
    limitedName(guest, "192.0.2.1"),
    limitedName(guest, "192.0.2.2"),
    limitedName({who: "guest", role: "viewer"}, "192.0.2.1"),
    limitedName(undefined, "192.0.2.1"),
  ];
  expect(new Set(names).size).toBe(4);
  // a key has one limit from wherever it is used
  expect(limitedName({who: "guest", role: "viewer"}, "192.0.2.2")).toBe(names[2]);
});
