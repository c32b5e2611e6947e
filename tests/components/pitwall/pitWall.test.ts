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

  source.state = "live";
  source.advance(1);
  vi.advanceTimersByTime(600);
  expect([shown(".pw-state"), shown(".pw-live")]).toEqual([null, "● live"]);
  expect(element.querySelectorAll(".pw-tower tbody tr").length).toBe(2);

  // after a break the page keeps what it has, and does not call it live
  source.state = "loading";
  source.advance(1);
  vi.advanceTimersByTime(600);
  expect([shown(".pw-state"), shown(".pw-live")]).toEqual(["Loading the session so far…", "loading…"]);
  expect(shown(".pw-tower")).not.toBe(null);
  stop();
  element.remove();
});
