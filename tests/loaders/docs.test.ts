import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {withChannelTable, withProtoText} from "../../loaders/docs.js";

it("docs/formats.md matches the catalogue (npm run docs writes it)", () => {
  const text = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
  expect(text).toBe(withChannelTable(text));
  expect(text).toContain("| `speedKmh` |");
});

it("docs/messages.md matches the messages (npm run docs writes it)", () => {
  const text = readFileSync(new URL("../../docs/messages.md", import.meta.url), "utf8");
  expect(text).toBe(withProtoText(text));
  expect(text).toContain("message TelemetryMessage {");
});
