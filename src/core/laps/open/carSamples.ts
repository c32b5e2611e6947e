import type {ArchivedSession, LapRow} from "../../archive/types.js";
import type {AxisCheck, CheckedLap} from "../accelerations/axisCheck.js";
import {checkLaps, lapsEnvelope} from "../accelerations/checkedLaps.js";
import type {GgEnvelope} from "../accelerations/ggEnvelope.js";
import {lapMotion} from "../accelerations/lapMotion.js";
import {type LapUse, lapUse} from "../conditions/lapUse.js";
import {playerCarOf} from "../playerCar.js";
import {type SessionStatistics, sessionStatistics} from "../sessionStatistics.js";
import {findSession, LapError, readLapSamples} from "./archivedLap.js";
import type {LapArchive} from "./lapArchive.js";

/** What the samples of one car's laps show. */
export interface CarSamples {
  car: number;
  /** by lap, of laps with samples */
  laps: {lap: number /** from line to line */; complete: boolean; use: LapUse}[];
  checks: {lateral: AxisCheck; longitudinal: AxisCheck};
  /** over all laps; null where an axis is unverified */
  envelope: GgEnvelope | null;
  /** laps whose samples could not be read, with the reason */
  unreadable: {lap: number; because: string}[];
}

/**
 * The statistics of a session, and what the samples of one car show: the player's car where none is named, else the first with samples. Throws
 * a LapError where the session is unknown.
 */
export async function readStatistics(
  archive: LapArchive,
  id: string,
  {car}: {car?: number} = {},
): Promise<ArchivedSession & {statistics: SessionStatistics; samples: CarSamples | null}> {
  const archived = await findSession(archive, id);
  const {session, laps} = archived;
  const chosen = car ?? playerCarOf(session, laps).car ?? laps.find(({file}) => file !== null)?.car;
  const samples = chosen === undefined ? null : await carSamples(archive, archived, chosen);
  const fuel = new Map(samples?.laps.map(({lap, use}) => [lap, use.conditions.get("fuelMass")?.first]));
  const fuelKg = (of: number, lap: number) => (of === chosen ? fuel.get(lap) : undefined) ?? Number.NaN;
  return {...archived, statistics: sessionStatistics(laps, session, {fuelKg}), samples};
}

/** Reads the samples of a car's laps one after the other: only what is summed up is kept. */
export async function carSamples(archive: LapArchive, archived: ArchivedSession, car: number): Promise<CarSamples> {
  const laps: CarSamples["laps"] = [];
  const motions: CheckedLap[] = [];
  const unreadable: CarSamples["unreadable"] = [];
  const read = (row: LapRow) =>
    readLapSamples(archive, {...archived, row, name: {session: archived.session.id, car, lap: row.lap}});
  for (const row of archived.laps) {
    if (row.car !== car || row.file === null) continue;
    try {
      const samples = await read(row);
      if (!samples.has("sessionTime")) throw new LapError("no samples with a time in it");
      laps.push({lap: row.lap, complete: row.complete, use: lapUse(samples)});
      motions.push(lapMotion(samples));
    } catch (error) {
      if (!(error instanceof LapError)) throw error;
      unreadable.push({lap: row.lap, because: error.message});
    }
  }
  const checks = checkLaps(motions);
  return {car, laps, checks, envelope: lapsEnvelope(motions, checks), unreadable};
}
