import {type LoadedLaps, loadLaps, MAX_COMPARED, withSlots} from "../laps/lapChoice.js";
import type {TraceLap} from "../laps/traceLap.js";
import {type Cursor, createCursor} from "../ui/cursor.js";
import {CellError} from "./cellError.js";
import {type BestOptions, type LapWords, lapNames} from "./chosenBy.js";

/** Opens laps as charts draw them, on the line of the first. Throws a CellError where one can't be read. */
export async function openedLaps(words: LapWords, options: BestOptions = {}): Promise<LoadedLaps> {
  const names = await lapNames(words, options);
  if (names.length === 0)
    throw new CellError("no lap is chosen", undefined, 'Write lap("best"), or choose rows of laps.');
  if (names.length > MAX_COMPARED)
    throw new CellError(
      `${names.length} laps are too many for one chart: at most ${MAX_COMPARED}`,
      undefined,
      "Choose some: laps.filter(…).slice(0, 4).",
    );
  const loaded = await loadLaps(withSlots(names));
  if (loaded.problems.length) throw new CellError(loaded.problems[0]);
  return loaded;
}

/** One lap. */
export async function openedLap(words: LapWords, options: BestOptions = {}): Promise<TraceLap> {
  const {laps} = await openedLaps(words, options);
  if (laps.length === 1) return laps[0];
  throw new CellError(
    `these are ${laps.length} laps, and one is asked for`,
    undefined,
    "Choose one: [0] of an array is its first.",
  );
}

/** The cursor that the charts and maps of one circuit share in a notebook. */
export function sharedCursors(): (laps: readonly TraceLap[]) => Cursor {
  const cursors = new Map<string, Cursor>();
  return ([first]) => {
    const track = first?.session.track.name ?? "";
    let cursor = cursors.get(track);
    if (!cursor) cursors.set(track, (cursor = createCursor()));
    return cursor;
  };
}
