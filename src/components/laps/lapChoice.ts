import type {LapRow, LibraryEntry, LibraryIndex, SessionFile} from "../../core/archive/types.js";
import {lapFlaw} from "../../core/laps/open/archivedLap.js";
import {playerCarOf} from "../../core/laps/playerCar.js";
import {fetchSamples, fetchSession, type LapKey, lapKey} from "../ui/archive.js";
import {lapTime, when} from "../ui/format.js";
import {pageArchive} from "../ui/pageArchive.js";
import {series} from "../ui/palette.js";
import {driverName} from "../ui/sessionNames.js";
import {type LapsOnLine, lapsOnLine} from "./lapsOnLine.js";
import {type TraceLap, traceLap} from "./traceLap.js";
import {wholeNotes} from "./wholeNotes.js";

/** Most laps in one chart that a reader can distinguish. */
export const MAX_COMPARED = 12;

/** A lap that a page shows, and its place in the palette, kept while it is shown. */
export interface ChosenLap extends LapKey {
  slot: number;
}

/** Gives each lap the lowest free place: adding or removing a lap does not change the colours of the others. */
export function withSlots(keys: readonly LapKey[], before: readonly ChosenLap[] = []): ChosenLap[] {
  const known = new Map(before.map((c) => [lapKey(c), c.slot]));
  const taken = new Set(keys.flatMap((k) => known.get(lapKey(k)) ?? []));
  return keys.map((key) => {
    let slot = known.get(lapKey(key));
    if (slot === undefined) {
      slot = 0;
      while (taken.has(slot)) slot++;
      taken.add(slot);
    }
    return {session: key.session, car: key.car, lap: key.lap, slot};
  });
}

/** Laps that can be drawn, fastest first; laps without a time last. */
export function drawable(laps: readonly LapRow[]): LapRow[] {
  return laps
    .filter((lap) => lap.file && lap.samples > 0)
    .sort((a, b) => lapRank(a) - lapRank(b) || b.samples - a.samples || a.lap - b.lap);
}

/** Sorts laps by time; invalid ones come later, partly recorded ones last. */
export function lapRank({lapTimeMs, valid, complete}: LapRow): number {
  return (lapTimeMs ?? 9e6) + (valid ? 0 : 1e7) + (complete ? 0 : 2e7);
}

/**
 * Laps that can be drawn: those of the car asked for first, then the player's, then those of other people, last those that the game drove;
 * each fastest first.
 */
export function drawableOwnFirst(
  {session, laps}: {session: SessionFile; laps: readonly LapRow[]},
  asked?: number,
): LapRow[] {
  const player = playerCarOf(session, laps).car;
  const isGame = new Map(session.drivers.map(({car, ai}) => [car, ai]));
  const rank = ({car}: LapRow) => (car === asked ? -1 : car === player ? 0 : isGame.get(car) ? 2 : 1);
  return drawable([...laps]).sort((a, b) => rank(a) - rank(b));
}

/**
 * The best laps, the asked car's or the player's before others', of a session, else of the newest session with a finished lap; without
 * one, of the newest session with samples; [] when no session has samples.
 */
export async function defaultLaps(
  library: LibraryIndex,
  count: number,
  {session, car}: {session?: string; car?: string} = {},
): Promise<LapKey[]> {
  const newest = newestFirst(library);
  const asked = newest.filter(({id}) => id === session);
  for (const {id} of [...asked, ...newest.filter(({best}) => best), ...newest.filter(({best}) => !best)]) {
    const found = await fetchSession(id).catch(() => null);
    const best = found ? drawableOwnFirst(found, car && id === session ? Number(car) : undefined).slice(0, count) : [];
    if (best.length) return best.map(({car, lap}) => ({session: id, car, lap}));
  }
  return [];
}

export function newestFirst(library: LibraryIndex): LibraryEntry[] {
  return [...library.sessions].sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

/** The laps of a page, on the line of the first of them; null where there is none. */
export interface LoadedLaps {
  laps: TraceLap[];
  onLine: LapsOnLine | null;
  problems: string[];
  /** about laps that are not whole */
  notes: string[];
}

/** Fetches the chosen laps; the first is the reference. Laps that cannot be fetched are left out, with the reason in `problems`. */
export async function loadLaps(chosen: readonly ChosenLap[]): Promise<LoadedLaps> {
  const problems: string[] = [];
  const several = new Set(chosen.map((c) => c.session)).size > 1;
  const found = await Promise.all(
    chosen.map(async (choice) => {
      try {
        const {session, laps} = await fetchSession(choice.session);
        const lap = laps.find((l) => l.car === choice.car && l.lap === choice.lap);
        if (!lap) throw new Error(`no such lap: ${lapKey(choice)}`);
        const samples = await fetchSamples(choice.session, lap);
        const label = `${driverName(lap)} lap ${lap.lap}${several ? `, ${when(session.startedAt)}` : ""}`;
        return {session, lap, laps, samples, label, choice};
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error));
        return null;
      }
    }),
  );
  const known = found.filter((f) => f !== null);
  const laps = known.map(({session, lap, samples, label, choice}, i) => {
    const look = i === 0 ? {name: "reference" as const, dash: ""} : series(choice.slot);
    return traceLap(session, lap, samples, {key: lapKey(choice), label, color: look.name, dash: look.dash});
  });
  // laps are shown even if their track cannot be read
  const learned = laps.length ? await pageArchive.tracks(laps[0].session).catch(() => []) : [];
  return {laps, onLine: lapsOnLine(laps, learned), problems, notes: wholeNotes(known)};
}

/** `1:19.782 Player lap 4`, with a note when it is invalid or not whole. */
export function lapText(lap: LapRow): string {
  const notes = [lap.valid ? "" : "invalid", lapFlaw(lap)].filter(Boolean).join(", ");
  return `${lapTime(lap.lapTimeMs)}  ${driverName(lap)} lap ${lap.lap}${notes ? ` (${notes})` : ""}`;
}
