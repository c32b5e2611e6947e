import {type SessionFile, UNKNOWN_TRACK} from "../../src/core/archive/types.js";
import {channelOf} from "../../src/core/channels/catalogue.js";
import {drivenLap, firstFix} from "../../src/core/laps/drivenLap.js";
import {type GridChannel, type GridLap, gridLap} from "../../src/core/laps/gridLap.js";
import {placeLap} from "../../src/core/laps/placeLap.js";
import {isSameTrack} from "../../src/core/track/sameTrack.js";
import {type ChosenLine, lineOf} from "./lineOf.js";
import {type FoundLap, findLaps, LapError, type LapName, lapFaultOf, lapNameText, readLapSamples} from "./readLap.js";

/** A lap of the archive on the grid of the line on which laps are compared. */
export interface OpenedLap {
  name: LapName;
  found: FoundLap;
  grid: GridLap;
}

/** A lap that can't be compared, and why. */
export interface RefusedLap {
  name: LapName;
  because: string;
}

export interface OpenedLaps extends ChosenLine {
  reference: OpenedLap;
  /** in the order in which they were named */
  laps: (OpenedLap | RefusedLap)[];
}

/**
 * Opens a reference lap and laps to compare with it, from any sessions of one circuit. Only the named laps are read, and of these
 * only the channels asked for. Throws a LapError where the reference can't be used or a lap does not exist; other laps that can't be
 * compared are named with the reason.
 */
export async function openLaps(
  recordings: string,
  reference: LapName,
  names: readonly LapName[],
  channels: readonly string[],
): Promise<OpenedLaps> {
  const [first, ...others] = await findLaps(recordings, [reference, ...names]);
  const fault = lapFaultOf(first);
  if (fault) throw new LapError(`the reference ${lapNameText(reference)} can't be used: ${fault}; ${wholeLaps(first)}`);
  const samples = await readLapSamples(recordings, first);
  const origin = firstFix(samples);
  const driven = drivenLap(samples, first.row, first.session, {origin});
  const chosen = await lineOf(recordings, first.session, samples, driven);
  const laps: OpenedLaps["laps"] = [];
  const opened = (found: FoundLap, grid: GridLap): OpenedLap => ({name: found.name, found, grid});
  for (const found of others) {
    const refused = lapFaultOf(found) ?? otherCircuit(first.session, found.session);
    const grid = refused === undefined ? await onGrid(found) : refused;
    laps.push(typeof grid === "string" ? {name: found.name, because: grid} : opened(found, grid));
  }
  return {...chosen, reference: opened(first, gridOf(samples, driven, true)), laps};

  async function onGrid(found: FoundLap): Promise<GridLap | string> {
    const own = await readLapSamples(recordings, found).catch((error) => {
      if (error instanceof LapError) return error.message;
      throw error;
    });
    if (typeof own === "string") return own;
    const sameCircuit = found.session === first.session || areNamed(found.session, first.session);
    const grid = gridOf(own, drivenLap(own, found.row, found.session, {origin}), sameCircuit);
    return grid.alignment === "none" ? `it can't be placed on the track: ${grid.because}` : grid;
  }

  function gridOf(own: typeof samples, lap: typeof driven, sameCircuit: boolean): GridLap {
    const present = channels.filter((name) => own.has(name));
    const columns = Object.fromEntries(
      present.map((name): [string, GridChannel] => [
        name,
        {values: own.values(name), discrete: channelOf(name).kind === "discrete"},
      ]),
    );
    return gridLap(lap, placeLap(lap, chosen.line, {sameCircuit}), columns);
  }
}

/** Whether both circuits have names, which are those of one circuit. */
function areNamed({track: a}: SessionFile, {track: b}: SessionFile): boolean {
  return a.name !== UNKNOWN_TRACK && isSameTrack(a, b);
}

/** Why two sessions are of different circuits; undefined where they are of one, or only the shape can tell. */
function otherCircuit({track: a}: SessionFile, {track: b}: SessionFile): string | undefined {
  if (isSameTrack(a, b) || a.name === UNKNOWN_TRACK || b.name === UNKNOWN_TRACK) return undefined;
  return `it was driven on ${b.name}, the reference on ${a.name}`;
}

function wholeLaps({laps, name: {session, car}}: FoundLap): string {
  const whole = laps.filter((row) => row.car === car && !lapFaultOf({row}));
  return whole.length
    ? `whole laps of this car: ${whole.map(({lap}) => lapNameText({session, car, lap})).join(", ")}`
    : "this car has no whole lap in that session";
}
