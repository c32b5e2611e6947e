import {mkdir, readdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {bundlePages} from "../../loaders/bundlePages.js";
import {temporaryFolder} from "../support/server.js";

/** Framework's output in small. A page's script adds what it has imported to `globalThis.seen`. */
const BUILT = {
  "package.json": '{"type": "module"}',
  "index.html": page(
    ".",
    ["_import/ui/count.aaaaaaaa.js", "_observablehq/client.99999999.js"],
    'const [{count}, {root}] = await Promise.all([import("./_import/ui/count.aaaaaaaa.js"), import("./_import/ui/root.bbbbbbbb.js")]); seen.push(count(), root.href);',
  ),
  "pages/later.html": page(
    "..",
    ["_import/ui/later.cccccccc.js", "_observablehq/client.99999999.js", "_npm/lib@1.0.0/dddddddd.js"],
    'const {later} = await import("../_import/ui/later.cccccccc.js"); seen.push(await later());',
  ),
  "pages/plain.html": "<p>a page without modules</p>",
  "_import/style.00000000.css": "p {}",
  "_import/ui/count.aaaaaaaa.js":
    'import {lib} from "../../_npm/lib@1.0.0/dddddddd.js"; let n = 0; export const count = () => lib + " " + ++n;',
  "_import/ui/root.bbbbbbbb.js": 'export const root = new URL("../../", import.meta.url);',
  "_import/ui/later.cccccccc.js": 'export const later = async () => (await import("./apart.eeeeeeee.js")).apart();',
  "_import/ui/apart.eeeeeeee.js":
    'import {count} from "./count.aaaaaaaa.js"; export const apart = () => "apart " + count();',
  "_npm/lib@1.0.0/dddddddd.js": 'globalThis.libs = (globalThis.libs ?? 0) + 1; export const lib = "lib";',
};

function page(up: string, preloads: string[], script: string): string {
  const links = preloads.map((path) => `<link rel="modulepreload" href="${up}/${path}">\n`).join("");
  return `<head>\n${links}<script type="module">${script}</script>\n</head><code>import("${up}/_import/ui/count.js")</code>`;
}

describe("bundlePages(dist)", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const text = (path: string) => readFile(join(folder.path, path), "utf8");
  beforeAll(async () => {
    folder = await temporaryFolder();
    for (const [path, content] of Object.entries(BUILT)) {
      await mkdir(dirname(join(folder.path, path)), {recursive: true});
      await writeFile(join(folder.path, path), content);
    }
    await bundlePages(folder.path);
  });
  afterAll(() => folder.remove());

  it("pages import one bundle, whose modules exist once, share packages and know the root of the pages", async () => {
    const seen: unknown[] = [];
    Object.assign(globalThis, {seen});
    for (const path of ["index.html", "pages/later.html"]) {
      const [, script] = /<script type="module">(.*)<\/script>/.exec(await text(path))!;
      const file = join(folder.path, path.replace(".html", ".js"));
      await writeFile(file, script);
      await import(/* @vite-ignore */ pathToFileURL(file).href);
    }
    expect(seen).toEqual(["lib 1", pathToFileURL(`${folder.path}/`).href, "apart lib 2"]);
    expect(globalThis).toHaveProperty("libs", 1);
  });

  it("preloads the bundle and what it loads at once, each only once, before what the page preloads otherwise", async () => {
    const preloads = (html: string) => [...html.matchAll(/modulepreload" href="([^"]*)"/g)].map(([, url]) => url);
    const later = preloads(await text("pages/later.html"));
    expect(later[0]).toMatch(/^\.\.\/_bundle\/pages\.[0-9A-Z]{8}\.js$/);
    expect(later).toContain("../_npm/lib@1.0.0/dddddddd.js");
    expect(later.at(-2)).toBe("../_observablehq/client.99999999.js");
    expect(new Set(later).size).toBe(later.length);
    for (const url of later.filter((url) => url.includes("_bundle")))
      expect(await text(join("pages", url)), url).not.toContain("apart ");
    expect(preloads(await text("index.html")).slice(0, 1)).toEqual([later[0].slice(1)]);
  });

  it("leaves pages without modules and styles as they were, and no module behind", async () => {
    expect(await text("pages/plain.html")).toBe(BUILT["pages/plain.html"]);
    expect((await readdir(join(folder.path, "_import"), {recursive: true})).sort()).toEqual([
      "style.00000000.css",
      "ui",
    ]);
  });
});
