import {expect, it, vi} from "vitest";
import {parseExpression} from "../../../src/core/expressions/parse.js";

it("parses alike where its module is loaded twice: both have one jsep", async () => {
  const text = "2 km/h + -(speed + 3)² > 1 g ? hypot(a, b) : 4";
  const once = parseExpression(text);
  vi.resetModules();
  const again = await import("../../../src/core/expressions/parse.js");
  expect(again.parseExpression).not.toBe(parseExpression);
  expect(again.parseExpression(text)).toEqual(once);
  expect(parseExpression(text)).toEqual(once);
});
