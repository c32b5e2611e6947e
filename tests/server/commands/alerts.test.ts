import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {createApp} from "../../../server/app.js";
import type {CommandContext} from "../../../server/command.js";
import {followAlerts} from "../../../server/commands/followAlerts.js";
import {readConfig} from "../../../server/config.js";
import {Kernel} from "../../../server/kernel.js";
import {listen} from "../../../server/listen.js";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import {liveUpgrade} from "../../../server/relay/socket.js";
import {writeDrivenSession} from "../../support/drivenSession.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder, testParts} from "../../support/server.js";
import {until} from "../../support/until.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let recordings: string;
const SESSION = "20260301-100000-abcdef";
const RULES = [
  {
    id: "slow",
    kind: "threshold",
    title: "Slow",
    cars: "all",
    value: "speed",
    unit: "km/h",
    below: 60,
    forS: 1,
    text: "{value} {unit}",
  },
  {id: "own", kind: "best", title: "Best", cars: "all", text: "{value}"},
];
const file = (rules: object[]) => JSON.stringify({format: "lapbook-alerts", version: 1, rules});

beforeAll(async () => {
  folder = await temporaryFolder();
  recordings = join(folder.path, "recordings");
  await mkdir(recordings);
  const speeds = [200, 240];
  await writeDrivenSession(
    recordings,
    SESSION,
    "spielberg",
    // between 1000 and 1100 m at 50 km/h: 7.2 s
    speeds.map((speed, i) => ({
      speedKmh: (m: number) => (i === 0 && m > 1000 && m < 1100 ? 50 : speed),
      row: {lap: i + 1, startTime: 100, endTime: 100 + 100 * (i + 1)},
    })),
  );
  await writeFile(join(recordings, "alerts.json"), file(RULES));
});
afterAll(() => folder.remove());

const run = (...args: string[]) => runCommand("alerts", ...args, "--recordings", recordings);

it("lapbook alerts SESSION lists what the workspace's rules give over an archived session", async () => {
  const {code, stdout} = await run(SESSION, "--json");
  expect(code).toBe(0);
  const {alerts} = JSON.parse(stdout);
  expect(alerts.map(({rule}: {rule: string}) => rule)).toEqual(["slow", "own"]);
  expect(alerts[0]).toMatchObject({value: 50, limit: 60, unit: "km/h", channel: "speedKmh", lap: 1, car: 0});
  // a second at 50 km/h from 1000 m
  expect(alerts.map(({address}: {address: string}) => address)).toEqual([
    expect.stringMatching(new RegExp(`^pages/laps.html\\?laps=${SESSION}:0:1&at=101[345]$`)),
    `pages/laps.html?laps=${SESSION}:0:2`,
  ]);
  expect(alerts[0].sessionTime - alerts[0].fromTime).toBeCloseTo(1, 1);
  // 1 km at 200 km/h
  expect(alerts[0].fromTime - 100).toBeCloseTo(18, 0);
  expect((await run(SESSION)).stdout).toMatch(/^warning · Slow · .*: 50 km\/h · lap 1, 1:59\n/);
  expect(await run("20260301-100000-000000")).toMatchObject({code: 1, stdout: ""});
});

it("lapbook alerts --check says which field of which rule is wrong", async () => {
  expect(await run("--check")).toMatchObject({code: 0, stdout: "2 rules: slow, own\n"});
  const path = join(folder.path, "wrong.json");
  await writeFile(path, file([RULES[0], {...RULES[1], of: "everybody"}]));
  const {code, stdout, stderr} = await run("--check", path);
  expect([code, stdout]).toEqual([1, "1 rule: slow\n"]);
  expect(stderr).toContain("own, of: expected personal, session");
  expect((await run("--check", join(folder.path, "none.json"))).code).toBe(1);
  expect((await run()).code).toBe(2);
});

it("lapbook alerts --live prints the alerts of the running session, also those before it began, once", async () => {
  const log = await openEmbeddedLog(join(folder.path, "log"));
  const own = join(folder.path, "live");
  await mkdir(own);
  await writeFile(join(own, "alerts.json"), file([{...RULES[0], below: undefined, above: 100, forS: 0, cars: "mine"}]));
  const kernel = await Kernel.start({log, recordings: own, udpPort: null, host: "here"});
  const upgrade = liveUpgrade(kernel.relay, {host: "127.0.0.1"});
  const listening = await listen(createApp(testParts(own, {kernel})), {host: "127.0.0.1", port: 0, upgrade});
  const stop = new AbortController();
  try {
    kernel.simulate({speed: 20, seed: 3});
    const lines: string[] = [];
    const config = {...readConfig({}), port: listening.port, host: "127.0.0.1"};
    const context = {
      positionals: [],
      values: {},
      config,
      json: true,
      out: (text: string) => void lines.push(text),
      log: () => {},
    };
    const following = followAlerts({...context, signal: stop.signal} as unknown as CommandContext);
    await until(
      () => lines.length > 0,
      "an alert",
      () => kernel.stats().analyst,
    );
    stop.abort();
    expect(await following).toBe(0);
    const [alert] = lines.map((line) => JSON.parse(line));
    expect(alert).toMatchObject({rule: "slow", car: 0, channel: "speedKmh", limit: 100});
    expect(alert.session).toMatch(/^\d{8}-/);
    expect(alert.driver).not.toBe("");
    expect(alert.address).toBe(
      `pages/live.html?session=${alert.session}&car=0&at=${Number(alert.fromTime.toFixed(1))}`,
    );
    expect(new Set(lines).size).toBe(lines.length);
  } finally {
    stop.abort();
    await listening.close();
    await kernel.close();
  }
});
