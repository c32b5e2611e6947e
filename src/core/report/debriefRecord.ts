import type {AnalysedLap, Comparison} from "../findings/analysedLap.js";
import type {Debrief} from "../findings/debrief/debrief.js";
import type {OpenedDebrief} from "../findings/debrief/openDebrief.js";
import {againstBest, wholeLapsOf} from "../findings/debrief/theoreticalReference.js";
import {GRID_CHANNELS, type OpenedComparison} from "../findings/openComparison.js";
import {compareLaps} from "../laps/compareLaps.js";
import {deltaRate} from "../laps/deltaRate.js";
import type {GridLap} from "../laps/gridLap.js";
import {NOT_MEASURED} from "../laps/lapPosition.js";
import {findLaps, type LapName, lapNameText} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {openLaps} from "../laps/open/openLaps.js";
import type {TheoreticalBest} from "../laps/theoreticalBest.js";

/** A lap of a debrief without its grid, which is made again from its samples where they are there. */
type LapRecord = Omit<AnalysedLap, "grid"> & {lapTimeS: number | null};

type Worded = Pick<
  OpenedDebrief,
  | "lap"
  | "total"
  | "parts"
  | "repeatingS"
  | "floorS"
  | "isAgainstBest"
  | "work"
  | "nothing"
  | "questions"
  | "chosen"
  | "counts"
>;

/** The results of a debrief as a report keeps them: all that its laps together show, so that their samples need not come along. */
export interface DebriefRecord extends Worded {
  comparison: Omit<Comparison, "corners" | "laps" | "references"> & {laps: LapRecord[]; references: LapRecord[]};
  best: TheoreticalBest | null;
  refused: OpenedComparison["refused"];
  /** the lap whose line it is, and the laps whose traces are shown or are parts of the theoretical best */
  line: LapName;
  traced: LapName[];
  shown: {own: string; reference: string};
}

/** The record of a debrief. */
export function debriefRecord(debrief: OpenedDebrief): DebriefRecord {
  const {lap, total, parts, repeatingS, floorS, isAgainstBest, work, nothing, questions, chosen, counts} = debrief;
  const {opened, shown, best} = debrief;
  const {corners: _, laps, references, ...comparison} = opened.comparison;
  const joined = isAgainstBest && best ? best.best.parts.map((part) => best.laps[part.lap]) : [shown.reference];
  return {
    ...{lap, total, parts, repeatingS, floorS, isAgainstBest, work, nothing, questions, chosen, counts},
    comparison: {...comparison, laps: laps.map(lapRecord), references: references.map(lapRecord)},
    ...{best: best?.best ?? null, refused: opened.refused},
    // the comparison's line is that of the first reference, see openComparison
    line: chosen.references[0],
    traced: [...new Map([shown.own, ...joined].map((one) => [lapNameText(one), nameOf(one)])).values()],
    shown: {own: lapNameText(shown.own), reference: lapNameText(shown.reference)},
  };
}

/** The laps whose samples the debrief of a record needs. */
export function lapsOfRecord({line, traced}: DebriefRecord): LapName[] {
  return [...new Map([line, ...traced].map((name) => [lapNameText(name), name])).values()];
}

/**
 * The debrief of a record, the same as was recorded: laps whose samples the archive has are opened from them; of the others only what the
 * record has is there, and their grids are empty.
 */
export async function openDebriefRecord(archive: LapArchive, record: DebriefRecord): Promise<OpenedDebrief> {
  const {comparison: kept, best: parts, refused, line: first, traced, shown: names, ...worded} = record;
  const counted = await sampledLaps(archive, [...kept.references, ...kept.laps]);
  const asked = [...traced, ...counted];
  const {line, corners, track, source, ...opened} = await openLaps(archive, first, asked, GRID_CHANNELS);
  const grids = new Map<string, GridLap>();
  for (const lap of [opened.reference, ...opened.laps])
    if ("grid" in lap) grids.set(lapNameText(lap.name), lap.grid);
    else throw new Error(`${lapNameText(lap.name)}: ${lap.because}`);
  const restored = ({lapTimeS, ...lap}: LapRecord): AnalysedLap => ({
    ...lap,
    grid: grids.get(lapNameText(lap)) ?? emptyGrid(line.lengthM, lapTimeS, lap.sampleS),
  });
  const [laps, references] = [kept.laps, kept.references].map((side) => side.map(restored));
  const base: Comparison = {...kept, corners: corners.list, laps, references};
  const best = parts && {best: parts, laps: wholeLapsOf(base)};
  const comparison = worded.isAgainstBest && best ? againstBest(base, best) : base;
  const find = (side: readonly AnalysedLap[], name: string) => side.find((lap) => lapNameText(lap) === name)!;
  const own = find(comparison.laps, names.own);
  const reference = worded.isAgainstBest ? comparison.references[0] : find(comparison.references, names.reference);
  const delta = compareLaps(own.grid, reference.grid);
  const shown: Debrief["shown"] = {own, reference, delta, rate: deltaRate(delta.deltaS, own.grid.stepM)};
  const road = track && {road: track};
  return {...worded, opened: {comparison: base, corners, line, ...road, source, refused}, comparison, shown, best};
}

/** Those of the laps that have samples in the archive. */
async function sampledLaps(archive: LapArchive, laps: readonly LapRecord[]): Promise<LapName[]> {
  const found = await findLaps(archive, laps.map(nameOf));
  return found.filter(({row}) => row.file !== null).map(({name}) => name);
}

function lapRecord({grid: {lapTimeS}, ...lap}: AnalysedLap): LapRecord {
  return {...lap, lapTimeS};
}

function nameOf({session, car, lap}: LapName): LapName {
  return {session, car, lap};
}

/** Of a lap whose samples are not there. */
function emptyGrid(lengthM: number, lapTimeS: number | null, sampleS: number): GridLap {
  const nothing = new Float64Array(0);
  return {
    ...{lengthM, stepM: 1, n: -1, time: nothing, timeError: nothing, offset: nothing, channels: {}, lapTimeS},
    ...{fromLine: false, alignment: "none", because: "its samples are not in this report"},
    ...{measured: NOT_MEASURED, sampleS},
  };
}
