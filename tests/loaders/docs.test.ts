import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {withChannelTable} from "../../loaders/docs.js";

it("docs/formats.md shows today's catalogue (npm run docs writes it)", () => {
  const text = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
  expect(text).toBe(withChannelTable(text));
  expect(text).toContain("| `speedKmh` |");
});
