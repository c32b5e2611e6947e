import {posix, win32} from "node:path";
import {expect, it, vi} from "vitest";
import {isInside} from "../../loaders/isInside.js";
import {renameOver} from "../../loaders/renameOver.js";
import {outputFault} from "../../loaders/report/outputFault.js";

it("isInside(folder, file) knows the root of a drive, other drives, shares, and names that only begin alike", () => {
  for (const [folder, file, expected] of [
    ["C:\\me\\notebooks", "C:\\me\\notebooks\\a.md", true],
    ["C:\\me\\notebooks", "c:\\ME\\notebooks\\data\\a.csv", true],
    ["E:\\", "E:\\a.md", true],
    ["C:\\me\\notebooks", "C:\\me\\notebooks", false],
    ["C:\\me\\notebooks", "C:\\me\\notebooks2\\a.md", false],
    ["C:\\me\\notebooks", "C:\\me\\a.md", false],
    ["C:\\me\\notebooks", "D:\\me\\notebooks\\a.md", false],
    ["\\\\host\\share", "\\\\host\\share\\a.md", true],
    ["\\\\host\\share", "\\\\host\\other\\a.md", false],
    ["C:\\me\\notebooks", "C:\\me\\notebooks\\..a.md", true],
  ] as const)
    expect(isInside(folder, file, win32), `${folder} ${file}`).toBe(expected);
  expect([isInside("/", "/a.md", posix), isInside("/a", "/ab/c", posix), isInside("/a", "/a/b", posix)]).toEqual([
    ...[true, false, true],
  ]);
});

it("outputFault(path) refuses on Windows what would discard, hide or rename a report", () => {
  for (const path of [
    ...[
      "NUL.html",
      "C:\\me\\con.html",
      "out\\aux",
      "COM1",
      "note:b.html",
      "C:\\a:b.html",
      "a?.html",
      "report. ",
      "out.\\a.html",
    ],
    ...['"a".html', "a|b.pdf", "a\u0001.html", "x/nul/a.html"],
  ]) {
    expect(outputFault(path, true), path).toBeTypeOf("string");
    expect(outputFault(path, false), path).toBeUndefined();
  }
  for (const path of [
    "C:\\me\\report.html",
    "..\\out\\a.pdf",
    "./out",
    "D:out.html",
    "\\\\host\\share\\Friday, run 2.html",
    "console.html",
  ])
    expect(outputFault(path, true), path).toBeUndefined();
  expect([outputFault("a\0b", true), outputFault("a\0b", false)]).not.toContain(undefined);
});

it("renameOver tries again on Windows while another program has the file open, and nowhere else", async () => {
  const failing = (times: number, code: string) => {
    let n = 0;
    return vi.fn(async () => {
      if (n++ < times) throw Object.assign(new Error(code), {code});
    });
  };
  const twice = failing(2, "EBUSY");
  await renameOver("a", "b", {rename: twice, isWindows: true});
  expect(twice).toHaveBeenCalledTimes(3);
  for (const [code, isWindows] of [
    ["EPERM", false],
    ["ENOENT", true],
  ] as const) {
    const rename = failing(1, code);
    await expect(renameOver("a", "b", {rename, isWindows})).rejects.toThrow(code);
    expect(rename).toHaveBeenCalledTimes(1);
  }
});
