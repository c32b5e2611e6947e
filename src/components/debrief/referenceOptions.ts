import {type ArchivedSession, type LapRow, type LibraryEntry, UNKNOWN_TRACK} from "../../core/archive/types.js";
import {countsForBests} from "../../core/laps/bests.js";
import {chooseReference, isComparable} from "../../core/laps/referenceLap.js";
import {isSameTrack} from "../../core/track/sameTrack.js";
import {lapTime, when} from "../ui/format.js";
import {driverName} from "../ui/sessionNames.js";

/** Of two drives of one circuit the outlines differ by less. */
const SAME_LENGTH = 0.02;

/** A reference to choose; the key is kept in the address: `my-best`, `theoretical-best`, `SESSION:CAR`, `SESSION:CAR:LAP`. */
export interface ReferenceOption {
  key: string;
  label: string;
  group: string;
}

/** Valid laps from line to line, fastest first. */
export function validLaps(laps: readonly LapRow[]): LapRow[] {
  return laps.filter((row) => isComparable(row) && countsForBests(row)).sort((a, b) => a.lapTimeMs! - b.lapTimeMs!);
}

/** What a driver's laps can be compared with: his own bests, other drivers of the session, other sessions of the circuit, laps. */
export function referenceOptions(
  {session, laps}: ArchivedSession,
  car: number,
  sessions: readonly LibraryEntry[],
): ReferenceOption[] {
  const valid = validLaps(laps);
  const own = valid.filter((row) => row.car === car);
  const kinds = (["teammate", "session best", "my best"] as const).flatMap((wish): ReferenceOption[] => {
    const choice = chooseReference(session, laps, car, wish);
    if (!choice || (wish !== "my best" && choice.lap.car === car)) return [];
    const label = `${wish}: ${lapTime(choice.lap.lapTimeMs)} ${driverName(choice.lap)}`;
    return [{key: wish.replace(" ", "-"), label, group: "this session"}];
  });
  const best: ReferenceOption[] =
    own.length > 1 ? [{key: "theoretical-best", label: "my theoretical best", group: "this session"}] : [];
  const fastest = new Map<number, LapRow>();
  for (const row of valid) if (row.car !== car && !fastest.has(row.car)) fastest.set(row.car, row);
  const drivers = [...fastest.values()].map((row) => ({
    key: `${session.id}:${row.car}`,
    label: `${driverName(row)}, best ${lapTime(row.lapTimeMs)}`,
    group: "laps of another driver",
  }));
  const ownLengthM = lengthOf(sessions.find(({id}) => id === session.id)?.outline ?? []);
  const others = sessions
    .filter(
      (entry) => entry.id !== session.id && entry.best && entry.bestSampled && isSameTrack(entry.track, session.track),
    )
    .filter((entry) => session.track.name !== UNKNOWN_TRACK || isOfLength(entry, ownLengthM))
    .sort((a, b) => a.best!.lapTimeMs - b.best!.lapTimeMs)
    .map(({id, best, bestDriver, startedAt, source}) => ({
      key: `${id}:${best!.car}`,
      label: `${lapTime(best!.lapTimeMs)} ${bestDriver || `car ${best!.car}`}, ${when(startedAt)}, ${source.game}`,
      group: "other sessions here",
    }));
  const single = own.map((row) => ({
    key: `${session.id}:${row.car}:${row.lap}`,
    label: `${lapTime(row.lapTimeMs)} lap ${row.lap}`,
    group: "one of my laps",
  }));
  return [...kinds, ...best, ...drivers, ...others, ...single];
}

/** Tracks without a name have that in common only: sessions of one are those whose drawn laps are as long. */
function isOfLength({outline}: LibraryEntry, lengthM: number): boolean {
  return lengthM > 0 && Math.abs(lengthOf(outline) / lengthM - 1) < SAME_LENGTH;
}

/** Length of a closed line of points, m. */
function lengthOf(points: LibraryEntry["outline"]): number {
  return points.reduce((sum, [x, z], i) => {
    const [nextX, nextZ] = points[(i + 1) % points.length];
    return sum + Math.hypot(nextX - x, nextZ - z);
  }, 0);
}

/**
 * The key of the reference without a wish: "" lets the session's laps decide; where a driver has a single valid lap and nobody else one,
 * the fastest session of the circuit.
 */
export function defaultReference(
  options: readonly ReferenceOption[],
  {session, laps}: ArchivedSession,
  car: number,
): string {
  const choice = chooseReference(session, laps, car);
  const own = validLaps(laps).filter((row) => row.car === car);
  if (choice && (choice.lap.car !== car || own.length > 1)) return choice.kind.replace(" ", "-");
  return options.find(({group}) => group === "other sessions here")?.key ?? "";
}
