import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {withChannelTable, withNamesTable, withViewTables} from "../../loaders/docs.js";
import {withWords, wordSources} from "../../loaders/notebookDocs.js";
import {protoText} from "../../src/core/messages/protobuf.js";

it("docs/formats.md matches the catalogue (npm run docs writes it)", () => {
  const text = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
  expect(text).toBe(withChannelTable(text));
  expect(text).toContain("| `speedKmh` |");
});

it("docs/messages.md has the names of JSON (npm run docs writes them)", () => {
  const text = readFileSync(new URL("../../docs/messages.md", import.meta.url), "utf8");
  expect(text).toBe(withNamesTable(text));
  expect(text).toContain("| `telemetry` | `speed_kmh` | `speedKmh` | 2 |");
});

it("docs/lapbook.proto matches the messages (npm run docs writes it)", () => {
  const text = readFileSync(new URL("../../docs/lapbook.proto", import.meta.url), "utf8");
  expect(text).toBe(protoText());
  expect(text).toContain("message TelemetryMessage {");
});

it("docs/sql.md lists the tables of SQL (npm run docs writes them)", () => {
  const text = readFileSync(new URL("../../docs/sql.md", import.meta.url), "utf8");
  expect(text).toBe(withViewTables(text));
  expect(text).toContain("| `brakePointM` | DOUBLE | m |");
});

it("docs/notebooks.md lists the words of notebooks (npm run docs writes them)", async () => {
  const text = readFileSync(new URL("../../docs/notebooks.md", import.meta.url), "utf8");
  expect(text).toBe(withWords(text, await wordSources()));
  expect(text).toContain("**`bestLaps(count?, options?)`** The fastest laps");
});
