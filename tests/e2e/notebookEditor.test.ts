import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {seriousBarriers} from "../support/accessibility.js";
import {chromiumPath, closePages, openPage, sharedBrowser} from "../support/browser.js";
import {ensureBuilt, serve, temporaryFolder} from "../support/server.js";

const TEXT = "# Pace\n\n```js\nconst count = laps.length;\n```\n\nThere are ${count} laps.\n";

describe.skipIf(!chromiumPath)("editor of a notebook", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let served: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    await ensureBuilt();
    folder = await temporaryFolder();
    served = await serve(fileURLToPath(new URL("../../recordings/", import.meta.url)), {notebooks: folder.path});
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await closePages(browser);
    await served?.close();
    await folder?.remove();
  });

  const file = () => join(folder.path, "pace.md");
  const shows = (page: Page, text: string) =>
    page.waitForFunction((wanted) => document.querySelector(".lb-notebook")?.textContent?.includes(wanted), text);
  /** the charts by their labels, those of Plot with their number of dots and bars, and the names of the maps */
  const drawn = (page: Page, within = "") =>
    page.$$eval(["#observablehq-main .lb-trace-label", ".lb-map-stage", `${within} svg[role=img]`].join(), (all) =>
      all
        // what a page shows besides the chart that was copied
        .filter((one) => !one.closest(".lb-aside"))
        .map((one) => {
          const marks = one.querySelectorAll("circle, [data-mark=bar] rect").length;
          return one.ariaLabel ? `${one.ariaLabel} ${marks}` : one.firstChild!.textContent!.trim();
        })
        .sort(),
    );
  const state = (page: Page, text: string) => page.waitForSelector(`.lb-editor-state:text-is("${text}")`);
  const toLineEnd = async (page: Page, text: string) => {
    await page.click(`.cm-line:has-text("${text}")`);
    await page.keyboard.press("End");
  };

  it("draws what was copied as cells on other pages", async () => {
    const {page, problems, close} = await openPage(browser, `${served.url}pages/laps.html`);
    const copied = async () => {
      const cells = await page.evaluate(() => {
        const texts: string[] = [];
        navigator.clipboard.writeText = async (text) => void texts.push(text);
        for (const button of document.querySelectorAll<HTMLElement>(".lb-copy-cell button")) button.click();
        return texts;
      });
      await page.waitForSelector('.lb-copied:has-text("copied")');
      return cells;
    };
    await page.waitForSelector(".lb-trace-stage");
    await page.waitForSelector(".lb-chart-copy button", {state: "attached"});
    const cells = await copied();
    const wanted = await drawn(page, ".lb-laps");
    await page.goto(`${served.url}pages/session.html`);
    await page.waitForSelector('svg[aria-label="tyre stints by driver"]');
    cells.push(...(await copied()));
    wanted.push(...(await drawn(page, ".lb-pair")));
    await page.goto(`${served.url}pages/setups.html`);
    await page.waitForSelector(".lb-chart-copy button", {state: "attached"});
    cells.push(...(await copied()));
    wanted.push(...(await drawn(page, "#observablehq-main")));
    const words = cells.map((cell) => /\w+(?=\()/.exec(cell)?.[0]);
    expect(words.sort()).toEqual([
      ...["circuitMap", "pageView", "pageView", "pageView", "sessionChart", "sessionChart", "traceStack"],
    ]);

    await writeFile(join(folder.path, "copied.md"), `# Copied\n\n${cells.join("\n")}`);
    await page.goto(`${served.url}pages/notebook.html?name=copied`);
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll(".lb-trace-stage, .lb-map-stage, .lb-notebook svg[role=img]")].filter(
          (one) => !one.closest(".lb-aside"),
        ).length === 7 && !document.querySelector("[aria-busy=true]"),
    );
    expect(await drawn(page, ".lb-notebook")).toEqual(wanted.sort());
    expect(problems).toEqual([]);
    await close();
  });

  it("runs what is typed, marks errors at their line, saves, survives a reload, and settles a conflict", async () => {
    await writeFile(file(), TEXT);
    const url = `${served.url}pages/notebook.html?name=pace`;
    const {page, problems, requests, close} = await openPage(browser, url);
    await shows(page, "There are 8 laps.");
    expect(requests.filter((asked) => /codemirror/.test(asked))).toEqual([]);
    await page.click("text=Edit");

    await toLineEnd(page, "const count");
    await page.keyboard.type("\nconst first = sess");
    await page.keyboard.press("Control+Space");
    await page.waitForSelector('.cm-tooltip-autocomplete li:has-text("sessions")');
    expect(await page.textContent(".cm-completionInfo")).toMatch(/session/);
    await page.keyboard.press("Escape");
    await page.waitForSelector(".cm-lintRange-error");
    expect(await page.textContent(".lb-cell-error")).toMatch(/Line 5: sess is not defined/);
    expect(await page.textContent(".cm-line:has(.cm-lintRange-error)")).toBe("const first = sess");
    // the next error, from anywhere, whole
    await page.click('.cm-line:has-text("# Pace")');
    await page.keyboard.press("F8");
    expect(await page.innerText(".lb-editor-problem")).toMatch(
      /^Line 5: sess is not defined\.\nDid you mean sess\w+\?$|^Line 5: sess is not defined\.\nDeclare it/,
    );
    expect(await page.textContent(".cm-activeLine")).toBe("const first = sess");
    expect(await seriousBarriers(page)).toEqual([]);
    await page.keyboard.press("End");
    await page.keyboard.type("ions[0].session; // newest");
    await toLineEnd(page, "There are");
    await page.keyboard.type(" The newest is ${first}.");
    await page.keyboard.press("Control+Enter");
    await shows(page, "8 laps. The newest is 2026");
    await page.waitForSelector(".cm-lintRange-error", {state: "detached"});
    expect(await page.isVisible(".lb-editor-problem")).toBe(false);
    expect(await readFile(file(), "utf8")).toBe(TEXT);
    await page.keyboard.press("Control+s");
    await state(page, "saved");
    expect(await readFile(file(), "utf8")).toMatch(
      /sessions\[0\].session; \/\/ newest\n```\n\n.* The newest is \$\{first\}\.\n$/,
    );

    await page.keyboard.type(" And mine.");
    await state(page, "not saved");
    const asked = page.waitForEvent("dialog").then((dialog) => dialog.accept());
    await page.reload();
    await asked;
    await shows(page, "And mine.");
    await writeFile(file(), `${TEXT}\nTheirs.\n`);
    await page.click("text=Take theirs");
    await shows(page, "Theirs.");
    await page.click("text=Undo");
    await shows(page, "And mine.");
    await writeFile(file(), TEXT);
    await page.click("text=Keep mine");
    await state(page, "saved");
    expect(await readFile(file(), "utf8")).toMatch(/And mine/);
    await page.click(".cm-content");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Run");
    // by keys alone to what follows the text; where it is written again, Tab indents
    const length = (await readFile(file(), "utf8")).length;
    const inText = () => page.evaluate(() => document.activeElement?.classList.contains("cm-content"));
    for (let i = 0; i < 9 && !(await inText()); i++) await page.keyboard.press("Tab");
    expect(await inText()).toBe(true);
    await page.keyboard.press("Tab");
    expect(await inText()).toBe(false);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("x");
    await page.keyboard.press("Tab");
    expect(await inText()).toBe(true);
    await page.keyboard.press("Control+s");
    await state(page, "saved");
    expect((await readFile(file(), "utf8")).length).toBeGreaterThan(length + 1);

    // a cell that empties the page can be mended where nothing runs
    await writeFile(join(folder.path, "gone.md"), "```js\ndocument.body.textContent = '';\n```\n");
    await page.goto(`${served.url}pages/notebook.html?name=gone&run=no`);
    await page.click("text=Edit");
    await page.click(".cm-content");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Mended.");
    await page.keyboard.press("Control+Enter");
    expect(await page.textContent(".lb-notebook")).toBe("");
    await page.click("text=Run it");
    await shows(page, "Mended.");
    await page.click("text=Save");
    await state(page, "saved");
    await page.goto(url);

    // a published copy
    const index = {
      format: "lapbook-notebooks",
      version: 1,
      writable: false,
      notebooks: [{name: "pace", title: "Pace"}],
    };
    await page.route("**/notebooks/index.json", (route) => route.fulfill({json: index}));
    await page.reload();
    await page.click("text=Edit");
    await toLineEnd(page, "And mine");
    await page.keyboard.type(" Only here.");
    await shows(page, "Only here.");
    expect(await page.textContent(".lb-editor-hint")).toMatch(/not saved/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Download .md")]);
    expect(download.suggestedFilename()).toBe("pace.md");
    expect(await readFile(await download.path(), "utf8")).toMatch(/And mine. Only here/);
    expect(problems).toEqual([]);
    await page.click("text=Discard changes");
    await close();
  });
});
