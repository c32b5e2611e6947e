import {mkdir, readdir, readFile, rename, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {writeReportFolder} from "../../../loaders/report/reportFolder.js";
import {sha256} from "../../../loaders/report/reportProgram.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import type {ReportSpec} from "../../../src/core/report/reportSpec.js";
import {writeOvalArchive} from "../../support/ovalArchive.js";
import {temporaryFolder} from "../../support/server.js";

/** Above the number of any process. */
const NO_PROCESS = 2 ** 30;

describe("writeReportFolder(target, options)", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let id: string;
  const at = (...path: string[]) => join(folder.path, ...path);
  beforeAll(async () => {
    folder = await temporaryFolder();
    id = await writeOvalArchive(at("recordings"));
    await mkdir(at("dist", "recordings", "other"), {recursive: true});
    await mkdir(at("dist", "pages"));
    await mkdir(at("dist", "notebooks"));
    await writeFile(at("dist", "index.html"), '<h1>x</h1><main id="m">\n<h1>Library</h1><p>All</p></main>');
    for (const name of ["pages/laps.html", "recordings/other/session.json", "notebooks/other.md"])
      await writeFile(at("dist", name), name);
  });
  afterAll(() => folder.remove());

  const write = (target: string, {force = false, redact = false} = {}) => {
    const spec: ReportSpec = {
      ...{template: "track", title: "Oval of Ada", redact},
      cells: [{kind: "view", view: "circuit", options: {lap: `${id}:0:2`}}],
    };
    const chosen = {subjects: [], laps: [{session: id, car: 0, lap: 2}]};
    const options = {recordings: at("recordings"), dist: at("dist"), spec, chosen, force};
    return writeReportFolder(at(target), options).then(({manifest}) => manifest);
  };
  const files = async (target: string) => {
    const entries = await readdir(at(target), {recursive: true, withFileTypes: true});
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(
      await Promise.all(
        paths
          .sort()
          .map(async (path) => [path.slice(at(target).length + 1).replaceAll("\\", "/"), await readFile(path)]),
      ),
    ) as Record<string, Buffer>;
  };

  it("has the pages, the report, the chosen laps whole and no others, and the hash of each file; the same each time", async () => {
    const manifest = await write("one");
    await write("two");
    const one = await files("one");
    expect(await files("two")).toEqual(one);
    const {"manifest.json": text, ...rest} = one;
    expect(JSON.parse(text.toString())).toEqual(manifest);
    expect(manifest.files.map(({path, sha256: hash}) => [path, hash])).toEqual(
      Object.entries(rest)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, bytes]) => [path, sha256(bytes)]),
    );
    expect(Object.keys(one)).toEqual(expect.arrayContaining(["index.html", "pages/laps.html", "report.html"]));
    expect(Object.keys(one).filter((path) => path.includes("other"))).toEqual([]);
    expect(JSON.parse(one["notebooks/index.json"].toString())).toMatchObject({writable: false, notebooks: []});
    const samples = `${id}/samples/car-0/lap-2.arrows`;
    expect(one[`recordings/${samples}`]).toEqual(await readFile(at("recordings", samples)));
    expect(readLaps(one[`recordings/${id}/laps.arrows`]).map(({lap, file}) => [lap, file !== null])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(JSON.parse(one["recordings/index.json"].toString())).toMatchObject({
      writable: false,
      sessions: [{id, sampledLaps: 1}],
    });
    expect(manifest.leftOut).toContain("the recorded packets or log");
    expect(Object.values(one).some((bytes) => bytes.includes(folder.path))).toBe(false);
    expect(Object.values(one).some((bytes) => bytes.includes("Ada"))).toBe(true);
  });

  it("redacted names nobody; an earlier report is replaced only with force, anything else never", async () => {
    await write("three");
    await expect(write("three")).rejects.toThrow("--force replaces it");
    await write("three", {force: true, redact: true});
    // three letters are in the base64 of the report by chance
    const {"report.html": report, ...others} = await files("three");
    expect(Object.values(others).some((bytes) => bytes.includes("Ada"))).toBe(false);
    expect(report.includes("<title>Oval of Driver 1</title>")).toBe(true);
    // the first page leads to it
    expect(others["index.html"].toString()).toMatch(
      /<main id="m">\n<h1>Library<\/h1>\n<p><a href="report.html">Oval of Driver 1<\/a>/,
    );
    await expect(write("dist", {force: true})).rejects.toThrow("no report");
    // a publisher that was killed between the two moves: the earlier report comes back
    await rename(at("three"), at(`.three.${NO_PROCESS}.old.tmp`));
    await mkdir(at(`.three.${NO_PROCESS}.tmp`));
    await expect(write("three")).rejects.toThrow("--force replaces it");
    expect(await files("three")).toEqual({"report.html": report, ...others});
    expect((await readdir(folder.path)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
