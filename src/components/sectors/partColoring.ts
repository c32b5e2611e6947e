import type {FastestPart} from "../../core/findings/sectors/fastestByPart.js";
import type {LapPart} from "../../core/findings/sectors/openSectors.js";
import type {GridLap} from "../../core/laps/gridLap.js";
import {fade, type MapColoring} from "../map/mapColor.js";
import {delta} from "../ui/format.js";
import {type ColorName, resolved, surface} from "../ui/palette.js";

/** Least end of the scale of a part's time, s: less is noise, which must not look like a loss. */
const LEAST_S = 0.02;

/** A lap coloured part by part by time lost (+) and gained (−). */
export function lostColoring(parts: readonly LapPart[], lost: readonly number[], grid: GridLap): MapColoring {
  const most = Math.max(LEAST_S, ...lost.filter(Number.isFinite).map(Math.abs));
  return {
    label: "time lost by mini-sector",
    unit: "s",
    note: "− gained, + lost against the reference",
    kind: "diverging",
    domain: [-most, most],
    values: byPart(parts, lost, grid),
    color: (value, dark) => fade(value < 0 ? "gain" : "loss", Math.abs(value) / most, dark),
    text: (value) => delta(1000 * value),
  };
}

/** The value of a part in which nobody is faster than the recordings resolve. */
const TIE = -1;

/** A lap coloured by who was fastest in each part; grey where the margin is within what the recordings resolve. */
export function dominanceColoring(
  parts: readonly FastestPart[],
  drivers: readonly {label: string; color: ColorName}[],
  grid: GridLap,
): MapColoring {
  const fastest = parts.map((part) => (isResolved(part) ? part.fastest : TIE));
  return {
    label: "fastest",
    unit: "",
    note: "",
    kind: "discrete",
    domain: [TIE, drivers.length - 1],
    values: byPart(parts, fastest, grid),
    color: (value, dark) => (value === TIE ? surface("neutral", dark) : resolved(drivers[value].color, dark)),
    text: (value) => (value === TIE ? "no difference resolved" : drivers[value].label),
  };
}

/** Whether the fastest of a part is known. */
export function isResolved({marginS, floorS}: FastestPart): boolean {
  return marginS > floorS;
}

/** A value for each grid point, of the part that it lies in. */
function byPart(
  parts: readonly {fromM: number; toM: number}[],
  values: readonly number[],
  {n, stepM}: GridLap,
): Float64Array {
  const out = new Float64Array(n + 1).fill(Number.NaN);
  parts.forEach(({fromM, toM}, p) => {
    out.fill(values[p], Math.round(fromM / stepM), Math.round(toM / stepM) + 1);
  });
  return out;
}
