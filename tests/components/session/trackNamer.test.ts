// @vitest-environment jsdom
import {afterEach, expect, it, vi} from "vitest";
import {trackNamer} from "../../../src/components/session/trackNamer.js";
import {sessionFile} from "../../support/session.js";
import {WAIT_MS} from "../../support/until.js";

afterEach(() => vi.unstubAllGlobals());

const game = {game: "Assetto Corsa", format: "ac-lap-log", gameVersion: "", simulated: false, file: "a.tsv"};
const unknown = {id: -1, name: "unknown track", lengthM: 0, sectorStartsM: null};

function namer(session: ReturnType<typeof sessionFile>, writable = true) {
  vi.stubGlobal("fetch", async () => Response.json({writable, sessions: [], tracks: [{id: "a", name: "Grand Spa"}]}));
  const rebuild = vi.fn(async () => ({sessions: []}));
  const onNamed = vi.fn();
  const root = trackNamer(session, {writable, rebuild, onNamed});
  document.body.replaceChildren(root);
  const press = (name: string) =>
    [...root.querySelectorAll("button")].find((button) => button.textContent === name)!.click();
  const save = (name: string) => {
    root.querySelector("input")!.value = name;
    root.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
  };
  return {root, rebuild, onNamed, press, save};
}

it("shows the origin of the name: unknown, shape, user, game", () => {
  const text = (more: object, writable = true) =>
    namer(sessionFile("a", {source: game, ...more}), writable).root.textContent;
  expect(text({track: unknown})).toMatch(/track unknown.*Name the track…/);
  const shape = {track: "monza", meanM: 3.2, confidence: 0.81, reversed: true as const};
  expect(text({track: {...unknown, name: "Monza (reverse)", shape}})).toMatch(
    /recognised by shape\s*3\.2 m mean distance, driven in the opposite direction.*Correct the name…/,
  );
  expect(text({choices: {track: "Here"}})).toMatch(/^named by hand/);
  expect(text({})).toBe("Correct the name…");
  expect(text({}, false)).toBe("");
  expect(text({source: {...game, simulated: true}})).toBe("");
});

it("sends a name with the earlier choices, and offers the names of known tracks", async () => {
  const choices = {columns: {a: null}};
  const {root, rebuild, onNamed, press, save} = namer(sessionFile("id", {source: game, track: unknown, choices}));
  press("Name the track…");
  await vi.waitFor(() => expect(root.querySelectorAll("option").length).toBe(7), WAIT_MS);
  expect([...root.querySelectorAll("option")].map(({value}) => value)).toContain("Grand Spa");
  save("   ");
  expect(rebuild).not.toHaveBeenCalled();
  save("  Imola ");
  await vi.waitFor(() => expect(onNamed).toHaveBeenCalled(), WAIT_MS);
  expect(rebuild).toHaveBeenCalledWith("id", {columns: {a: null}, track: "Imola"});
});

it("restores the original name, and shows why it could not", async () => {
  const choices = {columns: {}, track: "Imola"};
  const {root, rebuild, press} = namer(sessionFile("id", {source: game, choices}));
  rebuild.mockRejectedValueOnce(new Error("id is being recorded"));
  press("Correct the name…");
  press("Original name");
  await vi.waitFor(() => expect(root.querySelector("[role=alert]")?.textContent).toBe("id is being recorded"), WAIT_MS);
  expect(rebuild).toHaveBeenCalledWith("id", {columns: {}});
  press("Cancel");
  expect(root.querySelector("form")).toBeNull();
});
