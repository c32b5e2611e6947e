// @vitest-environment jsdom
import {afterEach, beforeEach, expect, it, vi} from "vitest";
import {pitWall} from "../../../src/components/pitwall/pitWall.js";
import {FakeLive} from "../../support/fakeLive.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("names the layout that it shows, chosen or not: its channels are asked for", () => {
  const source = new FakeLive({cars: 1, hz: 10});
  const shown: string[] = [];
  const {element, stop} = pitWall(source, {onShown: (layout) => shown.push(layout)});
  document.body.append(element);
  source.advance(10);
  vi.advanceTimersByTime(600);
  expect(shown).toEqual(["driver"]);
  document.dispatchEvent(new KeyboardEvent("keydown", {key: "1"}));
  expect(shown).toEqual(["driver", "race"]);
  stop();
  element.remove();
});

it("shows and judges nothing of a session before its history is loaded", () => {
  const source = new FakeLive({cars: 2, hz: 10, state: "loading"});
  const {element, stop} = pitWall(source, {layout: "race"});
  document.body.append(element);
  const shown = (selector: string) => {
    const found = element.querySelector<HTMLElement>(selector);
    return found && !found.closest("[hidden]") ? found.textContent : null;
  };
  source.advance(100);
  vi.advanceTimersByTime(600);
  expect(shown(".pw-state")).toBe("Loading the session so far…");
  expect([shown(".pw-live"), shown(".pw-tower")]).toEqual([null, null]);

  // data that come faster than they are read are shown in the end, and not called live
  const slow = pitWall(source, {layout: "race"});
  document.body.append(slow.element);
  for (let t = 0; t < 7; t++) {
    source.advance(1);
    vi.advanceTimersByTime(1000);
  }
  expect(slow.element.querySelector(".pw-live")!.textContent).toBe("loading…");
  expect(slow.element.querySelector(".pw-tower")).not.toBe(null);
  slow.stop();
  slow.element.remove();
  stop();
  element.remove();
});

it("keeps what it has after a break, and does not call it live before it has caught up", () => {
  const source = new FakeLive({cars: 2, hz: 10});
  const {element, stop} = pitWall(source, {layout: "race"});
  document.body.append(element);
  const shown = (selector: string) => {
    const found = element.querySelector<HTMLElement>(selector);
    return found && !found.closest("[hidden]") ? found.textContent : null;
  };
  source.advance(100);
  vi.advanceTimersByTime(600);
  expect([shown(".pw-state"), shown(".pw-live")]).toEqual([null, "● live"]);
  expect(element.querySelectorAll(".pw-tower tbody tr").length).toBe(2);

  source.state = "loading";
  source.advance(1);
  vi.advanceTimersByTime(600);
  expect([shown(".pw-state"), shown(".pw-live")]).toEqual(["Loading the session so far…", "loading…"]);
  expect(shown(".pw-tower")).not.toBe(null);
  stop();
  element.remove();
});
