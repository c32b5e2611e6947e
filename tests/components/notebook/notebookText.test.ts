// @vitest-environment jsdom
import {beforeAll, describe, expect, it} from "vitest";
import {compileCell} from "../../../src/components/notebook/compileCell.js";
import {markdownText, placeExpressions} from "../../../src/components/notebook/markdownText.js";
import {pairParts} from "../../../src/components/notebook/notebookView.js";
import {isRows} from "../../../src/components/notebook/rowsTable.js";
import {sqlCellSource} from "../../../src/components/notebook/sqlCellSource.js";
import {loadMarkdown} from "../../../src/components/ui/markdownParser.js";
import {splitNotebook} from "../../../src/core/notebook/splitNotebook.js";
import {sqlLiteral} from "../../../src/core/sql/sqlLiteral.js";

describe("markdownText(markdown)", () => {
  beforeAll(loadMarkdown);

  /** The HTML with `[source]` for each expression. */
  const placed = (markdown: string) => {
    const root = document.createElement("div");
    const {html, expressions} = markdownText(markdown);
    root.innerHTML = html;
    placeExpressions(root, expressions, ({source}) => document.createTextNode(`[${source}]`));
    return root.innerHTML.trim();
  };

  it("finds expressions in text, headings, tables and HTML, and none in code and attributes", () => {
    expect(placed("a ${b} **${`}`}** c")).toBe("<p>a [b] <strong>[`}`]</strong> c</p>");
    expect(placed("# ${a}${b}")).toBe("<h1>[a][b]</h1>");
    expect(placed("|a|\n|-|\n|${x.y}|")).toContain("<td>[x.y]</td>");
    // wider than the page, it scrolls by itself
    expect(placed("|a|\n|-|\n|b|\n\nc")).toMatch(
      /^<div class="lb-scroll" tabindex="0"><table>[\s\S]*<\/table><\/div>\s*<p>c<\/p>$/,
    );
    expect(placed("<b title='${a}'>${a}</b>")).toBe('<p><b title="${a}">[a]</b></p>');
    expect(placed("`${a}` [x](<${a}>)")).toContain("<code>${a}</code>");
    expect(placed("```py\n${a}\n```")).toContain("${a}");
    expect(placed("\\${a} and $5 and ${ and ${} and ${a b}")).toBe("<p>${a} and $5 and ${ and ${} and ${a b}</p>");
    expect(placed("\uE0000\uE001 ${a}")).toBe("<p>\uFFFD0\uFFFD [a]</p>");
    expect(placed("${'<img src=x onerror=alert(1)>'}")).toBe("<p>['&lt;img src=x onerror=alert(1)&gt;']</p>");
  });

  it("knows the line of each expression", () => {
    expect(markdownText("a\n\nb ${c}\n${d}", 10).expressions.map(({line}) => line)).toEqual([12, 13]);
  });
});

describe("sqlCellSource(query, options)", () => {
  const options = (text: Record<string, string> = {}) => ({...text}) as Record<string, string>;
  /** What the tag of a compiled cell is given. */
  const asked = async (query: string, given: Record<string, unknown> = {}, text: Record<string, string> = {}) => {
    const {inputs, run} = compileCell(sqlCellSource(query, options(text)), "sql");
    const shown: unknown[] = [];
    const words: Record<string, unknown> = {
      sql: (parts: TemplateStringsArray, ...values: unknown[]) => [parts.join("?"), ...values],
      display: (value: unknown) => shown.push(value),
      ...given,
    };
    return {names: await run(...inputs.map((name) => words[name])), shown};
  };

  it("asks the query as it is written, with the values of its expressions", async () => {
    const query = "select `a`, '\\d$' -- ${\nfrom t\nwhere x = ${a.b} and y in (${`${a.b}`})";
    const {shown} = await asked(query, {a: {b: 7}});
    expect(shown).toEqual([["select `a`, '\\d$' -- ${\nfrom t\nwhere x = ? and y in (?)", 7, "7"]]);
  });

  it("names the rows, or the first of them, and shows them when asked", async () => {
    expect(await asked("q", {}, {id: "rows"})).toEqual({names: {rows: ["q"]}, shown: []});
    expect(await asked("q", {}, {id: "[row]", display: "true"})).toEqual({names: {row: "q"}, shown: ["q"]});
    for (const id of ["a b", "a;alert(1)", "", "[a", "1a", "a=b"])
      expect(() => sqlCellSource("q", options({id})), id).toThrow(/invalid id/);
  });

  it("writes values as literals that mean only themselves", () => {
    expect(sqlLiteral("it's; drop table laps --")).toBe("'it''s; drop table laps --'");
    expect(sqlLiteral([1, "a", null, true])).toBe("(1, 'a', NULL, true)");
    expect([[], Number.NaN, undefined, 2n, 1e21].map(sqlLiteral)).toEqual(["(NULL)", "NULL", "NULL", "2", "1e+21"]);
    expect(sqlLiteral(new Date(Date.UTC(2026, 2, 1, 14)))).toBe("TIMESTAMP '2026-03-01 14:00:00.000'");
    for (const odd of [{}, () => 1, Symbol("a"), new Date(Number.NaN), new Map()])
      expect(() => sqlLiteral(odd)).toThrow(/no value of SQL/);
  });
});

describe("pairParts(views, parts)", () => {
  const parts = (text: string) => splitNotebook(text).parts;
  const views = (text: string) => parts(text).map((part, i) => ({part, i}));
  const cell = (source: string) => `\`\`\`js\n${source}\n\`\`\`\n`;
  const paired = (before: string[], after: string[]) =>
    pairParts(views(before.map(cell).join("")), parts(after.map(cell).join(""))).map((view) => view?.i);

  it("keeps what is the same, and reuses the place of what was changed", () => {
    expect(paired(["a", "b", "c"], ["a", "b", "c"])).toEqual([0, 1, 2]);
    expect(paired(["a", "b", "c"], ["a", "B", "c"])).toEqual([0, 1, 2]);
    expect(paired(["a", "b", "c"], ["a", "new", "b", "c"])).toEqual([0, undefined, 1, 2]);
    expect(paired(["a", "b", "c"], ["c"])).toEqual([2]);
    expect(paired(["a", "a"], ["a", "a", "a"])).toEqual([0, 1, undefined]);
    expect(paired([], ["a"])).toEqual([undefined]);
    // another kind of part has another element
    expect(pairParts(views(cell("a")), parts("text"))).toEqual([undefined]);
  });
});

it("rows are arrays of plain objects", () => {
  const yes = [[{a: 1}], [Object.create(null)]];
  const no = [[], [1], [{a: 1}, null], [new Date()], {a: 1}, "text", null, [[1]]];
  expect(yes.map(isRows)).toEqual([true, true]);
  expect(no.filter(isRows)).toEqual([]);
});
