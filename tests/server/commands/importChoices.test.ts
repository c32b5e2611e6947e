import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, it} from "vitest";
import {importFile} from "../../../loaders/archive/importFile.js";
import {importChoices} from "../../../server/commands/importChoices.js";
import {previewFile, previewText} from "../../../server/commands/importPreview.js";

const folder = await mkdtemp(join(tmpdir(), "choices-"));
afterAll(() => rm(folder, {recursive: true}));

it("--header-row, --separator and --decimal import a table that nothing recognises", async () => {
  const file = join(folder, "bare.csv");
  const rows = Array.from({length: 60}, (_, i) => `${(i / 10).toFixed(1)}\t${i * 4}\t144`);
  await writeFile(file, `${rows.join("\n")}\n`);
  const options = {recordings: join(folder, "recordings"), now: () => 0};
  await expect(importFile(file, options)).rejects.toThrow("for a table choose the line of its names");
  const choices = await importChoices({
    "header-row": "0",
    separator: "\\t",
    map: "column 1=sessionTime:s\ncolumn 2=totalDistance:m\ncolumn 3=speedKmh:km/h",
  });
  expect(choices).toMatchObject({headerRow: 0, separator: "\\t"});
  const preview = await previewFile(file, choices);
  expect(previewText(preview)).toContain("no names, time from time");
  expect(preview.choices).toMatchObject({headerRow: 0});
  const {sessions} = await importFile(file, {...options, choices});
  expect(sessions).toHaveLength(1);
  await expect(importChoices({"header-row": "1.5"})).rejects.toThrow("invalid --header-row: 1.5");
});
