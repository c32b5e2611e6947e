import {write, writeSync} from "node:fs";

/** Writes the whole buffer at a position of a file. */
export function writeAll(fd: number, bytes: Buffer, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = (from: number) =>
      write(fd, bytes, from, bytes.length - from, position + from, (error, written) => {
        if (error) reject(error);
        else if (from + written < bytes.length) go(from + written);
        else resolve();
      });
    go(0);
  });
}

/** The same, synchronously. */
export function writeAllSync(fd: number, bytes: Buffer, position: number): void {
  for (let from = 0; from < bytes.length; ) {
    from += writeSync(fd, bytes, from, bytes.length - from, position + from);
  }
}
