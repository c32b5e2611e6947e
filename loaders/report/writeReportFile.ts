import {link, mkdir, rm, writeFile} from "node:fs/promises";
import {dirname} from "node:path";
import {temporaryName, writeWhole} from "../archive/writeWhole.js";

/** What a file system without links answers. */
const NO_LINKS = /^(EPERM|ENOSYS|ENOTSUP|EOPNOTSUPP|EINVAL)$/;

/**
 * Writes a report whole: a process that is killed on the way leaves no half of one. Throws EEXIST where a file is there, also one that another
 * process has written meanwhile; with `force` it is replaced.
 */
export async function writeReportFile(
  target: string,
  content: Uint8Array | string,
  {force = false} = {},
): Promise<void> {
  if (force) return writeWhole(target, content);
  await mkdir(dirname(target), {recursive: true});
  const beside = temporaryName(target);
  try {
    await writeFile(beside, content);
    // unlike a rename, a link never takes the place of a file
    await link(beside, target).catch((error: NodeJS.ErrnoException) => {
      if (!NO_LINKS.test(error.code ?? "")) throw Object.assign(error, {path: target});
      return writeFile(target, content, {flag: "wx"});
    });
  } finally {
    await rm(beside, {force: true});
  }
}
