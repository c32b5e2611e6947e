import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {type LockedPackage, licencesOf} from "../loaders/licences.js";

interface Package extends LockedPackage {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
const {packages} = read("package-lock.json") as {packages: Record<string, Package>};
const {dependencies, optionalDependencies} = read("package.json") as Record<string, Record<string, string>>;

/** Licences that ask for their text to be kept and no more; the last two are those of data and of a choice. */
const PERMISSIVE =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Python-2\.0|CC0-1\.0|Unlicense|Zlib|CC-BY-4\.0)( (OR|AND) .*)?\)?$/;

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

  it("has packages of permissive licences only, each with its licence", () => {
    const licences = [...licencesOf({packages}).keys()];
    expect(licences).toContain("MIT");
    expect(licences.filter((licence) => !PERMISSIVE.test(licence))).toEqual([]);
  });
});

it("koffi is optional and pinned: what reads a game's memory is the version that was tried", () => {
  expect(dependencies.koffi).toBeUndefined();
  expect(optionalDependencies.koffi).toMatch(/^\d+\.\d+\.\d+$/);
});
