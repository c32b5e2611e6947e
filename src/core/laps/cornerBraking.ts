import type {CornerWindow} from "./cornerWindow.js";
import type {GridLap} from "./gridLap.js";
import {type GridRun, runsAbove} from "./gridRuns.js";
import {BRAKING} from "./pedalThresholds.js";

/** How a lap braked for a corner; m along the line. */
export interface CornerBraking {
  /** beginning of the leading application: the first with at least a third of the strongest one's ∫ brake dt */
  pointM: number;
  /** beginning of the first application, a dab included */
  firstM: number;
  applications: number;
  /** greatest brake, 0–1, from the leading application on, and where */
  peak: number;
  peakM: number;
  /** end of the last application that is as strong as a leading one */
  releaseM: number;
  /** braked beyond the corner's entry, m */
  trailM: number;
}

/** A pedal is not released and pressed again within this: a shorter gap is a lost or wrong sample, s. */
const SAME_PRESS_S = 0.1;
/** An application with a smaller share of the strongest one's ∫ brake dt is a dab. */
const LEADING = 1 / 3;

/**
 * The braking for each corner. An application belongs to the corner in or before which it ends, so that one that lasts through a kink
 * is that of the corner after it; one that trails beyond a corner's exit stays that corner's. Null where there was none; a reason
 * where it is not known.
 *
 * @param brake 0–1 on the lap's grid
 */
export function brakingByCorner(
  lap: Pick<GridLap, "time" | "stepM">,
  brake: Float64Array,
  windows: readonly CornerWindow[],
): (CornerBraking | string | null)[] {
  const runs = runsAbove(lap, brake, BRAKING, 0, brake.length - 1, {mergeS: SAME_PRESS_S});
  const owners = runs.map((run) => ownerOf(run, windows));
  return windows.map(({piece: {fromM, toM}, entryM, apexM}, k) => {
    for (let i = Math.ceil(fromM / lap.stepM); i * lap.stepM <= toM; i++)
      if (Number.isNaN(brake[i])) return `brake is not recorded at ${Math.round(i * lap.stepM)} m`;
    const own = runs.filter((_, r) => owners[r] === k);
    const isThrough = runs.some((run, r) => owners[r] > k && run.fromM < apexM);
    if (own.length === 0) return isThrough ? "one braking for this corner and the next" : null;
    if (own[0].fromM === 0) return "braking began before the start line";
    return summary(own, entryM);
  });
}

/** Index of the corner that an application belongs to; −1 of one at the lap's end, for the next lap's first corner. */
function ownerOf({fromM, toM}: GridRun, windows: readonly CornerWindow[]): number {
  const k = windows.findIndex(({piece}) => toM <= piece.toM);
  const before = k < 0 ? windows.length - 1 : k - 1;
  const trailed = before >= 0 && fromM < windows[before].apexM && (k < 0 || toM < windows[k].piece.fromM);
  return trailed ? before : k;
}

function summary(own: readonly GridRun[], entryM: number): CornerBraking {
  const strongest = Math.max(...own.map(({integral}) => integral));
  const leads = own.filter(({integral}) => integral >= LEADING * strongest);
  const [leading] = leads;
  const peak = own.filter(({fromM}) => fromM >= leading.fromM).reduce((a, b) => (b.peak > a.peak ? b : a));
  const releaseM = leads[leads.length - 1].toM;
  return {
    pointM: leading.fromM,
    firstM: own[0].fromM,
    applications: own.length,
    peak: peak.peak,
    peakM: peak.peakM,
    releaseM,
    trailM: Math.max(0, releaseM - Math.max(entryM, leading.fromM)),
  };
}
