import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";

export interface LockedPackage {
  version?: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
}

/** Packages of a licence. */
export type Licences = Map<string, string[]>;

/** What is installed with Lapbook, by licence, as package-lock.json says; packages for its development are left out. */
export function licencesOf({packages}: {packages: Record<string, LockedPackage>}): Licences {
  const byLicence: Licences = new Map();
  for (const [path, {version, license = "not said", dev, devOptional}] of Object.entries(packages)) {
    if (path === "" || dev || devOptional) continue;
    const name = `${path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)}@${version}`;
    byLicence.set(license, [...(byLicence.get(license) ?? []), name]);
  }
  return new Map([...byLicence].sort(([, a], [, b]) => b.length - a.length));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(await readFile(new URL("../package-lock.json", import.meta.url), "utf8"));
  for (const [licence, names] of licencesOf(lock))
    console.log(`${licence}\n  ${[...new Set(names)].sort().join("\n  ")}\n`);
}
