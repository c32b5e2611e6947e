import {directionAt} from "../../core/geometry/normal.js";
import type {LapPlace} from "../laps/lapPlace.js";
import {lapSectors, sampleAt} from "../laps/traceLap.js";
import type {DrivenLine} from "./drivenLine.js";
import {type MapLabel, trackLabels} from "./mapLabels.js";

/** m from the start line within which a lap counts as begun there */
const AT_LINE = 60;
/** m between two distance labels */
const EVERY = 500;

/** Start, corners, sectors and kilometres of a lap: from the track where it is known, else from the lap's own distance. */
export function lapLabels(line: DrivenLine, place: LapPlace | null): MapLabel[] {
  const {lap} = line;
  const {distance} = lap.axes;
  const length = distance.length ? distance[distance.length - 1] : 0;
  const at = (metres: number, kind: MapLabel["kind"], text: string): MapLabel[] => {
    const found = positionAt(line, sampleAt(lap, "distance", metres));
    return found ? [{kind, text, side: 0, ...found}] : [];
  };
  const begun = Math.max(0, distance[0]);
  const start = length <= 0 ? [] : begun < AT_LINE ? at(begun, "start", "start") : at(begun, "direction", "");
  const known = place && lap.samples.has("worldX") ? trackLabels(place.track, place.corners, []) : start;
  const sectors = lapSectors(lap, "distance").flatMap((metres, i) =>
    metres === null ? [] : at(metres, "sector", `S${i + 2}`),
  );
  const steps = Math.max(0, Math.ceil((length - 100) / EVERY) - 1);
  const distances = Array.from({length: steps}, (_, i) => (i + 1) * EVERY);
  return [
    ...known,
    ...sectors,
    ...distances.flatMap((metres) => at(metres, "distance", metres % 1000 ? "" : `${metres / 1000} km`)),
  ];
}

/** Position and direction at a sample, or at the next one with a position. */
function positionAt({x, z}: DrivenLine, index: number): Pick<MapLabel, "x" | "z" | "dx" | "dz"> | null {
  let i = index;
  if (i < 0) return null;
  while (i < x.length && (Number.isNaN(x[i]) || Number.isNaN(z[i]))) i++;
  if (i >= x.length) return null;
  const [dx, dz] = directionAt(x, z, i);
  return {x: x[i], z: z[i], dx, dz};
}
