// @vitest-environment jsdom
import {readFileSync} from "node:fs";
import {join} from "node:path";
import * as d3 from "d3";
import {expect, it} from "vitest";

const src = join(import.meta.dirname, "../../../src");

/** The page's cells in order as one function: imports become loads, so that what is tested is what the page shows. */
function cellsOf(markdown: string): string {
  const cells = [...markdown.matchAll(/^```js echo\n(.*?)^```$/gms)].map(([, code]) => code);
  return cells.join("\n").replace(/^import (\{.*?\}) from "\.\.\/(.*?)\.js";$/gm, 'const $1 = await load("$2");');
}

it("every worked example of “How it is calculated” has the value that it must have", async () => {
  const markdown = readFileSync(join(src, "pages/calculated.md"), "utf8");
  const shown: HTMLElement[] = [];
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const load = (path: string) => import(/* @vite-ignore */ `${src}/${path}.ts`);
  await new AsyncFunction("load", "display", "d3", cellsOf(markdown))(
    load,
    (node: HTMLElement) => shown.push(node),
    d3,
  );
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.filter((node) => node.dataset.met !== "true").map((node) => node.textContent)).toEqual([]);
  // each section computes something
  const sections = markdown.split(/^## /m).slice(1);
  // and is led to from the top
  const listed = [...markdown.split(/^## /m)[0].matchAll(/\[([^\]]+)\]\(#[a-z-]+\)/g)].map(([, title]) => title);
  expect(listed).toEqual(sections.map((text) => text.split("\n")[0]));
  expect(sections.filter((section) => !section.includes("workedCheck(")).map((text) => text.split("\n")[0])).toEqual(
    [],
  );
});
