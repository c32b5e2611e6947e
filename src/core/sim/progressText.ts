/** Where a simulated car is: `lap 2 of 5, 287 km/h`; `speed` in m/s. */
export function progressText(lap: number, laps: number, speed: number): string {
  return `lap ${lap} of ${laps}, ${Math.round(speed * 3.6)} km/h`;
}
