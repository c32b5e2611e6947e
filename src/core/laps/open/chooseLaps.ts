import type {ArchivedSession, LapRow} from "../../archive/types.js";
import {countsForBests} from "../bests.js";
import {playerCarOf} from "../playerCar.js";
import {chooseReference, isComparable} from "../referenceLap.js";
import {findSession, LapError, type LapName, listedNumbers} from "./archivedLap.js";
import type {LapArchive} from "./lapArchive.js";

/** A lap, a car's laps, or a session's, as a user names them. */
export interface LapsName {
  session: string;
  car?: number;
  lap?: number;
}

/** The laps to compare, and why they were chosen. */
export interface ChosenLaps {
  laps: LapName[];
  references: LapName[];
  /** why this car, where the user did not name it */
  because?: string;
  /** why these are the reference */
  why: string;
}

/**
 * Chooses the laps of a driver and of a reference. The driver's are his valid laps from line to line without a visit to the pits; his car is
 * the player's unless named. Without a wish the reference is another driver's laps where one of his is the reference lap
 * (`chooseReference`), else the driver's own best lap. With `single` it is one lap. Throws where there is no such lap.
 */
export async function chooseLaps(
  archive: LapArchive,
  subject: LapsName,
  {reference, single = false}: {reference?: LapsName; single?: boolean} = {},
): Promise<ChosenLaps> {
  const archived = await findSession(archive, subject.session);
  const {car, because} = subject.car === undefined ? carOf(archived) : {car: subject.car, because: undefined};
  const {why, rows, session} = await referenceOf(archive, archived, car, reference, single);
  const references = rows.map(({car: other, lap}) => ({session, car: other, lap}));
  const own =
    subject.lap === undefined
      ? validLaps(archived.laps, car)
      : archived.laps.filter((row) => row.car === car && row.lap === subject.lap);
  if (own.length === 0) throw new LapError(`${subject.session}: ${noLap(archived, car, subject.lap)}`);
  const laps = own
    .map(({lap}) => ({session: subject.session, car, lap}))
    .filter(
      (name) => !references.some((one) => one.session === name.session && one.car === name.car && one.lap === name.lap),
    );
  if (laps.length === 0) {
    const what = subject.lap === undefined ? `the only valid lap of car ${car}` : `lap ${subject.lap} of car ${car}`;
    throw new LapError(`${subject.session}: ${what} is the reference itself (${why}); name another reference`);
  }
  return {laps, references, why, ...(because !== undefined && {because})};
}

function carOf({session, laps}: ArchivedSession): {car: number; because?: string} {
  const {car, because} = playerCarOf(session, laps);
  if (car !== null) return {car};
  const fastest = fastestOf(laps.filter((row) => isComparable(row) && countsForBests(row)));
  if (!fastest) throw new LapError(`${session.id}: no valid lap from line to line`);
  return {car: fastest.car, because: `${because}: the fastest car is shown`};
}

async function referenceOf(
  archive: LapArchive,
  {session, laps}: ArchivedSession,
  car: number,
  wish: LapsName | undefined,
  single: boolean,
): Promise<{session: string; rows: LapRow[]; why: string}> {
  if (wish) {
    const other = wish.session === session.id ? {session, laps} : await findSession(archive, wish.session);
    const of = wish.car ?? carOf(other).car;
    const rows =
      wish.lap === undefined
        ? validLaps(other.laps, of)
        : other.laps.filter((row) => row.car === of && row.lap === wish.lap);
    if (rows.length === 0) throw new LapError(`${wish.session}: ${noLap(other, of, wish.lap)}`);
    const fastest = fastestOf(rows)!;
    return {
      session: wish.session,
      rows: single ? [fastest] : rows,
      why: single && wish.lap === undefined ? "the fastest of the car chosen by the user" : "chosen by the user",
    };
  }
  const choice = chooseReference(session, laps, car);
  if (!choice) throw new LapError(`${session.id}: ${noLap({laps}, car)}`);
  const {lap, why} = choice;
  if (single || lap.car === car) return {session: session.id, rows: [lap], why};
  const rows = [lap, ...validLaps(laps, lap.car).filter((row) => row !== lap)];
  return {session: session.id, rows, why: `the valid laps of ${lap.driver || `car ${lap.car}`}: ${why}`};
}

/** Valid laps from line to line, by number. */
function validLaps(laps: readonly LapRow[], car: number): LapRow[] {
  return laps
    .filter((row) => row.car === car && isComparable(row) && countsForBests(row))
    .sort((a, b) => a.lap - b.lap);
}

function fastestOf(laps: readonly LapRow[]): LapRow | undefined {
  return laps.toSorted((a, b) => (a.lapTimeMs ?? Infinity) - (b.lapTimeMs ?? Infinity))[0];
}

function noLap({laps}: Pick<ArchivedSession, "laps">, car: number, lap?: number): string {
  if (!laps.some((row) => row.car === car)) {
    const cars = [...new Set(laps.map((row) => row.car))];
    return `no car ${car}; cars with laps: ${listedNumbers(cars)}`;
  }
  return lap === undefined ? `car ${car} has no valid lap from line to line` : `car ${car} has no lap ${lap}`;
}
