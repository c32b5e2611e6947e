import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";

interface Package {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
const {packages} = read("package-lock.json") as {packages: Record<string, Package>};
const {dependencies, optionalDependencies} = read("package.json") as Record<string, Record<string, string>>;

/** Where a package finds another: beside its own dependencies, or further out. */
function find(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const path = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === "") return undefined;
  }
}

describe("package-lock.json", () => {
  it("lists the packages of every platform, so that it installs on each", () => {
    const missing = Object.entries(packages).flatMap(([path, {optionalDependencies = {}}]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !find(path, name))
        .map((name) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it("names no registry: everyone has their own", () => {
    expect(Object.entries(packages).filter(([, {resolved}]) => resolved !== undefined)).toEqual([]);
  });
});

it("koffi is optional and pinned: what reads a game's memory is the version that was tried", () => {
  expect(dependencies.koffi).toBeUndefined();
  expect(optionalDependencies.koffi).toMatch(/^\d+\.\d+\.\d+$/);
});
