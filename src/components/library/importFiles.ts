import {type Belonging, mayBeCompanion} from "../../core/files/companions.js";

/** A file to import, and those that belong to it. */
export interface FileGroup {
  file: File;
  companions: File[];
}

const CAPTURES = [".pcap", ".pcapng", ".bin"];

const inner = (name: string) => name.replace(/\.gz$/i, "");

/**
 * Files as they are sent: `run.ldx` with `run.ld` of the same folder. A companion without its file stays by itself, so that
 * its owner hears what it is good for.
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
 * Files of a drop; folders are walked through, without what is hidden in them. Must be called in the event itself: the
 * entries are gone after it.
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
    // a hundred at a time, until there are none
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  found.sort((a, b) => a.name.localeCompare(b.name, "en", {numeric: true}));
  return (await Promise.all(found.map((inner) => filesOf(inner, `${folder}${entry.name}/`)))).flat();
}

/**
 * Of a folder's files those that may be imported, by their endings; a file that somebody chose by itself always is, so that
 * its owner hears what is wrong with it.
 */
export function importableFiles(files: readonly File[], formats: readonly Belonging[]): File[] {
  const endings = [...CAPTURES, ...formats.flatMap(({extensions, companions = []}) => [...extensions, ...companions])];
  return files.filter(
    (file) => folderOf(file) === "" || endings.some((end) => inner(file.name).toLowerCase().endsWith(end)),
  );
}

/** Files of a dropped folder do not know where they lay. */
const folders = new WeakMap<File, string>();

function folderOf(file: File): string {
  return folders.get(file) ?? file.webkitRelativePath?.replace(/[^/]*$/, "") ?? "";
}
