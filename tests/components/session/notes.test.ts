// @vitest-environment jsdom
import {expect, it, vi} from "vitest";
import {lapNoteCell} from "../../../src/components/session/lapNoteCell.js";
import {openNotes} from "../../../src/components/session/notesBook.js";
import {notesPanel} from "../../../src/components/session/notesPanel.js";
import {ServerRefusal} from "../../../src/components/ui/askServer.js";
import {noNotes, type SessionNotes} from "../../../src/core/archive/sessionNotes.js";
import {lapRow} from "../fakeSession.js";

/** A server that holds notes and refuses an edit of others than it has. */
async function opened({isWritable = true, first = noNotes()}: {isWritable?: boolean; first?: SessionNotes} = {}) {
  const server = {now: first};
  const put = vi.fn(async (_: string, {notes, before}: {notes: SessionNotes; before: SessionNotes}) => {
    if (JSON.stringify(before) !== JSON.stringify(server.now)) throw new ServerRefusal(409, "changed elsewhere");
    server.now = notes;
  });
  const book = await openNotes("20250307-140512-a1b2c3", {isWritable, put, read: async () => server.now});
  return {server, book, put};
}
const button = (root: Element, text: string) =>
  [...root.querySelectorAll("button")].find((one) => one.textContent === text)!;

it("writes, tags and stars a session", async () => {
  const {server, book} = await opened();
  const panel = notesPanel(book, {tags: ["wet"]});
  document.body.replaceChildren(panel);
  button(panel, "Write a note…").click();
  panel.querySelector("textarea")!.value = "**Box** lap 12 <img src=x onerror=alert(1)> [x](javascript:alert(1))";
  panel
    .querySelector("textarea")!
    .dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true}));
  await vi.waitFor(() => expect(panel.querySelector(".lb-markdown strong")?.textContent).toBe("Box"));
  // what others write runs nothing
  expect(panel.querySelector(".lb-markdown img, .lb-markdown a")).toBeNull();
  expect(document.activeElement?.textContent).toBe("Edit the note");

  const tag = panel.querySelector<HTMLInputElement>(".lb-tag-field")!;
  tag.value = " New tyres,";
  tag.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter"}));
  await vi.waitFor(() => expect(server.now.tags).toEqual(["New tyres"]));
  panel.querySelector<HTMLButtonElement>(".lb-star")!.click();
  await vi.waitFor(() => expect(server.now.favourite).toBe(true));
  panel.querySelector<HTMLButtonElement>(".lb-tag button")!.click();
  await vi.waitFor(() => expect(server.now.tags).toEqual([]));
});

it("keeps what is typed while a tag is saved, and both of two quick tags", async () => {
  const {server, book, put} = await opened();
  const panel = notesPanel(book);
  document.body.replaceChildren(panel);
  const field = panel.querySelector<HTMLInputElement>(".lb-tag-field")!;
  const type = (text: string, key?: string) => {
    field.value = text;
    if (key) field.dispatchEvent(new KeyboardEvent("keydown", {key}));
  };
  field.focus();
  type("league", ",");
  type("dry", ",");
  type("base");
  await vi.waitFor(() => expect(server.now.tags).toEqual(["league", "dry"]));
  expect(document.activeElement).toBe(field);
  expect(panel.querySelector<HTMLInputElement>(".lb-tag-field")?.value).toBe("base");

  put.mockRejectedValueOnce(new Error("cannot reach the server"));
  type("baseline", "Enter");
  await vi.waitFor(() => expect(panel.querySelector("[role=alert]")?.textContent).toContain("cannot reach"));
  expect([field.value, server.now.tags]).toEqual(["baseline", ["league", "dry"]]);
});

it("keeps both of two edits of different things, and asks before one replaces another", async () => {
  const {server, book} = await opened();
  server.now = {...server.now, tags: ["wet"]};
  await book.save({note: "mine"});
  expect(server.now).toMatchObject({note: "mine", tags: ["wet"]});
  server.now = {...server.now, note: "another's"};
  await expect(book.save({note: "mine, longer"})).rejects.toThrow("changed elsewhere");
  expect(book.now.note).toBe("another's");
  await book.save({note: "mine, longer"});
  expect(server.now.note).toBe("mine, longer");
  await Promise.all([book.save({lap: ["0:1", {note: "", favourite: true}]}), book.save({favourite: true})]);
  expect(server.now).toMatchObject({favourite: true, laps: {"0:1": {favourite: true}}});
});

it("a lap has its star and note; a published copy shows them only", async () => {
  const {server, book, put} = await opened();
  const cell = lapNoteCell(book, lapRow({lap: 4}));
  cell.querySelector<HTMLButtonElement>(".lb-pencil")!.click();
  cell.querySelector("textarea")!.value = "lock-up in T4";
  cell.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
  await vi.waitFor(() => expect(cell.querySelector(".lb-markdown")?.textContent?.trim()).toBe("lock-up in T4"));
  expect(server.now.laps["0:4"]).toEqual({note: "lock-up in T4", favourite: false});

  const copy = await opened({isWritable: false, first: {...server.now, favourite: true, tags: ["wet"]}});
  const shown = [lapNoteCell(copy.book, lapRow({lap: 4})), notesPanel(copy.book)];
  expect(shown.map((one) => one.querySelectorAll("button, input").length)).toEqual([0, 0]);
  expect(shown.map((one) => one.textContent?.trim())).toEqual(["lock-up in T4", expect.stringMatching(/★\s*wet/)]);

  put.mockRejectedValueOnce(new Error("cannot reach the server"));
  const star = cell.querySelector<HTMLButtonElement>(".lb-star")!;
  star.click();
  await vi.waitFor(() => expect(star.title).toBe("cannot reach the server"));
  expect(star.getAttribute("aria-pressed")).toBe("false");
});
