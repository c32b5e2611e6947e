import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";

const root = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const cases = fileURLToPath(new URL("../../../shared/cases/", import.meta.url));

/** Where a file of the real recordings beside the checkout lies, or undefined where that folder is absent. */
export function sharedData(path = ""): string | undefined {
  const file = root + path;
  return existsSync(file) ? file : undefined;
}

/** The same of the collected small cases. */
export function sharedCase(path: string): string | undefined {
  const file = cases + path;
  return existsSync(file) ? file : undefined;
}
