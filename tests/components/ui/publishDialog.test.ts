// @vitest-environment jsdom

import {expect, it, vi} from "vitest";
import {loadMarkdown} from "../../../src/components/ui/markdownParser.js";
import {notebookTicks} from "../../../src/components/ui/notebookTicks.js";
import type {PageReport} from "../../../src/components/ui/pageReport.js";
import {publishDialog} from "../../../src/components/ui/publishDialog.js";
import type {SavedFile} from "../../../src/components/ui/saveFile.js";
import type {LapArchive} from "../../../src/core/laps/open/lapArchive.js";
import type {ReportSpec} from "../../../src/core/report/reportSpec.js";

const address = {session: "s-1", car: "3", lap: "7", zoom: "10-90", x: null, at: ""};
const views = [
  {view: "setups", title: "Setups", options: {}},
  {view: "debrief", title: "Debrief", options: address},
  {view: "corners", title: "Corners", options: {session: "s-1"}},
  {view: "laps", title: "Laps", options: {session: "s-1"}},
];

const row = (lap: number, lapTimeMs: number) => ({car: 0, lap, lapTimeMs, valid: true, driver: "Ann Lee", file: null});
const session = {
  id: "s-1",
  drivers: [{car: 0, name: "Ann Lee"}],
  track: {name: "Monza"},
  startedAt: "2026-03-01T12:00:00Z",
};
const archive = {
  session: async () => ({session, laps: [row(1, 90_000), row(2, 91_000)]}),
} as unknown as LapArchive;

const TEXTS: Record<string, string> = {
  tyres: "# Tyres\n\n```sql\nselect 1\n```\n",
  mine: '# Mine\n\n```js\nlive("telemetry"); file("a.csv")\n```\n',
};
const notebooks = () =>
  notebookTicks(
    [
      {name: "tyres", title: "Tyre <study>"},
      {name: "mine", title: "Mine"},
      {name: "gone", title: "Gone"},
    ],
    async (name) => {
      if (!TEXTS[name]) throw new Error(`no such notebook: ${name}`);
      return TEXTS[name];
    },
  );

function opened(page: string, make: (spec: ReportSpec) => Promise<PageReport>, noted = new Set<string>()) {
  const saved: SavedFile[] = [];
  const dialog = publishDialog({
    page,
    views,
    title: "Friday, <b>run</b> 2",
    noted,
    notebooks: notebooks(),
    archive,
    make,
    save: (file) => saved.push(file),
  });
  document.body.replaceChildren(dialog);
  const submit = () => dialog.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
  const write = (n: number, text: string) => {
    const field = dialog.querySelectorAll("textarea")[n];
    field.value = text;
    field.dispatchEvent(new Event("input"));
  };
  const tick = (label: string) =>
    [...dialog.querySelectorAll("label")].find((one) => one.textContent!.includes(label))!.querySelector("input")!;
  return {dialog, saved, submit, write, tick, state: () => dialog.querySelector("[role=status]")!.textContent};
}

it("makes a report of what the page shows, with the words around it, and saves it under its title", async () => {
  await loadMarkdown();
  const made = vi.fn(
    async (spec: ReportSpec) =>
      ({html: "<html>", spec, kept: ["the title: Ann"], manifest: {leftOut: ["one", "two"]}}) as unknown as PageReport,
  );
  const {dialog, saved, submit, write, tick, state} = opened("debrief", made, new Set(["s-1"]));
  // what a report has not, and laps without any chosen, are not offered
  expect([...dialog.querySelectorAll("fieldset label")].map(({textContent}) => textContent!.trim())).toEqual([
    "Debrief",
    "Corners",
    // none of the notebooks is ticked at first
    ...["Tyre <study>", "Mine", "Gone"],
  ]);
  expect([tick("Debrief").checked, tick("Corners").checked]).toEqual([true, false]);
  expect([...dialog.querySelectorAll("dt")].map(({textContent}) => textContent)).toContain("{reference lap}");
  write(1, "*Later* <img src=x>");
  expect(dialog.querySelector(".lb-publish-preview:not([hidden]) em")!.textContent).toBe("Later");
  expect(dialog.querySelector("img")).toBeNull();
  tick("Corners").click();
  tick("in place of names").click();
  tick("Your notes").click();
  submit();
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(made.mock.calls[0][0]).toEqual({
    ...{template: "debrief", title: "Friday, <b>run</b> 2", redact: true},
    cells: [
      {kind: "view", view: "notes", options: {session: "s-1"}},
      {kind: "view", view: "debrief", options: {session: "s-1", car: "3", lap: "7", zoom: "10-90"}},
      {kind: "view", view: "corners", options: {session: "s-1"}},
      {kind: "text", markdown: "*Later* <img src=x>"},
    ],
  });
  expect(saved[0].name).toBe("friday-b-run-b-2.html");
  expect(state()).toMatch(/6 B, saved.*stay in the title: Ann\..*Not in it: one; two/s);
});

it("a page that a report has not offers the debrief; an error says why and can be mended", async () => {
  const {submit, saved, state, tick} = opened("setups", () =>
    Promise.reject(new Error("only 1 lap: choose another reference")),
  );
  tick("Debrief").click();
  submit();
  expect(state()).toBe("Tick what the report shows.");
  tick("Debrief").click();
  submit();
  await vi.waitFor(() => expect(state()).toBe("Not made: only 1 lap: choose another reference"));
  expect(saved).toEqual([]);
});

it("notebooks run over what the report or else the page shows, say what they need, and one that is gone is named", async () => {
  const made = vi.fn(
    async (spec: ReportSpec) => ({html: "", spec, kept: [], manifest: {leftOut: []}}) as unknown as PageReport,
  );
  const {dialog, submit, saved, tick, state} = opened("debrief", made);
  const note = (label: string) => tick(label).parentElement!.querySelector("small")!.textContent;
  tick("Tyre").click();
  tick("Mine").click();
  await vi.waitFor(() => expect(note("Tyre")).toBe("11 MB more for its queries, and every channel of the laps"));
  expect(note("Mine")).toMatch(
    /^1 MB more, and .*; the files beside it .*; what follows a running session stays empty$/,
  );
  expect(dialog.querySelector("study")).toBeNull();
  tick("Corners").click();
  submit();
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  const notebook = (name: string, about: string) => ({
    ...{kind: "view", view: "notebook"},
    options: {name, text: TEXTS[name], about},
  });
  const asked = (call: number) => made.mock.calls[call][0].cells.filter(({kind}) => kind === "view");
  expect(asked(0).slice(2)).toEqual([notebook("tyres", "s-1:3,s-1"), notebook("mine", "s-1:3,s-1")]);
  // a notebook alone is about what the page shows
  for (const label of ["Debrief", "Corners", "Mine"]) tick(label).click();
  submit();
  await vi.waitFor(() => expect(saved).toHaveLength(2));
  expect(asked(1)).toEqual([notebook("tyres", "s-1:3")]);
  tick("Gone").click();
  submit();
  await vi.waitFor(() => expect(state()).toBe("Not made: no such notebook: gone"));
});

it("the preview of words has the real values, or says which word is mistyped", async () => {
  const {write, dialog, tick} = opened("debrief", () => Promise.reject());
  const preview = () => dialog.querySelector(".lb-publish-preview:not([hidden])")!.textContent!.trim();
  const wrong = () => dialog.querySelector(".lb-publish-row + .lb-failed:not([hidden])")?.textContent;
  tick("in place of names").click();
  write(0, "at {trck}");
  await vi.waitFor(() => expect(wrong()).toContain("did you mean {track}?"));
  write(0, "Ann Lee \\{later}");
  await vi.waitFor(() => expect(preview()).toBe("Driver 1 {later}"));
  expect(wrong()).toBeUndefined();
});
