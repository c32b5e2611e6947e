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
function mayBeCompanion(reader: Belonging, name: string, main: string): boolean {
  return reader.extensions.some((end) => main.toLowerCase().endsWith(end)) && isCompanion(reader, name, main);
}

/** A file by its folder and its name without `.gz`. */
export interface PlacedName {
  folder: string;
  name: string;
}

/**
 * The main file of each companion file among `files`: `run.ld` of `run.ldx` in the same folder. Files that belong to none are absent.
 */
export function companionOwners<F extends PlacedName>(files: readonly F[], readers: readonly Belonging[]): Map<F, F> {
  const pairing = readers.filter(({companions, belongs}) => companions?.length || belongs);
  const byFolder = new Map<string, F[]>();
  for (const file of files) {
    const beside = byFolder.get(file.folder);
    if (beside) beside.push(file);
    else byFolder.set(file.folder, [file]);
  }
  const owners = new Map<F, F>();
  for (const beside of byFolder.values())
    for (const file of beside) {
      const owner = beside.find(
        (main) => main !== file && pairing.some((reader) => mayBeCompanion(reader, file.name, main.name)),
      );
      if (owner) owners.set(file, owner);
    }
  return owners;
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, "");
}
