import type {LogFileReader} from "./reader.js";

/** What tells which files belong together. */
export type Belonging = Pick<LogFileReader, "extensions" | "companions" | "belongs">;

/** True when a file of this name belongs to `main`, a file of this reader: `run.ldx` to `Run.ld`. Names as they are inside of `.gz`. */
export function isCompanion({companions = [], belongs}: Belonging, name: string, main: string): boolean {
  const [a, b] = [name.toLowerCase(), main.toLowerCase()];
  if (a === b) return false;
  return (stem(a) === stem(b) && companions.some((end) => a.endsWith(end))) || belongs?.(name, main) === true;
}

/** The same where nobody looked into `main` yet: its ending must be one of the reader's. */
export function mayBeCompanion(reader: Belonging, name: string, main: string): boolean {
  return reader.extensions.some((end) => main.toLowerCase().endsWith(end)) && isCompanion(reader, name, main);
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, "");
}
