import {evenly} from "../../signal/evenly.js";
import {median} from "../../signal/robust.js";
import {type Welch, welchTest} from "../../signal/welch.js";
import {pieceTimes, trackPieces} from "../partition.js";
import type {SessionPace} from "../progress/sessionPaces.js";
import {isComparable} from "../referenceLap.js";
import {countingReads, type LapArchive} from "./lapArchive.js";
import {openLaps, type RefusedLap} from "./openLaps.js";

/** A driver's times in one corner, session by session. */
export interface CornerProgress {
  number: number;
  name: string;
  /** in the order of the sessions; NaN where none of its laps could be placed */
  medianS: Float64Array;
  /** mean time of the last session against the first one, s, by Welch; undefined: too few laps */
  change: Welch | undefined;
}

export interface CornersProgress {
  corners: CornerProgress[];
  /** the sessions that have laps here, in order, and how many laps of each were read */
  sessions: {session: string; laps: number}[];
  refused: RefusedLap[];
  source: string;
}

/** Laps of a session that are read: so many show what it is like. */
const MOST_LAPS = 6;
/** Sessions that are read: the first and the last ones, and some between. */
const MOST_SESSIONS = 12;
/** Laps in the first and last session below which no change is named. */
const FEWEST_LAPS = 3;

/**
 * Where on the circuit a driver became faster: the time of each corner in every session, all laps on the line of the fastest lap of the
 * last session. Of each session some laps are read, evenly chosen among those that show the pace: its fastest ones would be luck. Null where no
 * session has a whole lap with samples.
 */
export async function cornerProgress(
  archive: LapArchive,
  sessions: readonly SessionPace[],
  {onRead = () => {}}: {onRead?: (laps: number) => void} = {},
): Promise<CornersProgress | null> {
  const usable = sessions.flatMap(({session, car, laps}) => {
    const rows = laps.filter(({row, leftOut}) => !leftOut && isComparable(row)).map(({row}) => row);
    return rows.length ? [{session, car, rows: evenly(rows, MOST_LAPS)}] : [];
  });
  const chosen =
    usable.length > MOST_SESSIONS
      ? [usable[0], ...evenly(usable.slice(1, -1), MOST_SESSIONS - 2), usable.at(-1)!]
      : usable;
  const last = chosen.at(-1);
  if (!last) return null;
  const fastest = last.rows.reduce((a, b) => (b.lapTimeMs! < a.lapTimeMs! ? b : a));
  const reference = {session: last.session, car: last.car, lap: fastest.lap};
  const names = chosen
    .flatMap(({session, car, rows}) => rows.map(({lap}) => ({session, car, lap})))
    .filter(({session, lap}) => session !== reference.session || lap !== reference.lap);
  const counting = countingReads(archive, onRead);
  const opened = await openLaps(counting, reference, names, ["speedKmh"]);
  const placed = [opened.reference, ...opened.laps.flatMap((lap) => ("grid" in lap ? [lap] : []))];
  const pieces = trackPieces(
    opened.corners.list,
    opened.line.lengthM,
    placed.map(({grid}) => grid),
  );
  const times = chosen.map(({session}) =>
    placed.filter(({name}) => name.session === session).map(({grid}) => pieceTimes(grid, pieces)),
  );
  const corners = pieces.flatMap(({kind, number, name}, p): CornerProgress[] => {
    if (kind !== "corner") return [];
    const own = times.map((laps) => laps.map((lap) => lap[p]).filter(Number.isFinite));
    const [first, end] = [own[0], own[own.length - 1]];
    const isEnough = own.length > 1 && first.length >= FEWEST_LAPS && end.length >= FEWEST_LAPS;
    return [
      {number, name, medianS: Float64Array.from(own, median), change: isEnough ? welchTest(first, end) : undefined},
    ];
  });
  return {
    corners,
    sessions: chosen.map(({session}, i) => ({session, laps: times[i].length})),
    refused: opened.laps.flatMap((lap) => ("grid" in lap ? [] : [lap])),
    source: opened.source,
  };
}
