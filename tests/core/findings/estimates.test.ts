import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const files = ["src/core/findings", "src/components", "src/pages", "server/commands"].flatMap((folder) =>
  readdirSync(join(root, folder), {recursive: true})
    .map((name) => join(folder, String(name)))
    .filter((name) => /\.(ts|js|md)$/.test(name)),
);

/** An estimate that is added to something, or folded over a list. */
const SUMMED =
  /(\+=?\s*\w*\.?estimate\b[^"'`]*seconds)|(estimate\??\.seconds\s*(\+|,\s*0\)))|(\b(sum|reduce|rollup)\([^\n]*estimate)/;

describe("estimates of causes", () => {
  it("are added up nowhere: they overlap with each other and with the measured times", () => {
    expect(files.length).toBeGreaterThan(50);
    const wrong = files.filter((file) => SUMMED.test(readFileSync(join(root, file), "utf8")));
    expect(wrong).toEqual([]);
  });

  it.each([
    "total += one.estimate.seconds",
    "d3.sum(found, (d) => d.estimate?.seconds)",
    "findings.reduce((s, {estimate}) => s",
    "a.estimate.seconds + b",
  ])("would be noticed: %s", (line) => {
    expect(SUMMED.test(line)).toBe(true);
  });
});
