import {type DebriefRequest, type OpenedDebrief, openDebrief} from "../../core/findings/debrief/openDebrief.js";
import {countingReads, type LapArchive} from "../../core/laps/open/lapArchive.js";
import type {TracedLap} from "../laps/gridTrace.js";
import type {TraceLap} from "../laps/traceLap.js";
import {lapKey} from "../ui/archive.js";
import {lapTime} from "../ui/format.js";
import {pageArchive} from "../ui/pageArchive.js";
import {driverName} from "../ui/sessionNames.js";
import {debriefTraces} from "./debriefTraces.js";

/** A debrief and the two laps that its charts show, the reference first. */
export interface ReadDebrief {
  debrief: OpenedDebrief;
  traces: TraceLap[];
}

export interface ReadDebriefOptions {
  /** called with the number of laps read so far */
  onRead?: (laps: number) => void;
  archive?: LapArchive;
  /** opens the debrief: by default from the samples of all its laps */
  open?: (archive: LapArchive, request: DebriefRequest) => Promise<OpenedDebrief>;
}

/** Reads the laps of a debrief. */
export async function readDebrief(
  request: DebriefRequest,
  {onRead = () => {}, archive = pageArchive, open = openDebrief}: ReadDebriefOptions = {},
): Promise<ReadDebrief> {
  const debrief = await open(countingReads(archive, onRead), request);
  const {own, reference} = debrief.shown;
  const [mine, other] = await Promise.all([own, reference].map(tracedLap));
  const isSame = lapKey(own) === lapKey(reference);
  const theoretical = debrief.isAgainstBest && debrief.best;
  mine.look = {...mine.look, color: "series2"};
  if (theoretical || isSame)
    other.look = {
      ...other.look,
      key: `${other.look.key} best`,
      label: `theoretical best ${lapTime(1000 * reference.grid.lapTimeS!)}`,
    };
  return {debrief, traces: debriefTraces(debrief, [mine, other])};

  async function tracedLap({session: id, car, lap}: typeof own): Promise<TracedLap> {
    const {session, laps} = await archive.session(id);
    const row = laps.find((one) => one.car === car && one.lap === lap)!;
    const label = `${driverName(row)} lap ${lap}, ${lapTime(row.lapTimeMs)}`;
    return {row, session, look: {key: lapKey({session: id, car, lap}), label, color: "reference", dash: ""}};
  }
}
