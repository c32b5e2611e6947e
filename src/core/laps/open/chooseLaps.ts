import type {ArchivedSession, LapRow} from "../../archive/types.js";
import {countsForBests} from "../bests.js";
import {isImposed, judgeLaps} from "../pace/judgeLaps.js";
import {playerCarOf} from "../playerCar.js";
import {chooseReference, isComparable, type ReferenceKind} from "../referenceLap.js";
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
  /** what was left out for their number */
  limited?: string;
}

/** A reference as a user wishes it: laps, or a kind of lap of the same session. */
export type ReferenceWish = LapsName | Exclude<ReferenceKind, "lap">;

/**
 * Chooses the laps of a driver and of a reference. The driver's are his valid laps from line to line without a visit to the pits, in a race without its first lap and
 * neutralised ones where others are left; his car is the player's unless named. Without a wish the reference is another driver's laps where one of his is the reference lap
 * (`chooseReference`), else the driver's own best lap. With `single` it is one lap. Throws where there is no such lap.
 *
 * @param most so many laps of the driver and of the reference at most: the fastest
 */
export async function chooseLaps(
  archive: LapArchive,
  subject: LapsName,
  {reference, single = false, most}: {reference?: ReferenceWish; single?: boolean; most?: number} = {},
): Promise<ChosenLaps> {
  const archived = await findSession(archive, subject.session);
  const {car, because} = subject.car === undefined ? carOf(archived) : {car: subject.car, because: undefined};
  const {why, rows, session} = await referenceOf(archive, archived, car, reference, single);
  const references = fastestLaps(rows, most).map(({car: other, lap}) => ({session, car: other, lap}));
  const valid =
    subject.lap === undefined
      ? freeLaps(archived, car)
      : archived.laps.filter((row) => row.car === car && row.lap === subject.lap);
  const own = fastestLaps(valid, most);
  const limited =
    own.length < valid.length ? `the ${own.length} fastest of ${valid.length} valid laps are read` : undefined;
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
  return {
    ...{laps, references, why},
    ...(because !== undefined && {because}),
    ...(limited !== undefined && {limited}),
  };
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
  wish: ReferenceWish | undefined,
  single: boolean,
): Promise<{session: string; rows: LapRow[]; why: string}> {
  if (typeof wish === "object") {
    const other = wish.session === session.id ? {session, laps} : await findSession(archive, wish.session);
    const of = wish.car ?? carOf(other).car;
    const rows =
      wish.lap === undefined ? freeLaps(other, of) : other.laps.filter((row) => row.car === of && row.lap === wish.lap);
    if (rows.length === 0) throw new LapError(`${wish.session}: ${noLap(other, of, wish.lap)}`);
    const fastest = fastestOf(rows)!;
    return {
      session: wish.session,
      rows: single ? [fastest] : rows,
      why: single && wish.lap === undefined ? "the fastest of the car chosen by you" : "chosen by you",
    };
  }
  const choice = chooseReference(session, laps, car, wish);
  if (!choice)
    throw new LapError(`${session.id}: ${wish === "teammate" ? "no valid lap of a teammate" : noLap({laps}, car)}`);
  const {lap, why} = choice;
  if (single || lap.car === car) return {session: session.id, rows: [lap], why};
  const rows = [lap, ...freeLaps({session, laps}, lap.car).filter((row) => row !== lap)];
  return {session: session.id, rows, why: `the valid laps of ${lap.driver || `car ${lap.car}`}: ${why}`};
}

/** Valid laps from line to line whose time the race did not impose, or all valid ones where it imposed each; by number. */
export function freeLaps({session, laps}: ArchivedSession, car: number): LapRow[] {
  const judged = judgeLaps(
    laps.filter((row) => row.car === car),
    session,
  ).filter(({row}) => isComparable(row) && countsForBests(row));
  const free = judged.filter(({leftOut, neutralised}) => !isImposed(leftOut) && neutralised === null);
  return (free.length > 0 ? free : judged).map(({row}) => row).sort((a, b) => a.lap - b.lap);
}

/** The fastest `most` of laps, in their order. */
function fastestLaps(laps: readonly LapRow[], most = laps.length): LapRow[] {
  const fast = new Set(laps.toSorted((a, b) => (a.lapTimeMs ?? Infinity) - (b.lapTimeMs ?? Infinity)).slice(0, most));
  return laps.filter((row) => fast.has(row));
}

function fastestOf(laps: readonly LapRow[]): LapRow | undefined {
  return laps.toSorted((a, b) => (a.lapTimeMs ?? Infinity) - (b.lapTimeMs ?? Infinity))[0];
}

function noLap({laps}: Pick<ArchivedSession, "laps">, car: number, lap?: number): string {
  if (!laps.some((row) => row.car === car)) {
    const cars = [...new Set(laps.map((row) => row.car))];
    return `no car ${car}; cars with laps: ${listedNumbers(cars)}`;
  }
  if (lap !== undefined) return `car ${car} has no lap ${lap}`;
  const own = laps.filter((row) => row.car === car);
  const driver = own.find((row) => row.driver)?.driver || `car ${car}`;
  return own.some((row) => row.file !== null)
    ? `${driver} has no valid lap from line to line`
    : `only the lap times of ${driver} are known, there are no samples to compare`;
}
