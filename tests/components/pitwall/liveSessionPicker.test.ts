// @vitest-environment jsdom
import {expect, it} from "vitest";
import {liveSessionPicker, sessionLine} from "../../../src/components/pitwall/liveSessionPicker.js";
import {parseMarks} from "../../../src/core/archive/marks.js";

type Session = Parameters<typeof sessionLine>[0];

const session = (id: string, more: Partial<Session> = {}): Session =>
  ({
    id,
    track: {name: "Monza"},
    type: "race",
    game: "F1 25",
    simulated: false,
    lastSeen: 100_000,
    ended: false,
    ...more,
  }) as Session;

it("sessionLine(session, now) has track, type and game, and how long it has been silent", () => {
  const lines = [102, 117, 300].map((s) => sessionLine(session("a"), s * 1000));
  expect(lines).toEqual([
    "Monza, race, F1 25: running",
    "Monza, race, F1 25: silent for 10 s",
    "Monza, race, F1 25: silent for 3 min",
  ]);
  expect(sessionLine(session("a", {ended: true, simulated: true}), 0)).toBe("Monza, race, F1 25 (simulated): ended");
});

it("liveSessionPicker offers several sessions, hides for one, and keeps an id that is not running", () => {
  let sessions = [session("a")];
  const chosen: string[] = [];
  const options = {
    sessions: () => sessions,
    chosen: "latest",
    choose: (id: string) => chosen.push(id),
    now: () => 100_000,
  };
  const {element, update} = liveSessionPicker(options);
  update();
  expect(element.hidden).toBe(true);
  sessions = [session("a"), session("b")];
  update();
  const select = element.querySelector("select")!;
  expect([...select.options].map(({value}) => value)).toEqual(["latest", "b", "a"]);
  select.value = "a";
  select.dispatchEvent(new Event("change"));
  expect(chosen).toEqual(["a"]);
  const gone = liveSessionPicker({...options, chosen: "gone"});
  gone.update();
  expect(gone.element.textContent).toContain("gone, not running");
});

it("parseMarks(text) reads a mark per line, and leaves out a line cut short", () => {
  expect(parseMarks('{"sessionTime":1,"note":"a"}\n{"sessionTime":null,"note":"b"}\n{"sessio')).toEqual([
    {sessionTime: 1, note: "a"},
    {sessionTime: null, note: "b"},
  ]);
  expect(parseMarks("")).toEqual([]);
});
