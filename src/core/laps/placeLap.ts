import type {Path} from "../geometry/closedPath.js";
import {movePath} from "../track/align.js";
import {recognise} from "../track/recognise.js";
import type {DrivenLap} from "./drivenLap.js";
import {type LapPosition, NOT_MEASURED} from "./lapPosition.js";
import {placeByDistance, type Ruler} from "./placeByDistance.js";
import {placeByPath} from "./placeByPath.js";
import {closedTrack, type PlaceLine} from "./placeLine.js";

export interface PlaceOptions {
  /** the sessions say that lap and line are of one circuit; else only the shape can tell, and what does not match is refused */
  sameCircuit?: boolean;
  /** for laps without positions: a lap of the game on the line, which shows where on it the game's distances are */
  ruler?: Ruler;
}

/** A line of which only the length is known, m. */
export interface BareLine {
  lengthM: number;
}

/**
 * Places a lap on a line: by projection of its positions, in other coordinates (another game's version of the circuit) turned and
 * shifted by shape; else by the game's distance along the track, else by the metres driven.
 */
export function placeLap(
  lap: DrivenLap,
  line: PlaceLine | BareLine,
  {sameCircuit = true, ruler}: PlaceOptions = {},
): LapPosition {
  const projected = "x" in line ? placeByPath(lap, line) : "no line of the track";
  if (typeof projected !== "string") return projected;
  const turned = "x" in line && lap.x && lap.z ? byShape(lap, {x: lap.x, z: lap.z}, line) : projected;
  if (typeof turned !== "string") return turned;
  return sameCircuit
    ? placeByDistance(lap, line.lengthM, projected, ruler)
    : unplaced(lap.time.length, line.lengthM, turned);
}

function byShape(lap: DrivenLap, {x, z}: Record<"x" | "z", ArrayLike<number>>, line: PlaceLine): LapPosition | string {
  const track = closedTrack(line);
  if (!track) return "the reference is not a whole lap";
  const path: Path = {x: Float64Array.from(x), z: Float64Array.from(z)};
  const {match, reason} = recognise([track], path, {mirrored: true});
  if (!match) return `not the same circuit by its shape: ${reason}`;
  if (match.reversed) return "driven in the other direction";
  const placed = placeByPath({...lap, ...movePath(path, match.move)}, line);
  if (typeof placed === "string") return placed;
  const shape = `turned and shifted by shape, ${match.meanM.toFixed(1)} m from the line on average`;
  return {...placed, because: placed.because ? `${shape}; ${placed.because}` : shape};
}

function unplaced(samples: number, lengthM: number, because: string): LapPosition {
  const nothing = () => new Float64Array(samples).fill(Number.NaN);
  return {
    ...{at: nothing(), offset: nothing(), lengthM, alignment: "none", because},
    ...{pinned: false, sameStart: false, jitterS: 0, measured: NOT_MEASURED},
  };
}
