import type {LapGrid} from "../../core/laps/lapGrids.js";

/** A lap with which a running lap is compared. */
export interface ReferenceLap {
  grid: LapGrid;
  lapTimeMs: number | null;
  /** "lap 7, Senna" */
  name: string;
  driver: string;
  /** id of its session */
  session: string;
  /** what limits the comparison; "" where nothing does */
  note: string;
}
