import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";

const src = fileURLToPath(new URL("../src", import.meta.url));
const read = (path: string) => readFileSync(join(src, path), "utf8");
const named = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => `style/${name}`);
const linked = (page: string) => named(read(page), /<link rel="stylesheet" href="\.\.\/style\/([\w-]+\.css)">/g);

// one such rule and a :first-child elsewhere, and Chromium found the style of the whole page again with every text: 5 ms, not 0.4
it.each(["pages/live.md", "pages/live-sql.md"])("%s, which writes all the time, loads no rule with :has()", (page) => {
  const sheets = [...named(read("style.css"), /@import url\("\.\/style\/([\w-]+\.css)"\)/g), ...linked(page)];
  expect(sheets.length).toBeGreaterThan(5);
  expect(sheets.filter((sheet) => read(sheet).includes(":has("))).toEqual([]);
});

it("pages that are about nothing without their subject load the rule that hides the rest", () => {
  const pages = readdirSync(join(src, "pages")).map((name) => `pages/${name}`);
  const about = pages.filter((page) => page.endsWith(".md") && read(page).includes("subject: true"));
  expect(about).toContain("pages/session.md");
  for (const page of about) expect(linked(page), page).toContain("style/subject.css");
});
