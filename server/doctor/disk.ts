import {existsSync} from "node:fs";
import {access, constants, statfs} from "node:fs/promises";
import {dirname} from "node:path";
import {type Check, fault} from "./check.js";

/** Checks permissions and, by `judge`, free space (GiB) of a folder, or of its nearest existing parent. */
export async function checkDisk(
  name: string,
  folder: string,
  remedy: string,
  judge: (freeGib: number) => Check | Promise<Check>,
): Promise<Check> {
  let existing = folder;
  while (!existsSync(existing) && existing !== dirname(existing)) existing = dirname(existing);
  try {
    await access(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fault(name, `no permission to write in ${existing}`, remedy);
  }
  const {bavail, bsize} = await statfs(existing);
  return judge((bavail * bsize) / 2 ** 30);
}
