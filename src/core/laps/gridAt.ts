/** Value of a lap's column at a place, m along the line: linear between grid points, the last value from the line's end on. */
export function gridAt({stepM}: {stepM: number}, column: ArrayLike<number>, metres: number): number {
  const at = metres / stepM;
  const i = Math.min(Math.floor(at), column.length - 2);
  if (at >= column.length - 1) return column[column.length - 1];
  const part = at - i;
  // a gap beyond the point is none at it
  return part === 0 ? column[i] : column[i] + (column[i + 1] - column[i]) * part;
}

/** A column of the grid at each sample of a lap, by its place, m along the line: linear between grid points, NaN beyond the grid. */
export function gridAtPlaces(
  {stepM, n}: {stepM: number; n: number},
  column: ArrayLike<number>,
  places: ArrayLike<number>,
): Float64Array {
  const out = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) {
    const position = places[i] / stepM;
    const g = Math.min(Math.floor(position), n - 1);
    const beyond = position - g;
    if (!(g >= 0 && beyond <= 1)) out[i] = Number.NaN;
    else out[i] = beyond === 0 ? column[g] : column[g] + beyond * (column[g + 1] - column[g]);
  }
  return out;
}
