import {posix, win32} from "node:path";
import {DEVICES} from "../../src/core/notebook/notebookFile.js";

/**
 * Why a report can't be written to a path; undefined where it can. What Windows would do instead: discard it (a device), hide it behind another
 * file (`:`), or give it another name (a dot or a space at the end).
 */
export function outputFault(path: string, isWindows = process.platform === "win32"): string | undefined {
  const {parse} = isWindows ? win32 : posix;
  if (path.includes("\0")) return "invalid name of a file: it has a character that no system has in names";
  if (!isWindows) return undefined;
  const parts = path.slice(parse(path).root.length).split(/[\\/]/);
  for (const part of parts.filter((one) => one !== "" && one !== "." && one !== "..")) {
    if (DEVICES.test(part)) return `${part} is a device of Windows: choose another name`;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    if (/[<>:"|?*\u0001-\u001f]/.test(part)) return `${part} is no name of a file on Windows: leave out < > : " | ? *`;
    if (/[. ]$/.test(part)) return `${part} ends with a dot or a space, which Windows drops: leave it out`;
  }
  return undefined;
}
