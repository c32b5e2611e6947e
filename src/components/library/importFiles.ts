import {type Belonging, companionOwners} from "../../core/files/companions.js";
import {folderLimitText, MOST_FOLDER_DEPTH, MOST_FOLDER_FILES} from "../../core/files/folderLimits.js";

/** A file to import, and its companion files. */
export interface FileGroup {
  file: File;
  companions: File[];
}

const CAPTURES = [".pcap", ".pcapng", ".f1pcap", ".bin"];

const inner = (name: string) => name.replace(/\.gz$/i, "");

/**
 * Groups files with their companions: `run.ldx` with `run.ld` of the same folder. A companion without its file is sent
 * alone, and the import reports what is missing.
 */
export function groupFiles(files: readonly File[], formats: readonly Belonging[]): FileGroup[] {
  const placed = files.map((file) => ({file, folder: folderOf(file), name: inner(file.name)}));
  const owners = companionOwners(placed, formats);
  return placed
    .filter((one) => !owners.has(one))
    .map((main) => ({
      file: main.file,
      companions: placed.filter((other) => owners.get(other) === main).map(({file}) => file),
    }));
}

/**
 * The files of a drop, with those in folders but without hidden ones. Must be called during the event: the entries are
 * invalid after it. Rejects for a folder with too many files or levels.
 */
export function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve([...transfer.files]);
  const files: File[] = [];
  return entries
    .reduce(
      (before, entry) => before.then(() => (entry ? gather(entry, {folder: "", depth: 0, files}) : undefined)),
      Promise.resolve<void>(undefined),
    )
    .then(() => files);
}

/** Adds an entry's file, or those of its folder, to `files`. */
async function gather(
  entry: FileSystemEntry,
  {folder, depth, files}: {folder: string; depth: number; files: File[]},
): Promise<void> {
  if (entry.name.startsWith(".")) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    folders.set(file, folder);
    if (files.push(file) > MOST_FOLDER_FILES) throw new Error(folderLimitText(folder, "files"));
    return;
  }
  if (depth >= MOST_FOLDER_DEPTH) throw new Error(folderLimitText(`${folder}${entry.name}`, "depth"));
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // readEntries returns a hundred at a time, and none at the end
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
    if (found.length > MOST_FOLDER_FILES) throw new Error(folderLimitText(`${folder}${entry.name}`, "files"));
  }
  found.sort((a, b) => a.name.localeCompare(b.name, "en", {numeric: true}));
  for (const inner of found) await gather(inner, {folder: `${folder}${entry.name}/`, depth: depth + 1, files});
}

/**
 * Files to import, and those of folders that are neither captures nor logs, by extension or else by content (`isKnown`). A file that was
 * chosen individually is always imported: the import reports what is wrong with it. Hidden files of folders are left out.
 */
export async function importableFiles(
  files: readonly File[],
  formats: readonly Belonging[],
  isKnown: (file: File) => Promise<boolean>,
): Promise<{wanted: File[]; unknown: File[]}> {
  const endings = [...CAPTURES, ...formats.flatMap(({extensions, companions = []}) => [...extensions, ...companions])];
  const wanted: File[] = [];
  const unknown: File[] = [];
  for (const file of files) {
    const folder = folderOf(file);
    if (folder !== "" && `${folder}${file.name}`.split("/").some((part) => part.startsWith("."))) continue;
    const named = endings.some((end) => inner(file.name).toLowerCase().endsWith(end));
    (folder === "" || named || (await isKnown(file)) ? wanted : unknown).push(file);
  }
  return {wanted, unknown};
}

/** Folders of dropped files: a File of a drop has no path. */
const folders = new WeakMap<File, string>();

/** The folder in which a file was dropped or chosen, with a slash at its end; "" for a file chosen by itself. */
export function folderOf(file: File): string {
  return folders.get(file) ?? file.webkitRelativePath?.replace(/[^/]*$/, "") ?? "";
}
