import type {LapRow, SessionFile} from "../../archive/types.js";
import {LAP_VALID, LAP_WHOLE} from "../columns/targets.js";

/** A column of Lapbook's CSV beside the channels: a fact that the samples do not carry, the same in all rows of a lap. */
export interface OwnColumn {
  name: string;
  unit: string;
  isText?: true;
  /** null where it is not known */
  of(lap: LapRow, session: SessionFile): string | number | null;
}

/** Session time of the lap's last sample: the last lap of a file that was cut does not reach it. */
export const LAP_END = "lapEndTime";

const TIMES = ["lapTimeMs", "sector1Ms", "sector2Ms", "sector3Ms"] as const;

/** In the order of the file, behind the channels. An export has those that are known of some lap. */
export const OWN_COLUMNS: readonly OwnColumn[] = [
  ...TIMES.map((name): OwnColumn => ({name, unit: "ms", of: (lap) => lap[name]})),
  {name: LAP_END, unit: "s", of: ({endTime}) => endTime},
  {name: LAP_VALID, unit: "", of: ({valid}) => Number(valid)},
  {name: LAP_WHOLE, unit: "", of: ({complete}) => Number(complete)},
  {name: "lapPit", unit: "", of: ({pit}) => Number(pit)},
  {name: "lapTyreAge", unit: "laps", of: ({tyreAgeLaps}) => tyreAgeLaps},
  {name: "lapTyre", unit: "", isText: true, of: ({tyreCompound}) => tyreCompound},
  {name: "driver", unit: "", isText: true, of: ({driver}) => driver},
  {name: "team", unit: "", isText: true, of: ({car}, {drivers}) => drivers.find((d) => d.car === car)?.team || null},
  {name: "session", unit: "", isText: true, of: (_, {type}) => type},
  // a name that was recognised by the shape is recognised again
  {name: "track", unit: "", isText: true, of: (_, {track}) => (track.shape ? null : track.name)},
  {name: "game", unit: "", isText: true, of: (_, {source}) => source.game},
  {name: "simulated", unit: "", of: (_, {source}) => (source.simulated ? 1 : null)},
  {name: "startedAt", unit: "", isText: true, of: (_, {startedAt}) => (Date.parse(startedAt) > 0 ? startedAt : null)},
];

/** Columns that every export has: they tell it from other tables. */
export const CERTAIN_COLUMNS = ["sessionTime", "lapNumber", LAP_END, LAP_VALID, LAP_WHOLE, "driver"];
