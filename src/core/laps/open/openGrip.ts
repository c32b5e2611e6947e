import type {Samples} from "../../archive/samples.js";
import type {ArchivedSession, LapRow} from "../../archive/types.js";
import type {CheckedLap} from "../accelerations/axisCheck.js";
import {type AxisChecks, checkLaps, lapsEnvelope, verifiedG} from "../accelerations/checkedLaps.js";
import {type GgEnvelope, ggEnvelope} from "../accelerations/ggEnvelope.js";
import {GRIP_CHANNELS} from "../accelerations/griddedG.js";
import type {GripMap} from "../accelerations/gripMap.js";
import {lapMotion} from "../accelerations/lapMotion.js";
import {type PedalTimes, pedalTimes} from "../conditions/pedalTimes.js";
import {LapError, readLapSamples} from "./archivedLap.js";
import {carGripMap} from "./carConsistency.js";
import {type CountedLaps, countedLaps, countedRows} from "./countedLaps.js";
import type {LapArchive} from "./lapArchive.js";
import type {OpenedLaps} from "./openLaps.js";

/** A lap's samples, and what its accelerations show. */
export interface GripLap {
  row: LapRow;
  samples: Samples;
  /** s since the first sample; breaks[i]: a gap between samples i − 1 and i */
  time: ArrayLike<number>;
  breaks?: ArrayLike<number>;
  /** checked accelerations, g, to the right and forwards; null where an axis is unverified */
  g: {lateral: Float64Array; longitudinal: Float64Array} | null;
  /** of this lap alone */
  envelope: GgEnvelope | null;
  /** undefined: throttle or brake was not recorded */
  pedals: PedalTimes | undefined;
}

/** How a driver uses the grip and the time. */
export interface DriverGrip {
  car: number;
  laps: GripLap[];
  /** the laps show the pace; else they are those with samples, because none does */
  isPace: boolean;
  checks: AxisChecks;
  /** over all laps */
  envelope: GgEnvelope | null;
  /** where on the lap; undefined: unverified, or not from line to line */
  map: GripMap | undefined;
  unread: number;
  unreadable: {lap: number; because: string}[];
}

export interface OpenedGrip {
  /** the line of the maps; null where no lap could be placed */
  opened: OpenedLaps | null;
  /** in the order asked for */
  drivers: DriverGrip[];
}

/** More laps of each driver would take seconds to read. */
const MOST_LAPS = 20;

/** Reads the laps of drivers of a session for g-g diagrams, grip maps and histograms. Drivers without samples have no laps. */
export async function openGrip(
  archive: LapArchive,
  archived: ArchivedSession,
  cars: readonly number[],
): Promise<OpenedGrip> {
  const drivers: Omit<DriverGrip, "map">[] = [];
  for (const car of cars) drivers.push(await driverGrip(archive, archived, car));
  const usable = drivers.filter(({isPace, laps}) => isPace && laps.some(({g}) => g)).map(({car}) => car);
  const placed = usable.length ? await placedLaps(archive, archived, usable) : null;
  const mapOf = (car: number, checks: AxisChecks) => {
    const own = placed?.cars.find((one) => one.car === car);
    return own?.laps.length ? carGripMap(own.laps, checks) : undefined;
  };
  return {
    opened: placed?.opened ?? null,
    drivers: drivers.map((driver) => ({...driver, map: mapOf(driver.car, driver.checks)})),
  };
}

/** Laps on the common line; null where the line's own lap can't be used. */
async function placedLaps(
  archive: LapArchive,
  archived: ArchivedSession,
  cars: readonly number[],
): Promise<{opened: OpenedLaps; cars: CountedLaps[]} | null> {
  try {
    return await countedLaps(archive, archived, cars, GRIP_CHANNELS, {most: MOST_LAPS});
  } catch (error) {
    if (error instanceof LapError) return null;
    throw error;
  }
}

async function driverGrip(
  archive: LapArchive,
  archived: ArchivedSession,
  car: number,
): Promise<Omit<DriverGrip, "map">> {
  const counted = countedRows(archived, car);
  const isPace = counted.length > 0;
  const rows = isPace ? counted : archived.laps.filter((row) => row.car === car && row.file !== null);
  const time = ({lapTimeMs}: LapRow) => lapTimeMs ?? Number.POSITIVE_INFINITY;
  const fast = new Set(rows.toSorted((a, b) => time(a) - time(b)).slice(0, MOST_LAPS));
  const read: {row: LapRow; samples: Samples; motion: CheckedLap}[] = [];
  const unreadable: DriverGrip["unreadable"] = [];
  for (const row of rows) {
    if (!fast.has(row)) continue;
    try {
      const name = {session: archived.session.id, car, lap: row.lap};
      const samples = await readLapSamples(archive, {...archived, row, name});
      if (!samples.has("sessionTime")) throw new LapError("no samples with a time in it");
      read.push({row, samples, motion: lapMotion(samples)});
    } catch (error) {
      if (!(error instanceof LapError)) throw error;
      unreadable.push({lap: row.lap, because: error.message});
    }
  }
  const motions = read.map(({motion}) => motion);
  const checks = checkLaps(motions);
  const laps = read.map(({row, samples, motion}): GripLap => {
    const g = verifiedG(motion, checks);
    const {time, breaks} = motion;
    const [throttle, brake] = ["throttle", "brake"].map((name) =>
      samples.has(name) ? samples.values(name) : undefined,
    );
    return {
      ...{row, samples, time, breaks, g},
      envelope: g && ggEnvelope(g.lateral, g.longitudinal, LAP_ENVELOPE),
      pedals: throttle && brake && pedalTimes(time, throttle, brake, breaks),
    };
  });
  return {
    ...{car, laps, isPace, checks, envelope: lapsEnvelope(motions, checks)},
    ...{unread: rows.length - fast.size, unreadable},
  };
}

/** A single lap has few samples in each direction. */
const LAP_ENVELOPE = {directions: 24};
