import {type ChildProcess, execFile, spawn} from "node:child_process";
import {mkdir, readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {promisify} from "node:util";
import {ROOT} from "../server/config.js";
import {temporaryFolder} from "./support/server.js";

/**
 * npm run test:package: packs Lapbook, installs the package in an empty folder as somebody without the sources would, and uses it with an empty home:
 * it starts with its pages and example sessions, imports, queries and makes a report, and leaves nothing of the user's in the package.
 */
const run = promisify(execFile);
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const EXAMPLE = "20260301-140000-906dfc";

const folder = await temporaryFolder();
const [home, project] = [join(folder.path, "home"), join(folder.path, "project")];
const env = {...process.env, HOME: home, USERPROFILE: home, AMS2_PORT: "0", FORZA_PORT: "0", NO_OPEN: "1"};
const windows = process.platform === "win32";
const npm = (cwd: string, ...args: string[]) => run("npm", args, {cwd, shell: windows, maxBuffer: 2 ** 26});
const lapbook = (...args: string[]) =>
  run("npx", ["lapbook", ...args], {cwd: project, env, shell: windows, maxBuffer: 2 ** 26});
try {
  for (const path of [home, project]) await mkdir(path);
  await npm(ROOT, "pack", "--pack-destination", folder.path);
  const tarball = (await readdir(folder.path)).find((name) => name.endsWith(".tgz"))!;
  say(`${tarball}: ${((await stat(join(folder.path, tarball))).size / 1e6).toFixed(1)} MB`);
  await npm(project, "init", "-y");
  const began = Date.now();
  await npm(project, "install", join(folder.path, tarball), "--omit=dev", "--no-audit", "--no-fund");
  say(`installed in ${Math.round((Date.now() - began) / 1000)} s`);
  await startsWithPages();
  const {stdout} = await lapbook("sql", "select count(*) as n from laps where lapTimeMs is not null");
  if (!/\b6\b/.test(stdout)) throw new Error(`unexpected answer: ${stdout}`);
  const report = join(folder.path, "report.html");
  await lapbook("report", EXAMPLE, "--out", report);
  if ((await stat(report)).size < 400_000) throw new Error("the report is too small");
  say("sql, report: ok");
} finally {
  await folder.remove();
}

/** `npx lapbook` alone starts the server. */
async function startsWithPages(): Promise<void> {
  const child: ChildProcess = spawn("npx", ["lapbook"], {
    ...{cwd: project, env: {...env, PORT: "0", UDP_PORT: "0"}, shell: windows, detached: !windows},
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    let url: string | undefined;
    for await (const line of createInterface({input: child.stdout!})) {
      say(line);
      url ??= /http:\S+/.exec(line)?.[0];
      if (line.startsWith("2 sessions")) break;
    }
    if (!url) throw new Error("npx lapbook ended without an address");
    for (const [path, expected] of [
      ["pages/laps.html", "Laps"],
      ["recordings/index.json", EXAMPLE],
      ["api/openapi.json", "openapi"],
    ]) {
      const text = await (await fetch(new URL(path, url))).text();
      if (!text.includes(expected)) throw new Error(`${path}: ${text.slice(0, 200)}`);
    }
    say("pages, sessions, API: ok");
  } finally {
    // npx starts a shell, which starts the program: all of them are of one group
    if (windows) child.kill();
    else process.kill(-child.pid!, "SIGTERM");
  }
}
