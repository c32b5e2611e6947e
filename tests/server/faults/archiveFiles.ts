import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";

/**
 * Every file of an archive by path. Of the capture it is the content that counts: where its gzip blocks end tells only when it
 * was flushed. Files whose names begin with a dot (checkpoint, marker, analyst's state) are no part of the archive.
 */
export async function archiveFiles(root: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const entry of await readdir(root, {recursive: true, withFileTypes: true}).catch(() => [])) {
    if (!entry.isFile() || entry.name.startsWith(".")) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    found.set(path.slice(root.length + 1), entry.name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
  }
  return found;
}

/** Paths that differ between two archives, those that only one has too. */
export function differences(a: Map<string, Buffer>, b: Map<string, Buffer>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => {
    const [one, other] = [a.get(path), b.get(path)];
    return !one || !other || !one.equals(other);
  });
}
