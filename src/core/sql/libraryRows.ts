import type {LapRow, LibraryEntry} from "../archive/types.js";
import type {ViewValue} from "./viewColumn.js";

/** The library as rows of the view `sessions`. */
export function sessionViewRows(entries: readonly LibraryEntry[]): Record<string, ViewValue>[] {
  return entries.map(({id, track, type, startedAt, durationS, source, playerCar, drivers}) => {
    const [sector2M, sector3M] = track.sectorStartsM ?? [];
    return {
      ...{session: id, track: track.name, type, startedAt, durationS, lengthM: track.lengthM, sector2M, sector3M},
      ...{game: source.game, format: String(source.format), simulated: source.simulated, playerCar, drivers},
    };
  });
}

/** The laps of sessions as rows of the view `laps`. */
export function lapViewRows(
  entries: readonly LibraryEntry[],
  laps: ReadonlyMap<string, readonly LapRow[]>,
): Record<string, ViewValue>[] {
  return entries.flatMap(({id, track}) =>
    (laps.get(id) ?? []).map((row) => ({session: id, track: track.name, ...row})),
  );
}
