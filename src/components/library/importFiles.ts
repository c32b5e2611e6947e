import {type Belonging, mayBeCompanion} from "../../core/files/companions.js";

/** A file to import, and its companion files. */
export interface FileGroup {
  file: File;
  companions: File[];
}

const CAPTURES = [".pcap", ".pcapng", ".bin"];

const inner = (name: string) => name.replace(/\.gz$/i, "");

/**
 * Groups files with their companions: `run.ldx` with `run.ld` of the same folder. A companion without its file is sent
 * alone, and the import reports what is missing.
 */
export function groupFiles(files: readonly File[], formats: readonly Belonging[]): FileGroup[] {
  const companionOf = (file: File) =>
    files.find(
      (main) =>
        main !== file &&
        folderOf(main) === folderOf(file) &&
        formats.some((format) => mayBeCompanion(format, inner(file.name), inner(main.name))),
    );
  const owners = new Map(files.map((file) => [file, companionOf(file)]));
  return files
    .filter((file) => !owners.get(file))
    .map((file) => ({file, companions: files.filter((other) => owners.get(other) === file)}));
}

/**
 * The files of a drop, with those in folders but without hidden ones. Must be called during the event: the entries are
 * invalid after it.
 */
export function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve([...transfer.files]);
  return Promise.all(entries.map((entry) => (entry ? filesOf(entry, "") : []))).then((lists) => lists.flat());
}

async function filesOf(entry: FileSystemEntry, folder: string): Promise<File[]> {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    folders.set(file, folder);
    return [file];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // readEntries returns a hundred at a time, and none at the end
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  found.sort((a, b) => a.name.localeCompare(b.name, "en", {numeric: true}));
  return (await Promise.all(found.map((inner) => filesOf(inner, `${folder}${entry.name}/`)))).flat();
}

/**
 * The importable files of a folder, by their extensions. A file that was chosen individually is always included: the
 * import reports what is wrong with it.
 */
export function importableFiles(files: readonly File[], formats: readonly Belonging[]): File[] {
  const endings = [...CAPTURES, ...formats.flatMap(({extensions, companions = []}) => [...extensions, ...companions])];
  return files.filter(
    (file) => folderOf(file) === "" || endings.some((end) => inner(file.name).toLowerCase().endsWith(end)),
  );
}

/** Folders of dropped files: a File of a drop has no path. */
const folders = new WeakMap<File, string>();

function folderOf(file: File): string {
  return folders.get(file) ?? file.webkitRelativePath?.replace(/[^/]*$/, "") ?? "";
}
