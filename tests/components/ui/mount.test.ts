// @vitest-environment jsdom
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {isShortcut, mount} from "../../../src/components/ui/mount.js";

/** Stands in for the browser's: a test says which width was observed. */
class FakeResizeObserver {
  static all: FakeResizeObserver[] = [];
  observed: Element | null = null;
  constructor(readonly changed: (entries: {contentRect: {width: number}}[]) => void) {
    FakeResizeObserver.all.push(this);
  }
  observe(element: Element) {
    this.observed = element;
  }
  disconnect() {
    this.observed = null;
  }
  static width(px: number) {
    for (const one of FakeResizeObserver.all) if (one.observed) one.changed([{contentRect: {width: px}}]);
  }
}

describe("mount(element, hooks)", () => {
  const scheme = Object.assign(new EventTarget(), {matches: false});
  const press = (key: string, on: EventTarget = document.body) => {
    const event = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
    on.dispatchEvent(event);
    return event;
  };
  let element: HTMLElement;
  beforeEach(() => {
    FakeResizeObserver.all = [];
    vi.stubGlobal("ResizeObserver", FakeResizeObserver);
    vi.stubGlobal("matchMedia", () => scheme);
    element = document.createElement("div");
    element.tabIndex = 0;
    document.body.append(element);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    document.body.replaceChildren();
  });

  /** Everything that can be hooked, counted. */
  function mounted(invalidation?: Promise<unknown>) {
    const calls = {resize: 0, theme: 0, key: 0, pageKey: 0, page: 0, stops: 0};
    const count = (name: keyof typeof calls) => () => ++calls[name] > 0;
    const stop = mount(element, {
      resize: count("resize"),
      theme: count("theme"),
      key: count("key"),
      pageKey: count("pageKey"),
      page: {dragover: count("page")},
      stops: [count("stops")],
      invalidation,
    });
    const everything = () => {
      FakeResizeObserver.width(300);
      scheme.dispatchEvent(new Event("change"));
      press("x", element);
      press("x");
      dispatchEvent(new Event("dragover"));
    };
    return {calls, stop, everything};
  }

  it("reports width, colour scheme, keys and the window's events", () => {
    const {calls, everything, stop} = mounted();
    everything();
    // a key that the element used does not reach the page's
    expect(calls).toEqual({resize: 1, theme: 1, key: 1, pageKey: 1, page: 1, stops: 0});
    stop();
  });

  it.each([
    ["its owner stops it", async ({stop}: ReturnType<typeof mounted>) => stop()],
    [
      "it is removed from the page",
      async () => {
        FakeResizeObserver.width(300);
        element.remove();
        FakeResizeObserver.width(0);
      },
    ],
  ])("ends everything, once, when %s", async (_, end) => {
    const one = mounted();
    await end(one);
    one.stop();
    const before = {...one.calls};
    document.body.append(element);
    one.everything();
    expect(one.calls).toEqual({...before, stops: 1});
    expect(FakeResizeObserver.all.every(({observed}) => observed === null)).toBe(true);
  });

  it("ends with the page's cell", async () => {
    const {calls, everything} = mounted(Promise.resolve());
    await Promise.resolve();
    everything();
    expect(calls).toEqual({resize: 0, theme: 0, key: 0, pageKey: 0, page: 0, stops: 1});
  });

  it("prevents the browser's own action of a key that was used, and of no other", () => {
    mount(element, {key: ({key}) => key === "a"});
    expect(press("a", element).defaultPrevented).toBe(true);
    expect(press("b", element).defaultPrevented).toBe(false);
  });

  it("leaves the keys of a text field alone, and takes those of a slider", () => {
    const {calls} = mounted();
    const field = document.createElement("input");
    const slider = Object.assign(document.createElement("input"), {type: "range"});
    document.body.append(field, slider);
    press("m", field);
    expect(calls.pageKey).toBe(0);
    press("m", slider);
    expect(calls.pageKey).toBe(1);
  });

  it("takes no page key while the element is not on the page", () => {
    const {calls} = mounted();
    element.remove();
    press("m");
    expect(calls.pageKey).toBe(0);
  });
});

it("isShortcut(event) is true with Control, Command or Alt", () => {
  expect(isShortcut({ctrlKey: true})).toBe(true);
  expect(isShortcut({})).toBe(false);
});
