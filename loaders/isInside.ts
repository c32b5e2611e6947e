import * as systemPath from "node:path";

/** Whether a file is below a folder; both absolute, with their links followed. `path` is that of another system in tests. */
export function isInside(
  folder: string,
  file: string,
  path: Pick<typeof systemPath, "relative" | "isAbsolute" | "sep"> = systemPath,
): boolean {
  const way = path.relative(folder, file);
  // on Windows the way to another drive is absolute
  return way !== "" && way.split(path.sep)[0] !== ".." && !path.isAbsolute(way);
}
