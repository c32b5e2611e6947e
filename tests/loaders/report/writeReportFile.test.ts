import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {writeReportFile} from "../../../loaders/report/writeReportFile.js";
import {temporaryFolder} from "../../support/server.js";

it("of several publishers at once one writes its report, whole; the others hear that it is there", async () => {
  const {path: folder, remove} = await temporaryFolder();
  const target = join(folder, "new", "report.html");
  const contents = [..."abcdef"].map((letter) => letter.repeat(300_000));
  const results = await Promise.allSettled(contents.map((content) => writeReportFile(target, content)));
  expect(results.filter(({status}) => status === "fulfilled")).toHaveLength(1);
  for (const result of results)
    if (result.status === "rejected") expect(result.reason).toMatchObject({code: "EEXIST", path: target});
  expect(contents).toContain(await readFile(target, "utf8"));
  await writeReportFile(target, "forced", {force: true});
  expect(await readFile(target, "utf8")).toBe("forced");
  expect(await readdir(join(folder, "new"))).toEqual(["report.html"]);
  // a folder that cannot be made leaves nothing behind
  await writeFile(join(folder, "file"), "");
  await expect(writeReportFile(join(folder, "file", "a.html"), "x")).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect((await readdir(folder)).sort()).toEqual(["file", "new"]);
  await remove();
});
