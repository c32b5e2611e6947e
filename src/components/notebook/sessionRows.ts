import type {ArchivedSession, LapRow} from "../../core/archive/types.js";
import {channelOf} from "../../core/channels/catalogue.js";
import {SPREAD_VALUES, type SpreadMeasure} from "../../core/findings/consistency/cornerSpread.js";
import {openConsistency} from "../../core/findings/consistency/openConsistency.js";
import {BestTimes} from "../../core/laps/bests.js";
import {type CarSamples, readStatistics} from "../../core/laps/open/carSamples.js";
import {type CarStatistics, sessionStatistics} from "../../core/laps/sessionStatistics.js";
import {agedLaps} from "../../core/laps/stints/agedLaps.js";
import {fuelEffectOf} from "../../core/laps/stints/formulaOneFuel.js";
import {lapTimingClass} from "../../core/laps/timingClass.js";
import {fetchSession} from "../ui/archive.js";
import {pageArchive} from "../ui/pageArchive.js";
import {driverName} from "../ui/sessionNames.js";
import {askedCar} from "./askedCar.js";
import type {PlainRow} from "./libraryTables.js";

/** The laps of a session with what they count for; with a car its own, whose samples are read for the fuel. */
export async function judgedLapRows(session: string, car?: number): Promise<PlainRow[]> {
  const {archived, statistics, samples} = await statisticsOf(session, car);
  const bests = new BestTimes(archived.laps);
  const fuel = fuelAtStart(samples);
  return statistics.flatMap((own) => {
    const times = own.laps.flatMap(({row, leftOut}) => (leftOut ? [] : row.lapTimeMs!));
    const fuelEffect = fuelEffectOf(archived.session.source.game, times);
    const fuelKg = (lap: number) => fuel.get(lap) ?? Number.NaN;
    const aged = new Map(
      own.stints.flatMap((stint) =>
        agedLaps(own.laps, stint, {fuelKg, fuelEffect}).map((one) => [one.row, {...one, stint}]),
      ),
    );
    return own.laps.map(({row, leftOut}): PlainRow => {
      const {age = null, correctedMs = null, stint} = aged.get(row) ?? {};
      return {
        ...{session, car: row.car, driver: driverName(row), lap: row.lap, lapTimeMs: row.lapTimeMs},
        ...{counts: leftOut === null, leftOut, timing: lapTimingClass(row, "lapTimeMs", bests)},
        stint:
          (stint ?? own.stints.find(({firstLap, lastLap}) => row.lap >= firstLap && row.lap <= lastLap))?.number ??
          null,
        ...{compound: row.tyreCompound ?? stint?.compound ?? null, tyreAgeLaps: age},
        ...{fuelKg: fuel.get(row.lap) ?? null, emptyTankMs: correctedMs},
        ...{fuelUsedKg: row.fuelUsedKg, fuelUsedLitres: row.fuelUsedLitres ?? null},
      };
    });
  });
}

/** The stints of a session with their pace and how it changes. */
export async function stintRows(session: string, car?: number): Promise<PlainRow[]> {
  const {statistics} = await statisticsOf(session, car);
  return statistics.flatMap((own) =>
    own.stints.map(({number, compound, firstLap, lastLap, pace}): PlainRow => {
      const change = pace.degradation ?? pace.trend;
      return {
        ...{session, car: own.car, driver: driverName(own), stint: number, compound, firstLap, lastLap, laps: pace.n},
        ...{paceMs: pace.pace?.value ?? null, paceLowMs: pace.pace?.low ?? null, paceHighMs: pace.pace?.high ?? null},
        ...{changeMs: change?.value ?? null, changeLowMs: change?.low ?? null, changeHighMs: change?.high ?? null},
        ...{withoutFuel: pace.degradation !== undefined, status: pace.status, limits: pace.limits.join("; ")},
      };
    }),
  );
}

/** The pace of each driver of a session and how much it scatters, fastest first. */
export async function paceRows(session: string): Promise<PlainRow[]> {
  const {statistics} = await statisticsOf(session);
  const rows = statistics.flatMap(({pace, ...own}): PlainRow[] => {
    if (!pace) return [];
    return [
      {
        ...{session, car: own.car, driver: driverName(own), laps: pace.n, bestMs: pace.min, medianMs: pace.median},
        ...{quarterMs: pace.quartiles[0], threeQuartersMs: pace.quartiles[1], deviationMs: known(pace.deviation)},
        ...{deviationLowMs: known(pace.deviationLow), deviationHighMs: known(pace.deviationHigh)},
      },
    ];
  });
  return rows.sort((a, b) => Number(a.medianMs) - Number(b.medianMs));
}

/** How much one driver's corners differ from lap to lap: a row for each corner and measure. */
export async function spreadRows(session: string, car?: number): Promise<PlainRow[]> {
  const archived = await fetchSession(session);
  const chosen = askedCar(archived, car);
  const found = chosen === null ? null : await openConsistency(pageArchive, archived, [chosen]);
  const own = found?.drivers[0];
  return (own?.corners ?? []).flatMap(({number, name, fromM, toM, values}) =>
    (Object.keys(SPREAD_VALUES) as SpreadMeasure[]).map((measure): PlainRow => {
      const {scatter, floor, isResolved, outliers} = values[measure];
      return {
        ...{session, car: chosen, number, name, fromM, toM, measure, unit: SPREAD_VALUES[measure]},
        ...{laps: scatter?.n ?? 0, median: known(scatter?.median), deviation: known(scatter?.deviation)},
        ...{low: known(scatter?.deviationLow), high: known(scatter?.deviationHigh)},
        ...{floor, isResolved, outliers: outliers.length},
      };
    }),
  );
}

/** Tyres, brakes and fuel of a car's laps, as far as they were recorded: a row for each lap and channel. */
export async function conditionRows(session: string, car?: number): Promise<PlainRow[]> {
  const {samples} = await statisticsOf(session, askedCar(await fetchSession(session), car) ?? undefined);
  return (samples?.laps ?? []).flatMap(({lap, complete, use}) =>
    [...use.conditions].map(
      ([channel, {first, last, mean, min, max}]): PlainRow => ({
        ...{session, car: samples!.car, lap, complete, channel, unit: channelOf(channel).unit},
        ...{first, last, mean, min, max},
      }),
    ),
  );
}

interface Found {
  archived: ArchivedSession;
  statistics: readonly CarStatistics[];
  samples: CarSamples | null;
}

async function statisticsOf(session: string, car?: number): Promise<Found> {
  const archived = await fetchSession(session);
  if (car === undefined) {
    const {cars} = sessionStatistics(archived.laps, archived.session);
    return {archived, statistics: cars, samples: null};
  }
  const {statistics, samples} = await readStatistics(pageArchive, session, {car: askedCar(archived, car)!});
  return {archived, statistics: statistics.cars.filter((own) => own.car === car), samples};
}

function fuelAtStart(samples: CarSamples | null): Map<LapRow["lap"], number> {
  return new Map(
    samples?.laps.flatMap(({lap, use}) => {
      const first = use.conditions.get("fuelMass")?.first;
      return first === undefined ? [] : [[lap, first] as const];
    }),
  );
}

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
