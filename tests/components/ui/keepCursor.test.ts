// @vitest-environment jsdom
import {expect, it} from "vitest";
import {createCursor} from "../../../src/components/ui/cursor.js";
import {type CursorParams, keepCursor} from "../../../src/components/ui/cursorParams.js";

it("keepCursor(cursor, write) writes the view before a click leaves the page, and nothing after it was stopped", () => {
  const cursor = createCursor({axis: "distance", view: null, x: null, pin: null});
  const written: CursorParams[] = [];
  const stop = keepCursor(cursor, (params) => written.push(params));
  cursor.setView([812, 1040]);
  expect(written).toEqual([]);
  document.body.click();
  expect(written.map(({zoom}) => zoom)).toEqual(["812-1040"]);
  document.body.click();
  expect(written).toHaveLength(1);
  cursor.setView([1, 2]);
  stop();
  document.body.click();
  expect(written).toHaveLength(1);
});
