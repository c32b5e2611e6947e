import {randomUUID} from "node:crypto";
import {mkdir, readFile, stat, writeFile} from "node:fs/promises";
import {dirname} from "node:path";
import {renameOver} from "./renameOver.js";

/** The files something was built from, each with its size and time. */
type Sources = Record<string, string>;

export interface Built {
  content: string | Uint8Array;
  /** absolute paths */
  sources: readonly string[];
}

/**
 * A file that is built once and kept until one of its sources changes. Both files, it and the list of its sources, are renamed into place, the
 * list last: a killed process, or two at once, leave nothing that is half written.
 *
 * @returns whether it was built
 */
export async function builtOnce(out: string, build: () => Promise<Built>): Promise<boolean> {
  if (await isCurrent(out)) return false;
  const {content, sources} = await build();
  const list = await statesOf(sources);
  await mkdir(dirname(out), {recursive: true});
  const files: [string, string | Uint8Array][] = [
    [out, content],
    [listOf(out), JSON.stringify(list)],
  ];
  for (const [path, bytes] of files) {
    const aside = `${path}.${randomUUID()}`;
    await writeFile(aside, bytes);
    await renameOver(aside, path);
  }
  return true;
}

const listOf = (out: string): string => `${out}.json`;

async function isCurrent(out: string): Promise<boolean> {
  try {
    const kept: Sources = JSON.parse(await readFile(listOf(out), "utf8"));
    const now = await statesOf(Object.keys(kept));
    await stat(out);
    return Object.entries(kept).every(([path, state]) => now[path] === state);
  } catch {
    return false;
  }
}

async function statesOf(paths: readonly string[]): Promise<Sources> {
  const states = paths.map(async (path) => {
    const {size, mtimeMs} = await stat(path);
    return [path, `${size} ${mtimeMs}`];
  });
  return Object.fromEntries(await Promise.all(states));
}
