import {writeNew, writeWhole} from "../archive/writeWhole.js";

/**
 * Writes a report whole: a process that is killed on the way leaves no half of one. Throws EEXIST where a file is there, also one that another
 * process has written meanwhile; with `force` it is replaced.
 */
export function writeReportFile(target: string, content: Uint8Array | string, {force = false} = {}): Promise<void> {
  return force ? writeWhole(target, content) : writeNew(target, content);
}
