/** Value of a lap's column at a place, m along the line: linear between grid points, the last value from the line's end on. */
export function gridAt({stepM}: {stepM: number}, column: ArrayLike<number>, metres: number): number {
  const at = metres / stepM;
  const i = Math.min(Math.floor(at), column.length - 2);
  if (at >= column.length - 1) return column[column.length - 1];
  const part = at - i;
  // a gap beyond the point is none at it
  return part === 0 ? column[i] : column[i] + (column[i + 1] - column[i]) * part;
}
