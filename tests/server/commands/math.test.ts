import {readFileSync} from "node:fs";
import {rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {publishArchive} from "../../../loaders/archive/publish.js";
import {createApp} from "../../../server/app.js";
import {EXAMPLES} from "../../../src/core/expressions/examples.js";
import {FUNCTIONS} from "../../../src/core/expressions/functions/functions.js";
import {writeDrivenSession} from "../../support/drivenSession.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder, testParts} from "../../support/server.js";

const SESSION = "20260101-100000-aaaaaa";
const LAP = `${SESSION}:0:1`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeDrivenSession(folder.path, SESSION, "monza", [{speedKmh: () => 180, throttle: (m) => (m < 3000 ? 1 : 0)}]);
});
afterAll(() => folder.remove());

const math = (...args: string[]) => runCommand("math", ...args, "--recordings", folder.path);
const put = async (body: unknown, app = createApp(testParts(folder.path))) => {
  const headers = {"Content-Type": "application/json"};
  const response = await app.request("/api/v1/math-channels", {method: "PUT", body: JSON.stringify(body), headers});
  return {status: response.status, body: await response.json()};
};
const over = (...channels: object[]) => put({...file(...channels), over: true});
const file = (...channels: object[]) => ({format: "lapbook-math-channels", version: 1, channels});

describe("lapbook math", () => {
  it("computes an expression over a lap, every sample with --json and --csv", async () => {
    const {code, stdout} = await math("integrate(speed)", LAP, "--unit", "km", "--json");
    expect(code).toBe(0);
    const {lap, distance, outputs} = JSON.parse(stdout);
    expect([lap, outputs[0].unit, outputs[0].live]).toEqual([LAP, "km", "live it is known at once"]);
    // at a steady speed the integral is the distance
    expect(outputs[0].values.at(-1)).toBeCloseTo((distance.at(-1) - distance[0]) / 1000, 3);
    const live = JSON.parse((await math("integrate(speed)", LAP, "--unit", "km", "--json", "--live")).stdout);
    expect(live.outputs[0].values).toEqual(outputs[0].values);
    const lines = (await math("throttle > 50 % ? speed : nan", LAP, "--csv")).stdout.trim().split("\n");
    expect(lines[0]).toBe('time [s],distance [m],"throttle > 50 % ? speed : nan [km/h]"');
    expect([lines[1].endsWith(",180"), lines.at(-1)!.endsWith(",")]).toEqual([true, true]);
    expect((await math("derivative(smooth(speed, 1 s))", LAP, "-u", "m/s²")).stdout).toMatch(
      /^derivative\(smooth\(speed, 1 s\)\) {2}\S+\n +min.*\n +-?\S+e-\d+|0 .*m\/s² .*\nlive it is 0.5 s and 2 samples late/,
    );
  });

  it("points at the character of an error, and says which channel a lap lacks", async () => {
    const wrong = await math("speed + sesionTime", LAP);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("did you mean sessionTime?\n  speed + sesionTime\n          ^^^^^^^^^^");
    const absent = await math("rpm", LAP);
    expect([absent.code, absent.stderr]).toEqual([1, expect.stringContaining(`${LAP} has no rpm`)]);
    expect((await math("speed")).code).toBe(2);
    const long = await math(`${"speed + ".repeat(60)}sesionTime + ${"speed + ".repeat(20)}speed`, LAP);
    expect(long.stderr).toContain("did you mean sessionTime?");
    const [shown, carets] = long.stderr.split("\n").slice(1);
    expect([shown.length, shown.slice(carets.indexOf("^"), carets.length)]).toEqual([104, "sesionTime"]);
    expect((await math(`speed${" + speed".repeat(200)}`, LAP)).stderr.length).toBeLessThan(400);
  });
});

describe("math-channels.json", () => {
  it("is written by the server, read by the command, and published", async () => {
    expect((await math()).stdout).toContain("Combined g [g]: grip");
    const own = file(
      {name: "Twice", expression: "speed * 2", unit: "m/s", about: "a test"},
      {name: "Slow", expression: "Twice < 90 m/s"},
    );
    expect(await put(own)).toEqual({status: 200, body: {saved: 2}});
    expect(JSON.parse(readFileSync(join(folder.path, "math-channels.json"), "utf8"))).toEqual(own);
    expect((await math("Twice", LAP, "--csv")).stdout.split("\n")[1]).toMatch(/,100$/);
    expect(JSON.parse((await math("--json")).stdout).channels).toEqual([
      {...own.channels[0], unit: "m/s", kind: "continuous", live: "live it is known at once", error: null},
      {...own.channels[1], unit: "", kind: "condition", live: "live it is known at once", error: null},
    ]);
    const copy = await temporaryFolder();
    expect((await publishArchive(folder.path, copy.path)).mathChannels).toBe(true);
    expect(JSON.parse(readFileSync(join(copy.path, "math-channels.json"), "utf8"))).toEqual(own);
    await copy.remove();
    const served = await createApp(testParts(folder.path)).request("/recordings/math-channels.json");
    expect(await served.json()).toEqual(own);
  });

  it("refuses what is wrong with its place, but keeps a channel that was wrong already", async () => {
    const refused = async (...channels: object[]) => (await over(...channels)).body.error;
    expect(await refused({name: "A", expression: "speed + lap + 1 m"})).toBe(
      "A, character 9: a plain number can't be added to km/h",
    );
    expect(await refused({name: "A", expression: "B"}, {name: "B", expression: "A"})).toMatch(
      /^A, character 1: .*would need itself/,
    );
    expect(await refused({name: "speed", expression: "1"})).toMatch(/speed is the name of a recorded channel/);
    expect(await refused({name: "A", expression: "1", unit: "furlong"})).toBe("unknown unit of A: furlong");
    expect(await refused({name: "A", expression: "1"}, {name: "A", expression: "2"})).toBe("two channels are called A");
    expect(await refused({name: "constructor", expression: "constructor"})).toMatch(
      /unknown channel: constructor|would need itself/,
    );
    expect((await put({format: "other"})).status).toBe(400);
    await writeFile(
      join(folder.path, "math-channels.json"),
      JSON.stringify(file({name: "By hand", expression: "speed +"})),
    );
    expect((await over({name: "By hand", expression: "speed +"}, {name: "Fine", expression: "speed"})).status).toBe(
      200,
    );
    expect((await math()).stdout).toContain(
      "By hand\n  expected expression after +; the expression ends too early\n    speed +\n           ^",
    );
    await writeFile(join(folder.path, "math-channels.json"), "{");
    expect((await math("speed", LAP)).stderr).toMatch(/math-channels.json: /);
  });

  it("keeps what another page has saved, a file that it can't read, and where the server keeps its files", async () => {
    const path = join(folder.path, "math-channels.json");
    const channel = (name: string) => ({name, expression: "speed"});
    await writeFile(path, JSON.stringify(file(channel("First"))));
    const app = createApp(testParts(folder.path));
    const save = (body: object) => put(body, app);
    const before = [channel("First")];
    const saves = await Promise.all(["A", "B", "C"].map((name) => save({...file(...before, channel(name)), before})));
    expect(saves.map(({status}) => status).sort()).toEqual([200, 409, 409]);
    const lost = saves.find(({status}) => status === 409)!;
    expect(lost.body.error).toBe("the math channels were changed elsewhere since you opened them");
    expect(JSON.parse(readFileSync(path, "utf8")).channels).toHaveLength(2);
    expect((await save({...file(), before: "x"})).status).toBe(400);
    // without what the edit began with it is not known whose channels it would replace
    expect([(await save(file(channel("D")))).status, (await save({...file(), over: "yes"})).status]).toEqual([
      409, 400,
    ]);
    expect(JSON.parse(readFileSync(path, "utf8")).channels).toHaveLength(2);
    expect((await save({...file(...before), over: true})).status).toBe(200);
    for (const [text, message] of [
      ["{", /^math-channels.json: /],
      [JSON.stringify({...file(), version: 2}), /^math-channels.json: unknown version of math channels: 2/],
    ] as const) {
      await writeFile(path, text);
      const {status, body} = await save(file(channel("Mine")));
      expect([status, body.error, readFileSync(path, "utf8")]).toEqual([409, expect.stringMatching(message), text]);
    }
    await rm(path);
    // without a file it is the examples that an edit begins with
    expect((await save({...file(channel("Mine")), before: EXAMPLES})).status).toBe(200);
    const long = {...file(channel("Mine")), note: "x".repeat(2 ** 20)};
    expect((await save(long)).status).toBe(413);
    // no folder can be made where a file is
    const nowhere = createApp(testParts(join(path, "folder")));
    const {status, body} = await put(file(channel("Mine")), nowhere);
    expect([status >= 400, body.error]).toEqual([
      true,
      expect.stringMatching(/^math-channels.json: cannot be (read|written) \(E/),
    ]);
  });
});

it("docs/math-channels.md names every function and every example", () => {
  const text = readFileSync(fileURLToPath(new URL("../../../docs/math-channels.md", import.meta.url)), "utf8");
  expect([...FUNCTIONS.keys()].filter((name) => !text.includes(`\`${name}(`))).toEqual([]);
  for (const {name, expression, unit = ""} of EXAMPLES) {
    expect(text).toContain(`| ${name} | \`${expression}\` |`);
    expect(text).toMatch(new RegExp(`\\| ${name} \\|.*\\| ${unit.replace("/", "\\/")}`));
  }
});
