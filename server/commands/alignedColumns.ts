/** Rows as lines: the first column to the left, the others to the right, the last one too where `lastLeft` is not set. */
export function alignedColumns(rows: readonly string[][], {lastLeft = false} = {}): string[] {
  const widths = rows[0].map((_, k) => Math.max(...rows.map((row) => row[k].length)));
  const isLeft = (k: number) => k === 0 || (lastLeft && k === widths.length - 1);
  return rows.map((row) =>
    row
      .map((cell, k) => (isLeft(k) ? cell.padEnd(widths[k]) : cell.padStart(widths[k])))
      .join("  ")
      .trimEnd(),
  );
}
