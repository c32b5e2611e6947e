import {readdir, readFile, stat} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {DUCKDB_AS, VENDORED, vendorNpm} from "../../loaders/vendor.js";
import {temporaryFolder} from "../support/server.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("vendorNpm(root)", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let npm: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    npm = join(folder.path, ".observablehq", "cache", "_npm");
    expect(await vendorNpm(folder.path)).toBe(true);
  });
  afterAll(() => folder.remove());

  it("does nothing when the packages are unchanged", async () => {
    const before = (await stat(npm)).mtimeMs;
    expect(await vendorNpm(folder.path)).toBe(false);
    expect((await stat(npm)).mtimeMs).toBe(before);
  });

  it("bundles each package once; the others refer to it", async () => {
    const sources = new Map<string, string>();
    for (const path of await readdir(npm, {recursive: true}))
      if (path.endsWith("_esm.js")) sources.set(path.replaceAll("\\", "/"), await readFile(join(npm, path), "utf8"));
    expect(sources.size).toBe(Object.keys(VENDORED).length);
    const importers = (library: string) =>
      [...sources]
        .filter(([, text]) => new RegExp(`from"[./]+${library}@`).test(text))
        .map(([path]) => path.split("@")[1]);
    expect(importers("apache-arrow").join()).toMatch(/duckdb-wasm/);
    expect(importers("d3").join()).toMatch(/observablehq\/plot/);
    for (const [path, text] of sources)
      for (const [, name] of text.matchAll(/\bfrom"([^"(),;]+)"/g)) expect(name, path).toMatch(/^\.\.\/.*_esm\.js$/);
  });

  it("places DuckDB where Framework looks for it", async () => {
    const constants = await readFile(join(root, "node_modules/@observablehq/framework/dist/duckdb.js"), "utf8");
    expect(/DUCKDB_WASM_VERSION = "([^"]+)"/.exec(constants)?.[1]).toBe(DUCKDB_AS);
    const dist = await readdir(join(npm, `@duckdb/duckdb-wasm@${DUCKDB_AS}`, "dist"));
    expect(dist.sort()).toEqual([
      "duckdb-browser-eh.worker.js",
      "duckdb-browser-mvp.worker.js",
      "duckdb-eh.wasm",
      "duckdb-mvp.wasm",
    ]);
  });
});
