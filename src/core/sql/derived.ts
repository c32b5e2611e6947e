import {type LapArchive, watchingReads} from "../laps/open/lapArchive.js";
import {CORNER_COLUMNS} from "./cornerColumns.js";
import {cornerRows} from "./cornerRows.js";
import {FINDING_COLUMNS} from "./findingColumns.js";
import {findingRows} from "./findingRows.js";
import {encodeViewRows} from "./viewColumn.js";

/** A file with rows of a view. */
export type DerivedView = {view: "corners"} | {view: "findings"; car: number};
/** A file with what the analyst publishes of a running session: its alerts, its predictions and their grades. */
export type DerivedEvents = {view: "alerts"} | {view: "predictions"};

/** A file that is made from a session's laps when it is first asked for, and never the truth. */
export type DerivedPart = DerivedView | DerivedEvents;

/** The folder of derived files, in a session's folder. */
export const DERIVED_FOLDER = "derived";

/** Name of a derived file in that folder. */
export function derivedName(part: DerivedPart): string {
  return part.view === "findings" ? `findings-car-${part.car}.arrows` : `${part.view}.arrows`;
}

/** What a derived file's name asks for; undefined for another name. */
export function derivedPart(name: string): DerivedPart | undefined {
  const plain = (["corners", "alerts", "predictions"] as const).find((view) => name === derivedName({view}));
  if (plain) return {view: plain};
  const car = /^findings-car-(0|[1-9]\d{0,2})\.arrows$/.exec(name)?.[1];
  return car === undefined ? undefined : {view: "findings", car: Number(car)};
}

/** A derived file as it was made. */
export interface MadeDerived {
  bytes: Uint8Array;
  /** everything that it is made from could be read: else it is not to be kept */
  isWhole: boolean;
}

/** Makes a derived file of a view: the rows of `corners` of a session, or of `findings` of a car, as an Arrow IPC stream. */
export async function makeDerived(archive: LapArchive, session: string, part: DerivedView): Promise<MadeDerived> {
  const watched = watchingReads(archive);
  const bytes =
    part.view === "corners"
      ? encodeViewRows(CORNER_COLUMNS, await cornerRows(watched, session))
      : encodeViewRows(FINDING_COLUMNS, await findingRows(watched, session, part.car));
  return {bytes, isWhole: !watched.hasFailed()};
}
