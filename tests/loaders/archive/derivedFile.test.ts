import {spawnSync} from "node:child_process";
import {readdir, readFile, rename, rm, stat, truncate, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {currentDerived, derivedFile, keptDerived} from "../../../loaders/archive/derivedFile.js";
import {publishArchive} from "../../../loaders/archive/publish.js";
import {createApp} from "../../../server/app.js";
import {encodeLaps, readLaps} from "../../../src/core/archive/laps.js";
import {readWholeBatches} from "../../../src/core/archive/samples.js";
import {decodeEventTable} from "../../../src/core/live/timeline/eventTable.js";
import type {DerivedPart} from "../../../src/core/sql/derived.js";
import {compiledLapbook} from "../../support/compiled.js";
import {lapbook} from "../../support/lapbook.js";
import {writeOvalArchive} from "../../support/ovalArchive.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder, testParts} from "../../support/server.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let id: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  id = await writeOvalArchive(folder.path);
});
afterAll(() => folder.remove());

const kept = async () => (await readdir(join(folder.path, id, "derived")).catch(() => [])).sort();
const corners = () => derivedFile(folder.path, id, {view: "corners"});
/** Sum of the pieces' times of each lap, ms. */
function lapSums(bytes: Uint8Array): Record<number, number> {
  const sums: Record<number, number> = {};
  for (const {lap, timeMs} of readWholeBatches(bytes).toArray()) sums[lap] = (sums[lap] ?? 0) + timeMs;
  return sums;
}

it("a derived file is kept, made again when the laps have changed, and gone with the session's folder", async () => {
  const first = await corners();
  expect(lapSums(first)).toEqual({1: expect.closeTo(40_000, 6), 2: expect.closeTo(33_333, 6)});
  const [file, ...others] = await kept();
  expect(file).toMatch(/^corners\.[0-9a-f]{16}\.arrows$/);
  expect(others).toEqual([]);
  // what is kept is what is answered
  const whole = Buffer.concat([Buffer.from("kept"), Buffer.from("ffffffff00000000", "hex")]);
  await writeFile(join(folder.path, id, "derived", file), whole);
  expect(Buffer.from(await corners())).toEqual(whole);
  // but nothing that was cut, and what a kill left is gone
  await writeFile(join(folder.path, id, "derived", file), first);
  await truncate(join(folder.path, id, "derived", file), 100);
  const left = ["1.tmp", "2.a.tmp"].map((end) => join(folder.path, id, "derived", `${file}.${end}`));
  for (const path of left) await writeFile(path, "left");
  await utimes(left[0], 1e9, 1e9);
  expect(await corners()).toEqual(first);
  expect(await kept()).toEqual([file, `${file}.2.a.tmp`]); // the other is being written
  await rm(left[1]);

  const path = join(folder.path, id, "laps.arrows");
  const [one, two] = readLaps(await readFile(path));
  await writeFile(path, encodeLaps([one, {...two, lapTimeMs: 33_400}]));
  expect(lapSums(await corners())[2]).toBeCloseTo(33_400, 6);
  expect(await kept()).toHaveLength(1);
  expect(await kept()).not.toContain(file);

  await derivedFile(folder.path, id, {view: "findings", car: 0});
  expect(await kept()).toHaveLength(2);
  await rm(join(folder.path, id, "derived"), {recursive: true});
  expect(lapSums(await corners())[1]).toBeCloseTo(40_000, 6);
});

it("killed in the middle of a write it leaves no derived file that is read, and the next start makes and keeps it whole", async () => {
  const first = Buffer.from(await corners());
  await rm(join(folder.path, id, "derived"), {recursive: true});
  const script = new URL("../../support/killedWrite.ts", import.meta.url).pathname;
  const {signal, stderr} = spawnSync(process.execPath, ["--import", "tsx", script, folder.path, id], {
    encoding: "utf8",
  });
  expect([signal, stderr]).toEqual(["SIGKILL", ""]);
  const [half, ...others] = await kept();
  expect([half, others]).toEqual([expect.stringMatching(/^corners\.[0-9a-f]{16}\.arrows\.\d+\.1\.tmp$/), []]);
  expect((await stat(join(folder.path, id, "derived", half))).size).toBe(first.length >> 1);
  expect(await currentDerived(folder.path, id)).toEqual(new Map());
  expect(Buffer.from(await corners())).toEqual(first);
  expect(await keptDerived(folder.path, id, {view: "corners"})).toEqual(first);
  // what was left goes with a later write
  await utimes(join(folder.path, id, "derived", half), 1e9, 1e9);
  await derivedFile(folder.path, id, {view: "findings", car: 0});
  expect((await kept()).map((name) => name.split(".")[0])).toEqual(["corners", "findings-car-0"]);
});

it("findings of laps that can't be read are an error that is not kept, and a change of samples is seen", async () => {
  const findings = () => derivedFile(folder.path, id, {view: "findings", car: 0});
  const first = await findings();
  const before = (await kept()).find((name) => name.startsWith("findings"))!;
  for (const lap of [1, 2]) {
    const path = join(folder.path, id, `samples/car-0/lap-${lap}.arrows`);
    await rename(path, `${path}.away`);
    await expect(findings()).rejects.toThrow(`lap-${lap}.arrows`);
    await rename(`${path}.away`, path);
  }
  expect((await kept()).filter((name) => name.startsWith("findings"))).toEqual([before]);
  expect(Buffer.from(await findings())).toEqual(Buffer.from(first));
  await utimes(join(folder.path, id, "samples/car-0/lap-1.arrows"), 1e9, 1e9);
  await findings();
  expect((await kept()).filter((name) => name.startsWith("findings"))).toEqual([expect.not.stringContaining(before)]);
  for (const name of await kept()) if (name.startsWith("findings")) await rm(join(folder.path, id, "derived", name));
});

it("what is made of a part of the laps names those that can't be read, and is not kept", async () => {
  const other = await temporaryFolder();
  const session = await writeOvalArchive(other.path);
  const folderOf = join(other.path, session);
  const laps = readLaps(await readFile(join(folderOf, "laps.arrows")));
  // a third lap: the second again, whose file is damaged
  const file = "samples/car-0/lap-3.arrows";
  await writeFile(join(folderOf, "laps.arrows"), encodeLaps([...laps, {...laps[1], lap: 3, lapTimeMs: 33_500, file}]));
  await writeFile(join(folderOf, file), "no Arrow");
  const bytes = await derivedFile(other.path, session, {view: "findings", car: 0});
  const rows = readWholeBatches(bytes).toArray();
  expect(rows.length).toBeGreaterThan(2);
  expect(
    rows.some(({limitations}) => limitations?.includes(`${session}:0:3 is left out: samples of ${session}:0:3: `)),
  ).toBe(true);
  await derivedFile(other.path, session, {view: "corners"});
  expect(await readdir(join(folderOf, "derived")).catch(() => [])).toEqual([]);
  const said = await runCommand("findings", `${session}:0`, "--recordings", other.path);
  expect([said.code, said.stderr]).toEqual([0, expect.stringContaining(`${session}:0:3 is left out: samples of`)]);
  await rm(join(folderOf, file));
  await writeFile(
    join(folderOf, "laps.arrows"),
    encodeLaps([...laps, {...laps[1], lap: 3, complete: false, lapTimeMs: null}]),
  );
  const statistics = await runCommand("statistics", session, "--recordings", other.path);
  expect(statistics.stdout).toMatch(/lap 3 is unreadable|lap 3, not from line to line/);
  const one = await runCommand("statistics", `${session}:0:2`, "--recordings", other.path);
  expect([one.code, one.stderr]).toEqual([1, expect.stringContaining("statistics takes a session and all its laps")]);
  await other.remove();
});

it("alerts are made with the workspace's rules and kept until one of them changes; a published race has them", async () => {
  const rules = (above: number) =>
    JSON.stringify({
      ...{format: "lapbook-alerts", version: 1},
      rules: [{id: "fast", kind: "threshold", title: "F", text: "x", value: "speed", unit: "km/h", above, cars: "all"}],
    });
  const alerts = async () => decodeEventTable("strategy-alerts", await derivedFile(folder.path, id, {view: "alerts"}));
  const names = async () => (await kept()).filter((name) => /^(alerts|predictions)/.test(name));
  await writeFile(join(folder.path, "alerts.json"), rules(200));
  // lap 2 at 216 km/h
  expect(await alerts()).toMatchObject([{rule: "fast", car: 0, lap: 2, value: 216, lapDistance: 0}]);
  const [first] = await names();
  await alerts();
  expect(await names()).toEqual([first]);
  await writeFile(join(folder.path, "alerts.json"), rules(250));
  expect(await alerts()).toEqual([]);
  expect(await names()).toEqual([expect.not.stringContaining(first)]);
  const path = join(folder.path, id, "session.json");
  const session = await readFile(path, "utf8");
  await writeFile(path, JSON.stringify({...JSON.parse(session), type: "race"}));
  const target = join(folder.path, ".published");
  const {sessions} = await publishArchive(folder.path, target);
  expect(sessions[0].derived).toEqual(["alerts.arrows", "predictions.arrows"]);
  const predicted = await readFile(join(target, id, "derived/predictions.arrows"));
  expect(decodeEventTable("predictions", predicted).every(({car}) => car === 0)).toBe(true);
  await writeFile(path, session);
  for (const name of await names()) await rm(join(folder.path, id, "derived", name));
  await rm(join(folder.path, "alerts.json"));
});

it("a published copy has those that are current, without their keys, and lists them", async () => {
  await corners();
  await writeFile(join(folder.path, id, "derived", "findings-car-0.0123456789abcdef.arrows"), "of another program");
  const target = join(folder.path, ".published");
  const {sessions} = await publishArchive(folder.path, target);
  expect(sessions[0].derived).toEqual(["corners.arrows"]);
  expect(await readdir(join(target, id, "derived"))).toEqual(["corners.arrows"]);
  expect(await readFile(join(target, id, "derived", "corners.arrows"))).toEqual(Buffer.from(await corners()));
});

it("GET /recordings/<session>/derived/<name> makes it, and knows no other names", async () => {
  const parts = testParts(folder.path);
  const derived = (session: string, part: DerivedPart) => derivedFile(folder.path, session, part);
  const app = createApp({...parts, library: {...parts.library, derived}});
  const get = (path: string) => app.request(`http://127.0.0.1/recordings/${path}`);
  const response = await get(`${id}/derived/corners.arrows`);
  expect(response.status).toBe(200);
  expect(lapSums(new Uint8Array(await response.arrayBuffer()))[1]).toBeCloseTo(40_000, 6);
  for (const path of [
    `${id}/derived/other.arrows`,
    `${id}/derived/findings-car-x.arrows`,
    `${id}/derived/findings-car-999.arrows`,
    `${id}/derived/findings-car-00.arrows`,
    "20260101-120000-ffffff/derived/corners.arrows",
    "../derived/corners.arrows",
  ])
    expect((await get(path)).status, path).toBe(404);
});

it("lapbook sql: rows with units, JSON, and errors with the place", async () => {
  const sql = (...args: string[]) => runCommand("sql", ...args, "--recordings", folder.path);
  const answer = await sql("select lap, sum(timeMs) / 1000 as lapS, max(fromM) from corners group by lap order by lap");
  expect(answer).toMatchObject({code: 0, stderr: ""});
  expect(
    answer.stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s{2,}/)),
  ).toEqual([["lap", "lapS", "max(fromM)"], ["s", "m"], ["1", "40", "0"], ["2", "33.4", "0"], [""], ["2 rows"]]);
  const {stdout} = await sql("select count(*) as n, interval '1 day' as i from traces where lap = 1", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    columns: [
      {name: "n", type: "number", unit: ""},
      {name: "i", type: "text", unit: ""},
    ],
    rows: [{n: expect.closeTo(2000, -1), i: "1 day"}],
  });
  // minus signs for people, hyphens for programs
  const minus = await sql("select -1.5 as a, -0.0 as b, 2 as c");
  expect(minus.stdout.split("\n")[1].trim().split(/\s+/)).toEqual(["−1.5", "0", "2"]);
  expect((await sql("select -1.5 as a", "--json")).stdout).toContain('{"a":-1.5}');
  const failed = await sql("select foo\nfrom laps");
  expect(failed).toMatchObject({code: 1, stdout: ""});
  expect(failed.stderr).toMatch(/"foo" not found.*LINE 1: select foo\n {15}\^/s);
  expect(await sql("drop table laps")).toMatchObject({code: 1, stderr: expect.stringContaining("only read")});
  // no file of the disk
  const other = await sql(`select content from read_text('${join(folder.path, id, "session.json")}')`);
  expect(other).toMatchObject({code: 1, stdout: "", stderr: expect.stringContaining("Cannot access file")});
});

it("lapbook sql ends at a Ctrl-C while a query runs", async () => {
  await rm(join(folder.path, id, "derived"), {recursive: true, force: true});
  const endless = "select count(*) from range(10000000) a(x), range(10000000) b(y) where a.x * b.y = -1";
  const {child, ended} = lapbook(["sql", `from corners; ${endless}`, "--recordings", folder.path], {
    program: await compiledLapbook(),
  });
  await expect.poll(kept, {timeout: 40_000}).toEqual([expect.stringMatching(/^corners\.[0-9a-f]+\.arrows$/)]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.kill("SIGINT");
  const end = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10_000, "still running"))]);
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  expect(end).not.toBe("still running");
  expect(child.signalCode ?? child.exitCode).toBe("SIGINT");
}, 60_000);
