import {win32} from "node:path";
import {expect, it} from "vitest";
import {dataFileFault} from "../../../src/core/notebook/dataFile.js";
import {
  notebookNameFault,
  notebookNameFor,
  notebookTitle,
  splitFront,
} from "../../../src/core/notebook/notebookFile.js";
import {splitNotebook} from "../../../src/core/notebook/splitNotebook.js";

const FOLDER = "C:\\Users\\Ada\\notebooks";
/** Names that mean something else to Windows: devices with any ending, drives, streams, parents, and what it strips. */
const HOSTILE = [
  ...["con", "CON", "prn", "Aux", "nul", "NUL.tar", "com1", "COM9", "lpt1.txt", "com¹", "LPT³", "nul ", "nul .x"],
  ...[
    "..",
    "..\\x",
    "a\\..\\..\\x",
    "C:",
    "C:\\x",
    "C:x",
    "\\\\host\\share\\x",
    "\\\\?\\C:\\x",
    "//host/x",
    "x:stream",
    "x::$DATA",
  ],
  ...["x.", "x ", "x. .", "~", "a|b", 'a"b', "a<b", "a*b", "a?b", "a\u0000b", "a\tb", "CONIN$", "conout$"],
];

it("no name that is accepted leaves the folder on Windows or is a device there", () => {
  for (const name of [...HOSTILE, "tyre study", "Übung 3", "com10", "console", "nullify", "auxiliary.lap"]) {
    if (notebookNameFault(name) === undefined) {
      const path = win32.join(FOLDER, `${name}.md`);
      expect(win32.dirname(path), name).toBe(FOLDER);
      expect(win32.basename(path), name).toBe(`${name}.md`);
    }
    for (const file of [`${name}.csv`, `data/${name}.csv`, `${name}/a.csv`]) {
      if (dataFileFault(file) !== undefined) continue;
      const path = win32.join(FOLDER, ...file.split("/"));
      expect(win32.relative(FOLDER, path), file).toBe(file.replaceAll("/", "\\"));
    }
  }
  expect(HOSTILE.filter((name) => notebookNameFault(name) === undefined)).toEqual([]);
  // a tilde is a letter to Windows too
  expect(HOSTILE.filter((name) => dataFileFault(`${name}/a.csv`) === undefined)).toEqual(["~"]);
  for (const name of ["com10", "console", "nullify", "tyre study"]) expect(notebookNameFault(name)).toBeUndefined();
  for (const title of ["CON", "Nul!", "com¹", "LPT1: fuel"])
    expect(notebookNameFault(notebookNameFor(title)), title).toBeUndefined();
});

it("line ends of Windows change neither titles nor cells", () => {
  const text = "---\ntitle: Tyres\n---\n\n# Heading\n\n```js\nconst a = 1;\n```\n\nText ${a}\n";
  const windows = text.replaceAll("\n", "\r\n");
  expect(notebookTitle(windows, "name")).toBe("Tyres");
  expect(notebookTitle("\r\n# The *best* lap #\r\n", "name")).toBe("The best lap");
  expect(notebookTitle("```md\r\n# not this\r\n```\r\n# This\r\n", "name")).toBe("This");
  expect(splitFront(windows).front).toEqual(splitFront(text).front);
  expect(splitFront(windows).body).toBe(splitFront(text).body.replaceAll("\n", "\r\n"));
  expect(splitNotebook(windows)).toEqual(splitNotebook(text));
});
