import {describe, expect, it} from "vitest";
import {traceAction} from "../../../src/components/laps/traceKeys.js";
import {createCursor} from "../../../src/components/ui/cursor.js";

describe("createCursor", () => {
  it("notifies every listener once per change, and not without a change", () => {
    const cursor = createCursor();
    const heard: string[] = [];
    cursor.subscribe((what) => heard.push(`a ${what} ${cursor.x}`));
    const stop = cursor.subscribe((what) => heard.push(`b ${what}`));
    cursor.set(100);
    cursor.set(100);
    stop();
    cursor.setView([0, 50]);
    cursor.setView([0, 50]);
    expect(heard).toEqual(["a x 100", "b x", "a view 100"]);
  });
  it("converts positions and view to another axis; the range is metres of the line on either", () => {
    const cursor = createCursor({x: 100, view: [0, 200], pin: 50, range: [10, 20]});
    cursor.setAxis("time", (x) => x / 50);
    expect([cursor.axis, cursor.x, cursor.view, cursor.pin, cursor.range]).toEqual(["time", 2, [0, 4], 1, [10, 20]]);
  });
  it("does not take NaN for a position", () => {
    const cursor = createCursor({x: 5});
    cursor.set(Number.NaN);
    expect(cursor.x).toBe(5);
  });
});

describe("traceAction", () => {
  it("steps by one, with Shift by ten", () => {
    expect(traceAction({key: "ArrowRight"})).toEqual({type: "step", by: 1});
    expect(traceAction({key: "ArrowLeft", shiftKey: true})).toEqual({type: "step", by: -10});
  });
  it("ignores the browser's shortcuts", () => {
    expect(traceAction({key: "+", ctrlKey: true})).toBeNull();
    expect(traceAction({key: "0", metaKey: true})).toBeNull();
    expect(traceAction({key: "ArrowLeft", altKey: true})).toBeNull();
    expect(traceAction({key: "Tab"})).toBeNull();
    expect(traceAction({key: "ArrowDown"})).toBeNull();
  });
  it("knows zoom, all, back, ends and clear", () => {
    const types = ["+", "-", "0", "Backspace", "Home", "End", "Escape"].map((key) => traceAction({key})?.type);
    expect(types).toEqual(["zoom", "zoom", "reset", "undo", "end", "end", "clear"]);
  });
});
