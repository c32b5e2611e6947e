import type {Samples} from "../../archive/samples.js";
import type {ArchivedSession, LapRow} from "../../archive/types.js";
import type {LapArchive} from "./lapArchive.js";

/** Names a lap of the archive. */
export interface LapName {
  session: string;
  car: number;
  lap: number;
}

/** `SESSION:CAR:LAP`, as the command line names a lap. */
export function lapNameText({session, car, lap}: LapName): string {
  return `${session}:${car}:${lap}`;
}

/** The laps of a text, `SESSION:CAR:LAP,SESSION:CAR:LAP`; malformed ones are left out. */
export function parseLapNames(text: string | null | undefined): LapName[] {
  return (text ?? "").split(",").flatMap((part) => {
    const match = /^([\w.-]+):(\d+):(\d+)$/.exec(part.trim());
    return match ? [{session: match[1], car: Number(match[2]), lap: Number(match[3])}] : [];
  });
}

/** A lap that does not exist or can't be used; the message is for the user. */
export class LapError extends Error {
  override name = "LapError";
}

/** A lap of the archive with its session; samples are read when they are asked for. */
export interface FoundLap extends ArchivedSession {
  name: LapName;
  row: LapRow;
}

/** A session of the archive. Throws a LapError where it is unknown or can't be read. */
export function findSession(archive: LapArchive, id: string): Promise<ArchivedSession> {
  return archive.session(id).catch(refuse(id));
}

/** Finds laps; each session is read once. Throws a LapError that lists the cars and laps there are. */
export async function findLaps(archive: LapArchive, names: readonly LapName[]): Promise<FoundLap[]> {
  const sessions = new Map<string, Promise<ArchivedSession>>();
  return Promise.all(
    names.map(async (name) => {
      let read = sessions.get(name.session);
      if (!read) sessions.set(name.session, (read = findSession(archive, name.session)));
      const archived = await read;
      return {...archived, name, row: rowOf(archived, name)};
    }),
  );
}

/** The samples of a lap, see LapArchive. Throws a LapError where there are none, or the file is missing or damaged. */
export async function readLapSamples(
  archive: LapArchive,
  {name, row}: FoundLap,
  columns?: readonly string[],
): Promise<Samples> {
  if (row.file === null) throw new LapError(`${lapNameText(name)}: ${TIME_ONLY}`);
  try {
    const samples = await archive.samples(name.session, row, columns);
    if (samples.rows === 0) throw new Error("the file is damaged: no rows");
    return samples;
  } catch (error) {
    return refuse(`samples of ${lapNameText(name)}`)(error as Error);
  }
}

const TIME_ONLY = "only its time is known: it has no samples";

/** Why a lap can't be compared with others from line to line; undefined where it can. */
export function lapFaultOf({row: {file, samples, lapTimeMs, complete}}: Pick<FoundLap, "row">): string | undefined {
  if (file === null || samples === 0) return TIME_ONLY;
  if (lapTimeMs === null) return "it was not finished";
  return complete ? undefined : "it was not recorded from line to line";
}

/** What a lap lacks to be whole, in the few words of a list; "" where it is whole. */
export function lapFlaw({samples, lapTimeMs, complete}: Pick<LapRow, "samples" | "lapTimeMs" | "complete">): string {
  if (samples === 0) return lapTimeMs === null ? "no samples" : "time only";
  if (lapTimeMs === null) return "not finished";
  return complete ? "" : "not from line to line";
}

/** The laps of a car that can be compared from line to line, as advice: `whole laps of this car: 1–3`. */
export function wholeLapsText(laps: readonly LapRow[], car: number): string {
  const whole = laps.filter((row) => row.car === car && !lapFaultOf({row}));
  return whole.length
    ? `whole laps of this car: ${listedNumbers(whole.map(({lap}) => lap))}`
    : "this car has no whole lap in that session";
}

/** The error of reading something as a LapError that names it; programming errors as they are. */
function refuse(what: string): (error: Error) => never {
  return (error) => {
    if (error instanceof TypeError || error instanceof ReferenceError) throw error;
    throw new LapError(error.message.includes(what) ? error.message : `${what}: ${error.message}`, {cause: error});
  };
}

function rowOf({laps}: ArchivedSession, {session, car, lap}: LapName): LapRow {
  const row = laps.find((one) => one.car === car && one.lap === lap);
  if (row) return row;
  const own = laps.filter((one) => one.car === car).map((one) => one.lap);
  const cars = [...new Set(laps.map((one) => one.car))];
  const known = own.length ? `laps of car ${car}: ${listedNumbers(own)}` : `cars with laps: ${listedNumbers(cars)}`;
  throw new LapError(`no lap ${lap} of car ${car} in ${session}; ${known}`);
}

/** "1–4, 6" */
export function listedNumbers(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of numbers.toSorted((a, b) => a - b)) {
    const run = runs[runs.length - 1];
    if (run && n === run[1] + 1) run[1] = n;
    else if (!run || n > run[1]) runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : `${a}–${b}`)).join(", ") || "none";
}
