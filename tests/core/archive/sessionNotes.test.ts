import {describe, expect, it} from "vitest";
import {isEmptyNotes, noNotes, notesEntry, notesFromFile, tagsIn} from "../../../src/core/archive/sessionNotes.js";

const file = (fields: object) => ({format: "lapbook-notes", version: 1, ...fields});

describe("notes of a session", () => {
  it("are read in one order, without empty lap notes and tags said twice", () => {
    const notes = notesFromFile(
      file({
        note: "# Wet start\r\nBox lap 12.\n\n",
        tags: ["wet", " New  tyres ", "Wet", "a, b", ","],
        favourite: true,
        laps: {"10:2": {note: "lock-up T4"}, "0:4": {favourite: true}, "0:11": {note: "  "}, "0:1": {note: ""}},
      }),
    );
    expect(notes.note).toBe("# Wet start\nBox lap 12.");
    expect(notes.tags).toEqual(["wet", "New tyres", "a", "b"]);
    expect(Object.entries(notes.laps)).toEqual([
      ["0:4", {note: "", favourite: true}],
      ["10:2", {note: "lock-up T4", favourite: false}],
    ]);
    expect(notesFromFile(JSON.parse(JSON.stringify(notes)))).toEqual(notes);
    expect(notesEntry(notes)).toEqual({
      ...{line: "Wet start", tags: notes.tags, favourite: true, laps: 2},
      // what a search looks through: of laps too, each word once
      words: "# wet start box lap 12. lock-up t4",
    });
  });

  it("are empty where nothing is written", () => {
    expect(isEmptyNotes(notesFromFile(file({})))).toBe(true);
    expect(notesFromFile(file({}))).toEqual(noNotes());
    expect(tagsIn(" , ")).toEqual([]);
    expect(tagsIn(`wet, new   tyres,${"x".repeat(50)}`)).toEqual(["wet", "new tyres", "x".repeat(40)]);
    const long = {...noNotes(), note: Array.from({length: 3000}, (_, i) => `word${i}`).join(" ")};
    expect(notesEntry(long).words!.length).toBeGreaterThan(3900);
    expect(notesEntry(long).words!.length).toBeLessThanOrEqual(4000);
    expect(notesEntry({...noNotes(), note: `\n> **${"x".repeat(200)}**`}).line).toHaveLength(120);
  });

  it.each([
    [null, "not notes"],
    [{format: "other", version: 1}, "format must be lapbook-notes"],
    [{format: "lapbook-notes", version: 2}, "unknown version of notes: 2"],
    [file({note: 3}), "invalid note: expected text"],
    [file({note: "x".repeat(20_001)}), "more than 20000 characters"],
    [file({tags: "wet"}), "invalid tags"],
    [file({tags: Array(31).fill("a")}), "invalid tags"],
    [file({laps: {__proto__x: {}}}), "invalid lap of notes: __proto__x"],
    [file({laps: {"0:1": "good"}}), "invalid note of lap 0:1"],
  ])("refuses %j", (value, message) => {
    expect(() => notesFromFile(value)).toThrow(message);
  });
});
