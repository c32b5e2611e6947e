import {beforeEach, expect, it} from "vitest";
import {runGuard} from "../../../src/components/notebook/runGuard.js";

let stored: Map<string, string>;
const storage = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
  removeItem: (key: string) => void stored.delete(key),
};
beforeEach(() => {
  stored = new Map();
});

/** A page of the tab. */
function open(name = "mine") {
  const page = Object.assign(new EventTarget(), {hidden: false});
  const frame = new EventTarget();
  const guard = runGuard(name, {storage, page, frame});
  const hide = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  return {...guard, hide, leave: () => frame.dispatchEvent(new Event("pagehide"))};
}

it("a text that was running when its tab ended does not run again until it is changed or allowed", () => {
  open().begin("loop");
  const again = open();
  expect(again.begin("loop")).toBe(false);
  expect(again.begin("loop, mended")).toBe(true);
  // the page has the file's text first, then what was not saved
  open().begin("loop");
  const draft = open();
  expect([draft.begin("file"), draft.begin("loop")]).toEqual([true, false]);
  // it is refused after a reload of the page, too
  draft.leave();
  const third = open();
  expect(third.begin("loop")).toBe(false);
  third.allow();
  expect(third.begin("loop")).toBe(true);
  expect(open("other").begin("loop")).toBe(true);
});

it("a page that was left, stopped, or ended while it was not seen runs again", () => {
  const pages = [
    ({leave}: ReturnType<typeof open>) => leave(),
    ({stop}: ReturnType<typeof open>) => stop(),
    ({hide}: ReturnType<typeof open>) => hide(true),
  ];
  for (const end of pages) {
    stored.clear();
    const page = open();
    page.begin("text");
    end(page);
    expect(open().begin("text")).toBe(true);
  }
  stored.clear();
  const seen = open();
  seen.begin("text");
  seen.hide(true);
  seen.hide(false);
  expect(open().begin("text")).toBe(false);
});

it("without a storage everything runs", () => {
  const fail = () => {
    throw new Error("refused");
  };
  const refusing = {getItem: fail, setItem: fail, removeItem: fail};
  const page = Object.assign(new EventTarget(), {hidden: false});
  const guard = runGuard("mine", {storage: refusing, page, frame: new EventTarget()});
  expect(guard.begin("text")).toBe(true);
});
