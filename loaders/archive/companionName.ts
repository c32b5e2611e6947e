/** The original name of a companion file, as far as the archive kept it. @param entry its name in the session's folder */
export function companionName(entry: string): string {
  const inner = entry.replace(/\.gz$/, "");
  const original = inner.slice("capture.".length);
  return original.includes(".") ? original : inner;
}
