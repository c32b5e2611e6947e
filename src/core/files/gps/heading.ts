const DEGREE = Math.PI / 180;

/** −180…180° or 0…360° clockwise from north as 0…2π. */
export function headingRad(degrees: number): number {
  return (((degrees % 360) + 360) % 360) * DEGREE;
}
