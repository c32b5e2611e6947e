import {cp, mkdtemp, rm, symlink} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, relative} from "node:path";
import {fileURLToPath} from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** A copy of this tree with its packages linked: what is changed or built in it leaves the tree as it is. */
export async function copyTree(): Promise<{path: string; remove: () => Promise<void>}> {
  const path = await mkdtemp(join(tmpdir(), "lapbook-tree-"));
  const isWanted = (from: string) => !/^(node_modules|\.git|dist|src\/\.observablehq)(\/|$)/.test(relative(ROOT, from));
  await cp(ROOT, path, {recursive: true, filter: isWanted});
  await symlink(join(ROOT, "node_modules"), join(path, "node_modules"));
  return {path, remove: () => rm(path, {recursive: true, force: true})};
}
