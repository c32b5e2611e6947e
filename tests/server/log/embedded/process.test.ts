import {type ChildProcess, spawn, spawnSync} from "node:child_process";
import {once} from "node:events";
import {mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, afterEach, beforeAll, describe, expect, it} from "vitest";
import {compiled} from "../../../support/compiled.js";
import {until} from "../../../support/until.js";
import {newFolder, openLog, sendEach} from "./support.js";
import {valuesIn} from "./valuesIn.js";

/** A mount namespace of one's own lets a test fill a small disk without being root. */
const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;
const children = new Set<ChildProcess>();
let program: Awaited<ReturnType<typeof compiled>>;
beforeAll(async () => {
  program = await compiled(new URL("child.ts", import.meta.url));
});
afterAll(() => program.remove());
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
});

function start(file: string, args: string[]): {child: ChildProcess; lines: () => string[]; errors: () => string} {
  const child = spawn(file, args, {stdio: ["ignore", "pipe", "pipe"]});
  children.add(child);
  const out = {text: "", errors: ""};
  child.stdout.on("data", (bytes) => (out.text += bytes));
  child.stderr.on("data", (bytes) => (out.errors += bytes));
  return {child, lines: () => out.text.split("\n").slice(0, -1), errors: () => out.errors};
}

const run = (...args: string[]) => start(process.execPath, [program.path, ...args]);

describe("an embedded log whose process is killed", () => {
  it("has every acknowledged message once and in order, and reopens", async () => {
    const folder = await newFolder();
    const acknowledged: string[] = [];
    let seed = 12345;
    for (const sync of ["never", "interval", "batch", "interval", "interval", "batch"]) {
      const name = `${sync}${acknowledged.length}`;
      const {child, lines, errors} = run("append", folder, `${sync} ${name}`);
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      const enough = 1 + (seed % 400);
      await until(() => lines().length >= enough || child.exitCode !== null, `${enough} acknowledgements`, errors);
      child.kill("SIGKILL");
      await once(child, "close");
      acknowledged.push(...lines().map((n) => `${name} ${n}`));
    }
    expect(acknowledged.length).toBeGreaterThan(6);
    const log = await openLog(folder);
    const values = await valuesIn(log);
    expect(new Set(values).size).toBe(values.length);
    const there = new Set(values);
    expect(acknowledged.filter((value) => !there.has(value))).toEqual([]);
    // each process's messages in order and without a gap, processes one after another
    const runs = new Map<string, string[]>();
    for (const value of values) {
      const [name] = value.split(" ");
      runs.set(name, [...(runs.get(name) ?? []), value]);
    }
    expect([...runs.values()].flat()).toEqual(values);
    for (const run of runs.values()) expect(run.map((v) => Number(v.split(" ")[1]))).toEqual(run.map((_, i) => i));
  });
});

describe("an embedded log on a full disk", () => {
  it.skipIf(!canMount)("rejects the send, stays readable, and continues once there is room", async () => {
    const disk = join(await newFolder(), "disk");
    await mkdir(disk);
    const node = [process.execPath, program.path].map((a) => `'${a}'`).join(" ");
    const script = `mount -t tmpfs -o size=700k tmpfs '${disk}' || exit 77
      head -c 200000 /dev/zero > '${disk}/ballast'
      ${node} fill '${disk}/log' '${disk}/ballast'`;
    const {child, lines, errors} = start("unshare", ["-rm", "sh", "-c", script]);
    const [code] = await once(child, "close");
    expect(code, errors()).toBe(0);
    expect(JSON.parse(lines()[0])).toEqual({
      code: "ENOSPC",
      some: true,
      readable: true,
      after: true,
      reopened: true,
      lines: [],
    });
  });
});

describe("an embedded log that another process follows", () => {
  it("yields stored and new entries in order, across segments", async () => {
    const folder = await newFolder();
    const log = await openLog(folder, {segmentBytes: 2000});
    const values = Array.from({length: 300}, (_, i) => `value ${i}`);
    await sendEach(log, values.slice(0, 50));
    const {lines, errors} = run("tail", folder, String(values.length));
    await until(() => lines().length > 50, "what is there", errors);
    for (let i = 50; i < values.length; i += 10) {
      await sendEach(log, values.slice(i, i + 10));
      await new Promise((done) => setTimeout(done, i % 40));
    }
    await until(() => lines().length > values.length, "what comes", errors);
    expect(lines()).toEqual(["ready", ...values.map((value, i) => `${i} ${value}`)]);
  });

  it("refuses writes and group commits", async () => {
    const folder = await newFolder();
    await sendEach(await openLog(folder), ["1"]);
    const follower = await openLog(folder, {readOnly: true});
    await expect(follower.producer()).rejects.toThrow(`read-only log: ${folder}`);
    await expect(follower.consume({topics: ["t"], group: "g", from: "committed"})).rejects.toThrow(/read-only log/);
    await expect(follower.createTopics([])).rejects.toThrow(`read-only log: ${folder}`);
    expect((await follower.describeTopics())[0].offsets).toEqual([{first: 0, next: 1}]);
  });

  it("continues at the first stored offset when retention deletes the next one", async () => {
    const folder = await newFolder();
    let now = 1e12;
    const log = await openLog(folder, {segmentBytes: 500, clock: () => now});
    await log.createTopics([{name: "t", partitions: 1, retentionMs: 1000}]);
    await sendEach(
      log,
      Array.from({length: 20}, (_, i) => `old ${i}`),
    );
    const follower = await openLog(folder, {readOnly: true});
    const consumer = await follower.consume({topics: ["t"], from: "earliest"});
    now += 5000;
    await log.enforceRetention();
    await sendEach(log, ["new"]);
    for await (const [entry] of consumer) {
      expect({offset: entry.offset, text: new TextDecoder().decode(entry.value)}).toEqual({offset: 20, text: "new"});
      break;
    }
  });
});

describe("an embedded log's lock", () => {
  it("prevents a second process, and a second log in the same process, from writing", async () => {
    const folder = await newFolder();
    const log = await openLog(folder);
    await expect(openLog(folder)).rejects.toMatchObject({
      code: "LOG_IN_USE",
      message: `log in use: ${folder} is written by process ${process.pid}`,
    });
    const {child, lines} = run("lock", folder);
    await once(child, "close");
    expect(lines()).toEqual([`LOG_IN_USE log in use: ${folder} is written by process ${process.pid}`]);
    await log.close();
    await (await openLog(folder)).close();
  });

  it("is taken over from an ended process, also when its process id is reused", async () => {
    const folder = await newFolder();
    await (await openLog(folder)).close();
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    const reused = process.platform === "linux" ? [`${process.ppid} 1\n`] : [];
    for (const stale of [`${ended} 123\n`, `${process.pid} 1\n`, "", ...reused]) {
      await writeFile(join(folder, "lock"), stale);
      const log = await openLog(folder);
      expect(await readFile(join(folder, "lock"), "utf8")).toMatch(new RegExp(`^${process.pid} `));
      await log.close();
    }
  });
});
