import {compareLaps} from "../../core/laps/compareLaps.js";
import {type OpenedLap, type OpenedLaps, openLaps} from "../../core/laps/open/openLaps.js";
import {lapKey} from "../ui/archive.js";
import {pageArchive} from "../ui/pageArchive.js";
import {driverName} from "../ui/sessionNames.js";
import {CellError} from "./cellError.js";
import {type LapWords, lapNames} from "./chosenBy.js";
import {unknownChannel} from "./unknownName.js";

/** A row of `traces(…)`: a place of a lap, with the channels that were asked for. */
export interface TraceRow {
  session: string;
  car: number;
  lap: number;
  driver: string;
  /** `Alice lap 4`, for colours and legends */
  label: string;
  /** m along the line */
  distanceM: number;
  /** s since the lap's start */
  timeS: number | null;
  /** s against the first lap, + is slower; null for the first */
  deltaS: number | null;
  [channel: string]: number | string | null;
}

export interface TraceRowOptions {
  /** of the channel catalogue */
  channels?: readonly string[] | string;
  /** m between rows */
  everyM?: number;
}

/** Laps as rows at equal places, on the line of the first. */
export async function traceRows(
  words: LapWords,
  {channels: asked = ["speedKmh", "throttle", "brake", "gear", "steering"], everyM = 5}: TraceRowOptions = {},
): Promise<TraceRow[]> {
  if (!(everyM > 0)) throw new CellError(`everyM is m between rows, not ${everyM}`, undefined, "Write {everyM: 5}.");
  const channels = typeof asked === "string" ? [asked] : asked;
  for (const name of channels) {
    const unknown = unknownChannel(name);
    if (unknown) throw unknown;
  }
  const {reference, laps} = await placed(words, channels);
  return laps.flatMap((lap) => {
    const {grid, found, name} = lap;
    const isFirst = lapKey(name) === lapKey(reference.name);
    const deltaS = isFirst ? undefined : compareLaps(grid, reference.grid).deltaS;
    const of = {...name, driver: found.row.driver, label: `${driverName(found.row)} lap ${name.lap}`};
    return gridSteps(grid.n, grid.stepM, everyM).map((g) => {
      const row: TraceRow = {...of, distanceM: g * grid.stepM, timeS: known(grid.time[g]), deltaS: known(deltaS?.[g])};
      for (const channel of channels) row[channel] = known(grid.channels[channel]?.[g]);
      return row;
    });
  });
}

/** A row of `delta(…)`. */
export interface DeltaRow {
  /** m along the line */
  distanceM: number;
  /** s against the reference, + is slower; null where either lap has no time */
  deltaS: number | null;
  /** bound of its error, s */
  errorS: number | null;
}

/** The time that a lap loses to another along the lap. */
export async function deltaRows(
  lap: LapWords,
  reference: LapWords,
  {everyM = 5}: {everyM?: number} = {},
): Promise<DeltaRow[]> {
  const [first, second] = await Promise.all([lapNames(lap), lapNames(reference)]);
  if (first.length !== 1 || second.length !== 1)
    throw new CellError(
      "delta takes two laps",
      undefined,
      'Write delta(lap, reference): delta("SESSION:CAR:LAP", lap("best")).',
    );
  const {reference: against, laps} = await placed([...second, ...first], []);
  // a lap against itself is named once
  const {grid} = laps[laps.length - 1];
  const {deltaS, errorS} = compareLaps(grid, against.grid);
  return gridSteps(grid.n, grid.stepM, everyM).map((g) => ({
    ...{distanceM: g * grid.stepM, deltaS: known(deltaS[g]), errorS: known(errorS[g])},
  }));
}

/** Laps on the line of the first; one that can't be compared is an error with its reason. */
async function placed(
  words: LapWords,
  channels: readonly string[],
): Promise<{reference: OpenedLap; laps: OpenedLap[]; opened: OpenedLaps}> {
  const names = await lapNames(words);
  if (names.length === 0)
    throw new CellError("no lap is chosen", undefined, 'Write lap("best"), or choose rows of laps.');
  const opened = await openLaps(pageArchive, names[0], names, channels);
  const laps = opened.laps.map((lap) => {
    if ("grid" in lap) return lap;
    throw new CellError(`${lapKey(lap.name)} can't be compared: ${lap.because}`);
  });
  return {reference: opened.reference, laps, opened};
}

function gridSteps(n: number, stepM: number, everyM: number): number[] {
  const by = Math.max(1, Math.round(everyM / stepM));
  return Array.from({length: Math.floor(n / by) + 1}, (_, i) => i * by);
}

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
