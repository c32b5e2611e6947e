// @vitest-environment jsdom
import {existsSync} from "node:fs";
import {afterEach, expect, it, vi} from "vitest";
import {ANALYSIS_PAGES, analysisNav, choiceOfLaps} from "../../../src/components/ui/analysisNav.js";
import {fetchLibrary} from "../../../src/components/ui/archive.js";
import {libraryEntry} from "../fakeSession.js";

afterEach(() => vi.unstubAllGlobals());

const CHOICE = {session: "s-1", car: 3, lap: 7, reference: "s-1:3:5"};

function query(nav: HTMLElement, page: string): Record<string, string> {
  const link = [...nav.querySelectorAll("a")].find(({href}) => new URL(href).pathname.endsWith(`/${page}.html`))!;
  return Object.fromEntries(new URL(link.href).searchParams);
}

it("links pages that exist, each once, and marks the current one", () => {
  const paths = ANALYSIS_PAGES.map(({path}) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths) expect(existsSync(`src/pages/${path}.md`), path).toBe(true);
  const marked = analysisNav("corners").querySelectorAll("[aria-current]");
  expect([...marked].map(({textContent}) => textContent)).toEqual(["Corners"]);
});

it("each page gets the part of the choice that it understands", () => {
  const nav = analysisNav("session", CHOICE);
  expect(query(nav, "debrief")).toEqual({session: "s-1", car: "3", lap: "7", reference: "s-1:3:5"});
  expect(query(nav, "session")).toEqual({session: "s-1", car: "3"});
  expect(query(nav, "laps")).toEqual({laps: "s-1:3:5,s-1:3:7"});
  expect(query(nav, "circuit")).toEqual({lap: "s-1:3:7"});
});

it("without a single lap, pages of laps get the session and the car; nothing chosen, nothing carried", () => {
  const all = analysisNav("debrief", {...CHOICE, lap: "all", reference: "my-best"});
  expect(query(all, "laps")).toEqual({session: "s-1", car: "3"});
  expect(query(analysisNav("debrief"), "laps")).toEqual({});
  expect(query(analysisNav("debrief", {...CHOICE, reference: "teammate"}), "laps")).toEqual({laps: "s-1:3:7"});
});

it("chosen laps carry the session and car of the reference, and its number where it is alone", () => {
  const lap = (n: number) => ({session: "s", car: 1, lap: n});
  expect(choiceOfLaps([lap(2)])).toEqual(lap(2));
  expect(choiceOfLaps([lap(2), lap(3)])).toEqual({session: "s", car: 1});
  expect(choiceOfLaps([])).toEqual({});
});

it("laps that a page chose once it had read them are carried on to Laps, and the rest of the choice stays", () => {
  const nav = analysisNav("debrief", {session: "s-1", car: 3});
  expect(query(nav, "laps")).toEqual({session: "s-1", car: "3"});
  nav.carry({session: "s-1", car: 3, reference: "my-best", laps: "s-1:3:5,s-1:3:7"});
  expect(query(nav, "laps")).toEqual({laps: "s-1:3:5,s-1:3:7"});
  expect(query(nav, "corners")).toEqual({session: "s-1", car: "3", reference: "my-best"});
});

it("only pages are offered that have something to show of the session, and the current one", async () => {
  const sessions = [
    libraryEntry({id: "race", drivers: 20}),
    libraryEntry({id: "unnamed", type: "unknown", drivers: 8}),
    libraryEntry({id: "trial", type: "time trial"}),
    libraryEntry({id: "times", type: "practice", bestSampled: false, sampledLaps: 0}),
  ];
  vi.stubGlobal("fetch", async () => Response.json({sessions, tracks: []}));
  await fetchLibrary();
  const left = async (current: string, session: string) => {
    const nav = analysisNav(current, {session});
    await vi.waitFor(() => expect(nav.querySelector("li[hidden]")).not.toBeNull(), {timeout: 200}).catch(() => {});
    return [...nav.querySelectorAll<HTMLElement>("li")].flatMap((li) => (li.hidden ? li.textContent : []));
  };
  expect(await left("session", "race")).toEqual([]);
  expect(await left("session", "unnamed")).toEqual([]);
  expect(await left("debrief", "trial")).toEqual(["Race"]);
  expect(await left("race", "trial")).toEqual([]);
  expect(await left("session", "times")).toEqual(["Race", "Debrief", "Corners", "Grip", "Laps", "Math"]);
});
