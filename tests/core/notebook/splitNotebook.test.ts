import {describe, expect, it} from "vitest";
import {
  notebookNameFault,
  notebookNameFor,
  notebookTitle,
  splitFront,
} from "../../../src/core/notebook/notebookFile.js";
import {type CellPart, splitNotebook} from "../../../src/core/notebook/splitNotebook.js";

const cells = (text: string) => splitNotebook(text).parts.filter((part) => part.type === "cell") as CellPart[];
const texts = (text: string) =>
  splitNotebook(text).parts.map((part) => (part.type === "cell" ? `${part.language}: ${part.source}` : part.text));

describe("splitNotebook(text)", () => {
  it("splits Markdown and cells, and knows the line and place of each", () => {
    const text =
      "---\ntitle: Tyres\n---\n# Tyres\n\nText.\n\n```js\nconst a = 1;\na\n```\nMore\n~~~sql id=best\nselect 1\n~~~\n";
    const {front, parts} = splitNotebook(text);
    expect(front.title).toBe("Tyres");
    expect(texts(text)).toEqual(["# Tyres\n\nText.\n", "js: const a = 1;\na", "More", "sql: select 1"]);
    expect(parts.map(({line}) => line)).toEqual([4, 9, 12, 14]);
    for (const {at, source} of cells(text)) expect(text.slice(...at)).toBe(source);
    expect(cells(text)[1].options).toEqual({id: "best"});
  });

  it("leaves what does not run in the Markdown: other languages, run=false, fences in fences, in lists and quotes", () => {
    const asIs = [
      "```python\nprint()\n```",
      "```js run=false\nnever\n```",
      "````md\n```js\nnever\n```\n````",
      "- item\n  ```js\n  never\n  ```",
      "> ```js\n> never\n> ```",
      "    ```js\n    never\n    ```",
      "```js `a`\nnever",
      "text ```js",
    ];
    for (const text of asIs) expect(texts(text), text).toEqual([text]);
  });

  it("takes hostile texts: open fences, empty ones, Windows' line ends, names of Object's own", () => {
    expect(texts("```js\nconst a")).toEqual(["js: const a"]);
    expect(cells("```js\n```")[0]).toMatchObject({source: "", at: [6, 6]});
    expect(cells("```js")[0]).toMatchObject({source: "", at: [5, 5]});
    expect(texts("# a\r\n```js\r\nb\r\n```\r\n")).toEqual(["# a", "js: b"]);
    expect(texts("```constructor\nx\n```")).toEqual(["```constructor\nx\n```"]);
    expect(cells('```sql id="__proto__" display\nx\n```')[0].options).toEqual(
      Object.assign(Object.create(null), {id: "__proto__", display: "true"}),
    );
    expect(cells("```sql id=[first, second]\nx\n```")[0].options.id).toBe("[first, second]");
    expect(texts("")).toEqual([]);
  });

  it("takes no more than the time of a text's length: it is read at each key, and by the server", () => {
    const long = 200_000;
    const bombs = [
      `\`\`\`${" ".repeat(long)}\``,
      `${"~".repeat(long)}\``,
      `\`\`\`js ${"a=[ ".repeat(long / 4)}\n\`\`\``,
      "```\n".repeat(long / 4),
      "```js\n1\n```\n".repeat(long / 12),
    ];
    for (const text of bombs) {
      const started = performance.now();
      splitNotebook(text);
      // with patterns that try again from each place it is minutes, and seconds where each fence looks through the whole text
      expect(performance.now() - started, text.slice(0, 12)).toBeLessThan(1500);
    }
  });
});

describe("notebookTitle(text, name)", () => {
  it.each([
    ['---\ntitle: "Who: brakes"\n---\n# Else', "Who: brakes"],
    ["\n# The *best* [lap](x) `a`\n", "The best lap a"],
    ["```md\n# not this\n```\n# This #", "This"],
    ["## Second level only", "name"],
    ["---\nnever: closed", "name"],
    ['---\ntitle: "\0\u200b"\n---\n# \u202ePace 👨‍👩‍👧\n', "Pace 👨‍👩‍👧"],
    ["", "name"],
  ])("%j is %j", (text, title) => expect(notebookTitle(text, "name")).toBe(title));

  it("front matter may be empty, and has no prototype", () => {
    expect(splitFront("---\n---\ntext")).toMatchObject({body: "text", start: 8, line: 3});
    expect(splitFront("---\n__proto__: x\nconstructor: y\n---\n").front.toString).toBeUndefined();
  });
});

describe("notebookNameFault(name)", () => {
  it.each(["tyres", "Reifen Vergleich 2", "タイヤ", "a.b", "2026-03-01_race"])("takes %j", (name) =>
    expect(notebookNameFault(name)).toBeUndefined(),
  );
  it.each([
    ...["", "..", ".hidden", "a/b", "a\\b", "../x", "a:b", "a\0", "con", "NUL.x", "a.", "a ", " a", "a\n", "x.md"],
    ...["%2e%2e", "a*", "x".repeat(81)],
  ])("refuses %j", (name) => expect(notebookNameFault(name)).toBeDefined());

  it("a title gives a name that is taken", () => {
    expect(notebookNameFor("Who brakes latest?")).toBe("who-brakes-latest");
    expect(notebookNameFor("../../etc")).toBe("etc");
    for (const odd of ["", "!!!", "con", "é".repeat(200), "- -"])
      expect(notebookNameFault(notebookNameFor(odd))).toBeUndefined();
  });
});

it("a title is found at once in any text: the server reads all of them for its menu", () => {
  const began = performance.now();
  const long = (text: string) => text.repeat(Math.floor(300_000 / text.length));
  for (const text of [`# a${long(" ")}b`, `# ${long("#")}x`, `# ${long("[")}`, `# ${long("${")}`])
    expect(notebookTitle(text, "name").length).toBeLessThan(600);
  expect(notebookTitle(`---\ntitle: a${long(" ")}b\n---\n`, "name")).toHaveLength(300_002);
  expect(performance.now() - began).toBeLessThan(1500);
  expect(["# A ##", "#  B #  ", "# `C` #"].map((text) => notebookTitle(text, "name"))).toEqual(["A", "B", "C"]);
});
