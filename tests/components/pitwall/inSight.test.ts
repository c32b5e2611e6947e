// @vitest-environment jsdom
import {afterEach, expect, it, vi} from "vitest";
import {createInSight} from "../../../src/components/pitwall/inSight.js";

afterEach(() => void vi.unstubAllGlobals());

it("knows which panels are in the window, and draws one that comes into it", () => {
  let report: (entries: {target: Element; isIntersecting: boolean}[]) => void = () => {};
  const watched = new Set<Element>();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(callback: typeof report) {
        report = callback;
      }
      observe = (element: Element) => void watched.add(element);
      disconnect = () => watched.clear();
    },
  );
  const panel = () => ({element: document.createElement("div"), draw() {}, refresh() {}, stop() {}});
  const [first, second] = [panel(), panel()];
  let entered = 0;
  const sight = createInSight(() => entered++);
  sight.watch([first, second]);
  // before the browser has said anything
  expect([sight.has(first), sight.has(second)]).toEqual([true, true]);
  report([{target: second.element, isIntersecting: false}]);
  expect([sight.has(first), sight.has(second), entered]).toEqual([true, false, 0]);
  report([{target: second.element, isIntersecting: true}]);
  expect([sight.has(second), entered]).toEqual([true, 1]);
  report([{target: first.element, isIntersecting: false}]);
  sight.watch([first]);
  expect(sight.has(first)).toBe(true);
  sight.stop();
  expect(watched.size).toBe(0);
});
