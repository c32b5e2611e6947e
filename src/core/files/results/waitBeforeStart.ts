import type {ResultCar} from "./resultsLog.js";

/** A first sector this many times as long as the others' contains a wait. */
const MUCH_LONGER = 2;

/**
 * Assetto Corsa Competizione counts a car's first lap from the moment when its driver joins the session: lap time and first sector contain
 * the wait before the start, up to half an hour (its developers, mauserrifle/simresults issue 76). Such laps keep the time of the file, are
 * marked as laps from the pits, and noted.
 */
export function noteWaits(cars: readonly ResultCar[], notes: string[]): void {
  const later = cars.flatMap(({laps}) => laps.slice(1).flatMap(({sectorsMs}) => sectorsMs?.[0] ?? []));
  if (later.length === 0) return;
  const usual = later.sort((a, b) => a - b)[later.length >> 1];
  const waited = cars.filter(({laps}) => (laps[0]?.sectorsMs?.[0] ?? 0) > MUCH_LONGER * usual);
  if (waited.length === 0) return;
  for (const {laps} of waited) laps[0] = {...laps[0], pit: true};
  const longest = Math.max(...waited.map(({laps}) => laps[0].sectorsMs![0]!));
  notes.push(
    `lap 1 of ${waited.length} of ${cars.length} cars: time and sector 1 count from joining the session and contain the wait before the start ` +
      `(sector 1 up to ${(longest / 1000).toFixed(1)} s, usually ${(usual / 1000).toFixed(1)} s): no driven times`,
  );
}
