import type {LogFileReader} from "./reader.js";

/** The part of a reader that decides which files belong together. */
export type Belonging = Pick<LogFileReader, "extensions" | "companions" | "belongs">;

/** Whether a file belongs to `main`, a file of this reader: `run.ldx` to `Run.ld`. Names without `.gz`. */
export function isCompanion({companions = [], belongs}: Belonging, name: string, main: string): boolean {
  const [a, b] = [name.toLowerCase(), main.toLowerCase()];
  if (a === b) return false;
  return (stem(a) === stem(b) && companions.some((end) => a.endsWith(end))) || belongs?.(name, main) === true;
}

/** The same before the content of `main` is known: its extension must be one of the reader's. */
export function mayBeCompanion(reader: Belonging, name: string, main: string): boolean {
  return reader.extensions.some((end) => main.toLowerCase().endsWith(end)) && isCompanion(reader, name, main);
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, "");
}
