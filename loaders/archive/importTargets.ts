import {readdir, stat} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {companionOwners} from "../../src/core/files/companions.js";
import {folderLimitText, MOST_FOLDER_DEPTH, MOST_FOLDER_FILES} from "../../src/core/files/folderLimits.js";
import {LOG_FILE_READERS} from "../../src/core/files/readers.js";
import {innerName} from "./logFile.js";

/** A file to import. */
export interface ImportTarget {
  path: string;
  /** found in a folder, not named by the user */
  found: boolean;
}

/** A path that names nothing to import, and why. */
export interface TargetProblem {
  path: string;
  error: unknown;
}

/**
 * The files that paths name: files themselves, and all files in folders and their folders, in order of their names. Hidden files, links to
 * folders, and files that belong to another one (`run.ldx` to `run.ld`) are left out. A missing path is kept: the import reports it.
 * A folder with nothing in it, with too many files or levels, or that cannot be read is a problem, and stops no other.
 */
export async function importTargets(
  paths: readonly string[],
): Promise<{targets: ImportTarget[]; problems: TargetProblem[]}> {
  const found = new Map<string, ImportTarget>();
  const problems: TargetProblem[] = [];
  for (const path of paths) {
    try {
      if (!(await isFolder(path))) found.set(path, {path, found: false});
      else for (const file of await filesIn(path)) if (!found.has(file)) found.set(file, {path: file, found: true});
    } catch (error) {
      problems.push({path, error});
    }
  }
  const placed = [...found.values()].map((target) => ({
    target,
    folder: dirname(target.path),
    name: innerName(basename(target.path)),
  }));
  const owners = companionOwners(placed, LOG_FILE_READERS);
  return {targets: placed.filter((one) => !owners.has(one)).map(({target}) => target), problems};
}

async function filesIn(top: string): Promise<string[]> {
  const files: string[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > MOST_FOLDER_DEPTH) throw new Error(folderLimitText(top, "depth"));
    const entries = await readdir(folder, {withFileTypes: true});
    entries.sort((a, b) => a.name.localeCompare(b.name, "en", {numeric: true}));
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await walk(path, depth + 1);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) files.push(path);
      if (files.length > MOST_FOLDER_FILES) throw new Error(folderLimitText(top, "files"));
    }
  };
  await walk(top, 1);
  if (files.length === 0) throw new Error(`${top}: no files in this folder`);
  return files;
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
