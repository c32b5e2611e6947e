import {spawn} from "node:child_process";
import {appendFile, cp, mkdir, readdir, readFile, symlink, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {afterAll, afterEach, beforeAll, describe, expect, it} from "vitest";
import {createApp} from "../../server/app.js";
import {ROOT} from "../../server/config.js";
import {startPageBuild} from "../../server/pageBuild.js";
import {UserError} from "../../server/userError.js";
import {compileTo} from "../support/compiled.js";
import {temporaryFolder, testParts} from "../support/server.js";

describe("while the pages are being built", () => {
  const paths = {root: "none", dist: "none"};

  it("every page shows the current step and reloads; all other routes answer", async () => {
    let finish = (): void => {};
    const lines: string[] = [];
    const build = startPageBuild(paths, {
      log: (line) => lines.push(line),
      build: (_, {progress} = {}) => {
        progress?.(Number.NaN, "step 3: copy <src/a.ts>");
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
    });
    const folder = await temporaryFolder();
    await mkdir(join(folder.path, "no-pages"));
    await writeFile(join(folder.path, "no-pages", "index.html"), "an old page");
    const app = createApp(testParts(folder.path, {buildStatus: build.status}));
    for (const path of ["/", "/pages/laps", "/pages/laps.html"]) {
      const page = await app.request(path);
      expect([path, page.status, page.headers.get("cache-control")]).toEqual([path, 503, "no-store"]);
      const html = await page.text();
      expect(html).toContain("step 3: copy &#60;src/a.ts&#62;");
      expect(html).toContain('http-equiv="refresh"');
    }
    expect((await app.request("/_import/a.js")).status).toBe(503);
    expect((await app.request("/healthz")).status).toBe(200);
    expect((await app.request("/recordings/index.json")).status).toBe(200);
    finish();
    await build.ended;
    expect(await (await app.request("/")).text()).toBe("an old page");
    expect(lines).toEqual([expect.stringMatching(/^pages built in \d+\.\d s$/)]);
    await folder.remove();
  });

  it("a failure is shown in every page and on the terminal", async () => {
    const lines: string[] = [];
    const build = startPageBuild(paths, {
      log: (line) => lines.push(line),
      build: () => Promise.reject(new UserError("the pages did not build: laps.html: 1 < 2 & no")),
    });
    await build.ended;
    const page = await createApp(testParts("none", {buildStatus: build.status})).request("/pages/laps");
    expect(page.status).toBe(500);
    const html = await page.text();
    expect(html).toContain("laps.html: 1 &#60; 2 &#38; no");
    expect(html).not.toContain('http-equiv="refresh"');
    expect(lines).toEqual(["the pages did not build: laps.html: 1 < 2 & no; correct it and start Lapbook again"]);
  });

  it("an interrupted build is not a failure", async () => {
    const stop = new AbortController();
    stop.abort();
    const lines: string[] = [];
    await startPageBuild(paths, {
      signal: stop.signal,
      log: (line) => lines.push(line),
      build: () => Promise.reject(stop.signal.reason),
    }).ended;
    expect(lines).toEqual([]);
  });
});

/** A copy of the program as after `git clone` and `npm ci --ignore-scripts`, with one small page to keep builds short. */
describe("a fresh clone", () => {
  let folder: {path: string; remove: () => Promise<void>};
  const running: {stop: () => Promise<void>}[] = [];
  beforeAll(async () => {
    folder = await temporaryFolder();
    for (const name of ["server", "loaders", "src", "package.json", "package-lock.json", "tsconfig.json"])
      await cp(join(ROOT, name), join(folder.path, name), {
        recursive: true,
        filter: (path) => !/\.observablehq|[\\/]src[\\/]pages/.test(path),
      });
    await writeFile(index(), "# Library\n");
    const config = await readFile(join(ROOT, "observablehq.config.ts"), "utf8");
    await writeFile(
      join(folder.path, "observablehq.config.ts"),
      config.replace(/\{name: "[^"]*", path: "\/pages\/[^"]*"\},?/g, ""),
    );
    await symlink(join(ROOT, "node_modules"), join(folder.path, "node_modules"), "junction");
    await compileTo(folder.path);
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
  });
  afterAll(() => folder.remove());

  function run(...args: string[]) {
    const loader = args[0].endsWith(".ts") ? ["--import", "tsx"] : [];
    const child = spawn(process.execPath, [...loader, ...args], {
      cwd: folder.path,
      env: {
        ...process.env,
        NO_OPEN: "true",
        AMS2_PORT: "0",
        FORZA_PORT: "0",
        LOG_DIR: "",
        RECORDINGS: "",
        KAFKA_BROKERS: "",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const said: string[] = [];
    const building = new Promise<string>((resolve) =>
      createInterface({input: child.stderr}).on("line", (line) => {
        said.push(line);
        const url = /building the pages.*(http:\S+)/.exec(line)?.[1];
        if (url) resolve(url);
      }),
    );
    const ready = new Promise<string>((resolve, reject) => {
      createInterface({input: child.stdout}).on("line", (line) => resolve(JSON.parse(line).url));
      ended.then(() => reject(new Error(said.join("\n"))));
    });
    ready.catch(() => {});
    const stop = async () => {
      child.kill();
      await ended;
    };
    running.push({stop});
    return {ended, said, building, ready, stop};
  }
  const serve = () => run("server/main.mjs", "serve", "--port", "0", "--udp-port", "0", "--json");
  const index = () => join(folder.path, "src", "index.md");

  it("is installed with its pages built, so that its first start builds nothing", async () => {
    const {ended, said} = run("server/prepare.ts");
    expect([await ended, said]).toEqual([0, ["building the pages"]]);
    const again = run("server/prepare.ts");
    expect([await again.ended, again.said]).toEqual([0, []]);
    const server = serve();
    const page = await fetch(await server.ready);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Library</a></h1>");
    expect(server.said.filter((line) => /build/.test(line))).toEqual([]);
  });

  it("serves an edited page as edited, and shows the build until then", async () => {
    const asks = '```js\nimport {root} from "./components/ui/archive.js";\ndisplay(root.href);\n```\n';
    await appendFile(index(), `\n\nEdited by its user.\n\n${asks}`);
    const server = serve();
    const meanwhile = await fetch(await server.building);
    expect(meanwhile.status).toBe(503);
    expect(await meanwhile.text()).toContain("Building the pages");
    const page = await fetch(await server.ready);
    expect(page.status, server.said.join("\n")).toBe(200);
    expect(await page.text()).toContain("Edited by its user.");
    // the compiled program has built it: addresses are the page's, not the program's
    const dist = join(folder.path, "dist");
    const scripts = (await readdir(dist, {recursive: true})).filter((path) => path.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(0);
    for (const path of scripts) expect(await readFile(join(dist, path), "utf8"), path).not.toContain(folder.path);
  });

  it("shows why an edited page does not build, and still answers", async () => {
    await appendFile(index(), "\n\n```js\nconst broken = ;\n```\n");
    const server = serve();
    const url = await server.ready;
    const page = await fetch(url);
    expect(page.status).toBe(500);
    expect(await page.text()).toContain("the pages did not build: index.html");
    expect(server.said.join("\n")).toContain("the pages did not build: index.html");
    expect((await fetch(new URL("healthz", url))).status).toBe(200);
  });
});
