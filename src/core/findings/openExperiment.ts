import type {LapRow, SessionTrack} from "../archive/types.js";
import {MEASURED_CHANNELS} from "../laps/cornerMeasures.js";
import {findSession, LapError, type LapName, lapFaultOf, lapNameText} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {openLaps} from "../laps/open/openLaps.js";
import {judgeLaps, type LeftOut} from "../laps/pace/judgeLaps.js";
import {trackPieces} from "../laps/partition.js";
import type {AnalysedLap} from "./analysedLap.js";
import {analyseLap} from "./analyseLap.js";
import {cornerExperiment, cornerExperimentValues} from "./experimentCorners.js";
import {type ExperimentFindings, type ExperimentGroup, experimentFindings} from "./experimentFindings.js";
import {experimentLap, timeMeasures} from "./experimentLaps.js";
import type {LapGroup} from "./lapGroup.js";

export interface OpenedExperiment extends ExperimentFindings {
  laps: [a: string[], b: string[]];
  /** laps of the groups that do not show the pace, and those that could not be measured at corners */
  notCounted: {lap: string; because: LeftOut | string}[];
  /** of the line on which they were measured; absent where no corner was asked for */
  corners?: {number: number; name: string}[];
}

/**
 * Compares the laps of two groups in the archive: lap and sector times, and with `corner` what they did there, or the time in each corner.
 * Every lap that shows the pace counts (see judgeLaps); which ones are blunders is decided for both groups together.
 */
export async function openExperiment(
  archive: LapArchive,
  a: LapGroup,
  b: LapGroup,
  {corner}: {corner?: number | "each"} = {},
): Promise<OpenedExperiment> {
  const [first, second] = [await groupOf(archive, a), await groupOf(archive, b)];
  if (first.kept.some((lap) => second.kept.some((other) => lapNameText(lap.name) === lapNameText(other.name))))
    throw new LapError("a lap is in both groups");
  const notCounted = [...first.leftOut, ...second.leftOut];
  const all = [...first.kept, ...second.kept].sort((x, y) => x.at.localeCompare(y.at) || x.name.lap - y.name.lap);
  const order = new Map(all.map(({name}, i) => [lapNameText(name), i]));
  const measured = corner === undefined ? undefined : await measureCorners(archive, [first, second], all, corner);
  if (measured) notCounted.push(...measured.refused);
  const groupLaps = ({kept, side}: Group): ExperimentGroup => ({
    ...side,
    laps: kept.map(({name, row}) => {
      const text = lapNameText(name);
      const analysed = measured?.laps.get(text);
      return experimentLap(text, row, {order: order.get(text), others: analysed && cornerExperimentValues(analysed)});
    }),
  });
  const groups = [groupLaps(first), groupLaps(second)] as const;
  return {
    ...experimentFindings(groups, [...timeMeasures(second.track), ...(measured?.measures ?? [])]),
    laps: [groups[0].laps.map(({name}) => name), groups[1].laps.map(({name}) => name)],
    notCounted,
    ...(measured && {corners: measured.list}),
  };
}

interface Group {
  side: Omit<ExperimentGroup, "laps">;
  track: SessionTrack;
  kept: {name: LapName; row: LapRow; at: string}[];
  leftOut: OpenedExperiment["notCounted"];
}

async function groupOf(
  archive: LapArchive,
  {session: id, car, firstLap = 0, lastLap = Infinity}: LapGroup,
): Promise<Group> {
  const {session, laps} = await findSession(archive, id);
  const own = laps.filter((row) => row.car === car);
  const side = {session: id, car, driver: own[0]?.driver ?? ""};
  const out: Group = {side, track: session.track, kept: [], leftOut: []};
  for (const {row, leftOut} of judgeLaps(own, session)) {
    if (row.lap < firstLap || row.lap > lastLap) continue;
    const name = {session: id, car, lap: row.lap};
    if (leftOut && leftOut !== "much slower") out.leftOut.push({lap: lapNameText(name), because: leftOut});
    else out.kept.push({name, row, at: session.startedAt});
  }
  if (out.kept.length + out.leftOut.length === 0)
    throw new LapError(`${id}: ${own.length ? "no lap in that range" : `no car ${car}`}`);
  return out;
}

/** What each lap did in a corner, or in each, all laps on one line. */
async function measureCorners(
  archive: LapArchive,
  groups: readonly [Group, Group],
  all: Group["kept"],
  corner: number | "each",
) {
  const [reference, ...others] = all.filter(({row}) => lapFaultOf({row}) === undefined).map(({name}) => name);
  if (!reference) throw new LapError("no lap has samples from line to line: corners cannot be measured");
  const opened = await openLaps(archive, reference, others, MEASURED_CHANNELS);
  const isAsked = ({number}: {number: number}) => corner === "each" || number === corner;
  if (!opened.corners.list.some(isAsked))
    throw new LapError(`no corner ${corner}; the line has ${opened.corners.list.length} corners`);
  const usable = [opened.reference, ...opened.laps].flatMap((lap) => ("grid" in lap ? [lap] : []));
  const pieces = trackPieces(
    opened.corners.list,
    opened.line.lengthM,
    usable.map(({grid}) => grid),
  );
  const laps = new Map(
    usable.map((lap) => [lapNameText(lap.name), analyseLap(lap, pieces, opened.corners.list)] as const),
  );
  const lapsOf = ({kept}: Group): AnalysedLap[] => kept.flatMap(({name}) => laps.get(lapNameText(name)) ?? []);
  const sides = [lapsOf(groups[0]), lapsOf(groups[1])] as const;
  const track = opened.reference.found.session.track.name;
  // all laps are cut alike
  const measured = laps.get(lapNameText(reference))!.measures;
  const measures = measured
    .filter(isAsked)
    .flatMap((one) => cornerExperiment(track, one, sides, {onlyTime: corner === "each"}));
  const list = measured.map(({number, name}) => ({number, name}));
  const refused = opened.laps.flatMap((lap) =>
    "grid" in lap ? [] : [{lap: lapNameText(lap.name), because: lap.because}],
  );
  return {laps, list, measures, refused};
}
