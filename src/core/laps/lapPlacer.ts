import type {Samples} from "../archive/samples.js";
import {type LapRow, type SessionFile, UNKNOWN_TRACK} from "../archive/types.js";
import {channelOf} from "../channels/catalogue.js";
import {isSameTrack} from "../track/sameTrack.js";
import type {Track} from "../track/track.js";
import {type ComparisonLine, comparisonLine} from "./comparisonLine.js";
import {drivenLap, firstFix} from "./drivenLap.js";
import type {GridColumn} from "./gridColumn.js";
import {type GridLap, gridLap} from "./gridLap.js";
import type {LapPosition} from "./lapPosition.js";
import {placeLap} from "./placeLap.js";
import {lineOfLap} from "./placeLine.js";

/** A lap as it was recorded. */
export interface RecordedLap {
  samples: Samples;
  row: LapRow;
  session: SessionFile;
}

/** A lap on the line on which laps are compared: where each sample is, and the lap on the line's grid. */
export interface PlacedLap {
  position: LapPosition;
  grid: GridLap;
}

/** The line of a reference lap, and what places laps on it. */
export interface LapPlacer extends ComparisonLine {
  place(lap: RecordedLap): PlacedLap;
}

export interface PlacerOptions {
  /** on the grid, where a lap has them */
  channels?: readonly string[];
  /** the reference may be a part of a lap: its own path is the line where no other is known */
  partial?: boolean;
}

/**
 * Places laps on the line of a reference lap, which is one of them.
 *
 * @param learned the tracks among which that of the reference is, if there is one
 */
export function lapPlacer(
  reference: RecordedLap,
  learned: readonly Track[],
  {channels = [], partial = false}: PlacerOptions = {},
): LapPlacer {
  const origin = firstFix(reference.samples);
  const drive = ({samples, row, session}: RecordedLap) => drivenLap(samples, row, session, {origin});
  const driven = drive(reference);
  const found = comparisonLine(learned, reference.session, reference.samples, driven);
  const own = partial && !("x" in found.line) ? lineOfLap(driven) : undefined;
  const chosen = own ? {...found, line: own, source: "the reference lap's path"} : found;
  const {line} = chosen;
  const ruler = {lap: driven, position: placeLap(driven, line)};
  return {
    ...chosen,
    place(lap) {
      const own = lap === reference ? driven : drive(lap);
      const sameCircuit = isSameCircuit(lap.session, reference.session, "x" in line && own.x !== undefined);
      const position = placeLap(own, line, {sameCircuit, ruler});
      return {position, grid: gridLap(own, position, columnsOf(lap.samples, channels))};
    },
  };
}

function columnsOf(samples: Samples, channels: readonly string[]): Record<string, GridColumn> {
  const present = channels.filter((name) => samples.has(name));
  return Object.fromEntries(
    present.map((name): [string, GridColumn] => [
      name,
      {values: samples.values(name), discrete: samples.isDiscrete?.(name) ?? channelOf(name).kind === "discrete"},
    ]),
  );
}

/**
 * Whether two sessions are of one circuit before anything is placed: one session, or one name. Games name layouts as they like, so
 * that of another game only counts where the shape can't tell.
 */
function isSameCircuit(a: SessionFile, b: SessionFile, shapeTells: boolean): boolean {
  if (a.id === b.id) return true;
  if (a.track.name === UNKNOWN_TRACK || !isSameTrack(a.track, b.track)) return false;
  return a.source.game === b.source.game || !shapeTells;
}
