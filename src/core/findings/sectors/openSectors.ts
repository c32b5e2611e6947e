import type {LapRow} from "../../archive/types.js";
import {type LapBests, lapBests} from "../../laps/lapBests.js";
import {miniSectorBounds} from "../../laps/miniSectors.js";
import {type ChosenLaps, chooseLaps} from "../../laps/open/chooseLaps.js";
import type {LapArchive} from "../../laps/open/lapArchive.js";
import {pieceTimes} from "../../laps/partition.js";
import {type AnalysedLap, OFFICIAL_FLOOR_S, timeFloor} from "../analysedLap.js";
import type {DebriefRequest} from "../debrief/openDebrief.js";
import {MOST_LAPS} from "../debrief/openDebrief.js";
import {againstBest, driverBest, driversLaps, fastestLap} from "../debrief/theoreticalReference.js";
import {type OpenedComparison, openComparison} from "../openComparison.js";
import {type PartSummary, partSummary} from "./partSummary.js";

/** A sector or mini-sector: what the driver's laps took for it, and the reference lap. */
export interface LapPart extends PartSummary {
  name: string;
  /** m along the line; NaN where it is not known where the sector lies */
  fromM: number;
  toM: number;
  /** by lap, s; NaN where unknown */
  times: Float64Array;
  /** of the reference lap, s; NaN where unknown */
  referenceS: number;
  /** what the recordings cannot distinguish from no difference between two laps, s */
  floorS: number;
}

export interface OpenedSectors {
  chosen: ChosenLaps;
  opened: OpenedComparison;
  /** the driver's valid laps by number, his reference lap among them */
  laps: readonly AnalysedLap[];
  reference: AnalysedLap;
  /** why this is the reference */
  why: string;
  /** their indices count `laps` */
  bests: LapBests;
  /** null where the session has neither sector times nor places */
  sectors: LapPart[] | null;
  /** the games' own sector times, or cut at the sectors' places */
  sectorsFrom: "official" | "samples";
  /** where the sectors 2 and 3 begin, m along the line */
  sectorStartsM: readonly [number, number] | null;
}

/**
 * Opens the sectors and mini-sectors of a driver's valid laps against one reference lap, and the bests that they contain. Only speeds and
 * positions are read. Throws a LapError where nothing can be compared.
 */
export async function openSectors(
  archive: LapArchive,
  {session: id, car, reference: wish}: DebriefRequest,
): Promise<OpenedSectors> {
  const isTheoretical = wish === "theoretical best";
  const chosen = await chooseLaps(
    archive,
    {session: id, car},
    {reference: isTheoretical ? "my best" : wish, single: true, most: MOST_LAPS},
  );
  const opened = await openComparison(archive, chosen, ["speedKmh"]);
  const best = isTheoretical ? driverBest(opened.comparison, opened.corners.straights) : null;
  const comparison = best ? againstBest(opened.comparison, best) : opened.comparison;
  const laps = best ? comparison.laps : driversLaps(comparison).toSorted((a, b) => a.lap - b.lap);
  const reference = fastestLap(comparison.references);
  const {session, laps: rows} = await archive.session(id);
  const {lengthM} = comparison;
  const {sectorStartsM} = session.track;
  const rowOf = (all: readonly LapRow[], lap: AnalysedLap) =>
    all.find((row) => row.car === lap.car && row.lap === lap.lap);
  const referenceRow = best ? undefined : rowOf((await archive.session(reference.session)).laps, reference);
  const official = officialSectors(
    laps.map((lap) => rowOf(rows, lap)),
    referenceRow,
  );
  const starts = sectorStartsM && Float64Array.from([0, ...sectorStartsM, lengthM]);
  const measured = starts && cutParts(laps, reference, starts, (i) => `sector ${i + 1}`);
  const sectors = official?.map((part, i) => ({
    ...part,
    ...{fromM: starts?.[i] ?? Number.NaN, toM: starts?.[i + 1] ?? Number.NaN},
    // a lap that was put together has no official times
    ...(Number.isNaN(part.referenceS) && measured && {referenceS: measured[i].referenceS, floorS: measured[i].floorS}),
  }));
  return {
    ...{chosen, opened, laps, reference, why: best ? comparison.why : chosen.why},
    bests: lapBests(
      laps.map(({grid}) => grid),
      {
        straights: opened.corners.straights,
        sectorStartsM,
        follows: (i) => laps[i + 1].lap === laps[i].lap + 1,
      },
    ),
    ...{sectors: sectors ?? measured, sectorsFrom: sectors ? "official" : "samples", sectorStartsM},
  };
}

/**
 * The mini-sectors of opened laps.
 *
 * @param count how many
 */
export function miniSectorParts(
  {laps, reference, sectorStartsM}: Pick<OpenedSectors, "laps" | "reference" | "sectorStartsM">,
  count?: number,
): LapPart[] {
  const bounds = miniSectorBounds(reference.grid.lengthM, sectorStartsM, count);
  return cutParts(laps, reference, bounds, (i) => String(i + 1));
}

/** The parts between places, by the times on the grid. */
function cutParts(
  laps: readonly AnalysedLap[],
  reference: AnalysedLap,
  bounds: Float64Array,
  name: (i: number) => string,
): LapPart[] {
  const places = Array.from({length: bounds.length - 1}, (_, i) => ({fromM: bounds[i], toM: bounds[i + 1]}));
  const times = laps.map(({grid}) => pieceTimes(grid, places));
  const others = pieceTimes(reference.grid, places);
  return places.map((place, i) => {
    const own = Float64Array.from(times, (lap) => lap[i]);
    const summary = partSummary(own);
    const floorS = timeFloor(laps[summary.best?.lap ?? 0], reference, place);
    return {...summary, ...place, name: name(i), times: own, referenceS: others[i], floorS};
  });
}

const SECTORS = ["sector1Ms", "sector2Ms", "sector3Ms"] as const;

/** The sectors by the game's own times; undefined where no lap has all three. */
function officialSectors(
  rows: readonly (LapRow | undefined)[],
  reference: LapRow | undefined,
): Omit<LapPart, "fromM" | "toM">[] | undefined {
  const seconds = (row: LapRow | undefined, sector: (typeof SECTORS)[number]) =>
    row?.[sector] ? row[sector] / 1000 : Number.NaN;
  if (!rows.some((row) => SECTORS.every((sector) => row?.[sector]))) return undefined;
  return SECTORS.map((sector, i) => {
    const times = Float64Array.from(rows, (row) => seconds(row, sector));
    const name = `sector ${i + 1}`;
    return {...partSummary(times), name, times, referenceS: seconds(reference, sector), floorS: OFFICIAL_FLOOR_S};
  });
}
