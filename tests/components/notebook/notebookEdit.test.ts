import {describe, expect, it} from "vitest";
import {hasDraft, NotebookEdit} from "../../../src/components/notebook/editor/notebookEdit.js";
import {textChange} from "../../../src/components/notebook/editor/textChange.js";
import {ServerRefusal} from "../../../src/components/ui/askServer.js";
import {seeded} from "../../support/seeded.js";

/** A file that refuses a write that was made from another text, as the server does. */
function file(first: string | null) {
  const disk = {text: first, writes: 0};
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
  const open = (text = disk.text ?? "") =>
    new NotebookEdit({
      ...{name: "n", text, storage, onState() {}},
      read: async () => disk.text,
      async write(text, before) {
        await null;
        if (disk.text !== before) throw new ServerRefusal(409, "was changed elsewhere");
        disk.text = text;
        disk.writes++;
      },
    });
  return {disk, kept, storage, open};
}

describe("NotebookEdit", () => {
  it("saves what was typed; what is typed while it is written stays unsaved", async () => {
    const {disk, kept, open} = file("a");
    const edit = open();
    edit.edit("ab");
    const saved = edit.save();
    edit.edit("abc");
    await edit.save(); // one at a time
    await saved;
    expect([disk.text, disk.writes, edit.isDirty, edit.text]).toEqual(["ab", 1, true, "abc"]);
    await edit.save();
    expect([disk.text, edit.isDirty, kept.size]).toEqual(["abc", false, 0]);
  });

  it("follows a file that changes when nothing is unsaved; the news of its own text is none", () => {
    const edit = file("a").open();
    edit.fileChanged("b");
    expect([edit.text, edit.isDirty, edit.theirs]).toEqual(["b", false, undefined]);
    edit.edit("c");
    edit.fileChanged("c");
    expect([edit.isDirty, edit.theirs]).toEqual([false, undefined]);
  });

  it.each([
    ["takeTheirs", "theirs"],
    ["keepMine", "mine"],
  ] as const)("writes nothing over another's text until one is chosen: %s", async (way, left) => {
    const {disk, open} = file("a");
    const edit = open();
    edit.edit("mine");
    disk.text = "theirs";
    await edit.save();
    expect([disk.text, edit.text, edit.theirs]).toEqual(["theirs", "mine", "theirs"]);
    await edit.save();
    expect(disk.text).toBe("theirs");
    await edit[way]();
    expect([disk.text, edit.text, edit.isDirty, edit.theirs]).toEqual([left, left, false, undefined]);
  });

  it("keeps a text whose file was removed, and writes it anew when asked to", async () => {
    const {disk, open} = file("a");
    const edit = open();
    edit.edit("mine");
    disk.text = null;
    await edit.save();
    expect(edit.theirs).toBeNull();
    edit.takeTheirs();
    expect(edit.text).toBe("mine");
    await edit.keepMine();
    expect([disk.text, edit.isDirty]).toEqual(["mine", false]);
  });

  it("finds what was unsaved after a reload, with the conflict if the file has changed since", () => {
    const {storage, open} = file("a");
    open().edit("mine");
    expect(hasDraft("n", storage)).toBe(true);
    expect(hasDraft("m", storage)).toBe(false);
    const again = open();
    expect([again.text, again.isDirty, again.theirs]).toEqual(["mine", true, undefined]);
    const later = open("b");
    expect([later.text, later.theirs]).toEqual(["mine", "b"]);
    later.takeTheirs();
    expect(hasDraft("n", storage)).toBe(false);
  });

  it("says why saving failed, and keeps the text", async () => {
    const edit = new NotebookEdit({
      ...{name: "n", text: "a", onState() {}, read: async () => "a"},
      storage: {
        getItem: () => "{damaged",
        setItem() {
          throw new Error("full");
        },
        removeItem() {},
      },
      write: () => Promise.reject(new Error("cannot reach the server")),
    });
    edit.edit("b");
    await edit.save();
    expect([edit.text, edit.isDirty, edit.isSaving, edit.problem]).toEqual([
      "b",
      true,
      false,
      "cannot reach the server",
    ]);
  });
});

describe("textChange(before, after)", () => {
  it("makes the second text of the first, in one stretch that begins and ends with a difference", () => {
    const random = seeded(7);
    const text = () => Array.from({length: Math.floor(random() * 8)}, () => "ab\n"[Math.floor(random() * 3)]).join("");
    for (let i = 0; i < 500; i++) {
      const [before, after] = [text(), text()];
      const change = textChange(before, after);
      if (!change) {
        expect(after).toBe(before);
        continue;
      }
      const {from, to, insert} = change;
      expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
      const removed = before.slice(from, to);
      if (removed && insert) expect([removed[0] !== insert[0], removed.at(-1) !== insert.at(-1)]).toEqual([true, true]);
    }
  });
});
