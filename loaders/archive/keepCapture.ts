import {constants, copyFile, mkdir, open} from "node:fs/promises";
import {join} from "node:path";
import {readBlocks} from "../captures/blocks.js";
import {GzipBlocks} from "../captures/gzipBlocks.js";
import type {FileStats} from "../captures/readCapture.js";
import {syncFile} from "./syncFile.js";

/**
 * The name under which an imported capture is archived byte for byte; undefined for containers that other programs
 * do not read, whose datagrams are written to a capture of our own instead.
 */
export function keptName({format}: Pick<FileStats, "format">): string | undefined {
  return format === "pcap" || format === "pcapng" ? `capture.${format}.gz` : undefined;
}

/** Archives a capture unchanged, gzipped if it is not already, in a new folder. */
export async function keepCapture(
  path: string,
  stats: Pick<FileStats, "format" | "gzip">,
  folder: string,
): Promise<void> {
  await mkdir(folder, {recursive: true});
  const target = join(folder, keptName(stats)!);
  if (stats.gzip) {
    // a clone where the file system supports it: later changes of the original must not reach the archive
    await copyFile(path, target, constants.COPYFILE_FICLONE);
    await syncFile(target);
    return;
  }
  const source = await open(path, "r");
  const blocks = new GzipBlocks(await open(target, "wx"));
  try {
    for await (const block of readBlocks(source)) await blocks.write(block);
  } finally {
    await source.close();
    await blocks.close({sync: true});
  }
}
