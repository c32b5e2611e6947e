import {type DebriefRequest, MOST_LAPS, type OpenedDebrief} from "../../core/findings/debrief/openDebrief.js";
import {type Cursor, createCursor} from "../ui/cursor.js";
import {lapProgress} from "../ui/lapProgress.js";
import {debriefView} from "./debriefView.js";
import {type ReadDebrief, readDebrief} from "./readDebrief.js";

/** A debrief, or another `view` of it; while its laps are read their number, and where nothing can be compared the reason and what to do. */
export function debriefProgress(
  request: DebriefRequest,
  {
    cursor = createCursor(),
    onOpened = () => {},
    read = readDebrief,
    view = ({debrief, traces}) => debriefView(debrief, traces, cursor),
  }: {
    cursor?: Cursor;
    onOpened?: (debrief: OpenedDebrief) => void;
    read?: typeof readDebrief;
    view?: (read: ReadDebrief) => HTMLElement;
  },
): HTMLElement {
  const load = async (onRead: (laps: number) => void) => {
    const opened = await read(request, {onRead});
    onOpened(opened.debrief);
    return view(opened);
  };
  return lapProgress(load, {advice: [...COMPARISON_ADVICE, `Of many laps the ${MOST_LAPS} fastest are read.`]});
}

/** What helps where no laps can be compared. */
export const COMPARISON_ADVICE: readonly string[] = [
  "A comparison needs a whole, valid lap with samples, and another one of the same circuit to compare with.",
  "With one lap in this session: choose a lap of another session under “against”, or drive a second lap.",
  "Sessions of lap times only have no samples: their page lists the times.",
];
