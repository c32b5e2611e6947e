import type {Cursor} from "../ui/cursor.js";
import {RESTS_MS} from "../ui/cursorParams.js";
import type {LapsOnLine} from "./lapsOnLine.js";
import {rangeOfParam, rangeParam} from "./ranges.js";

/**
 * Sets the cursor's range from an address (`range=T4`, `range=812-1040`) and keeps it there; a range that the laps do not have is dropped. Returns
 * the function that stops it.
 */
export function keepRange(
  cursor: Cursor,
  onLine: LapsOnLine,
  {text, write}: {text: string | undefined; write: (params: {range: string | null}) => void},
): () => void {
  cursor.setRange(rangeOfParam(onLine, text));
  let waiting: ReturnType<typeof setTimeout> | undefined;
  // a range that these laps do not have is not kept
  const save = () => write({range: cursor.range && rangeParam(onLine, cursor.range)});
  save();
  const stop = cursor.subscribe((what) => {
    if (what !== "range") return;
    clearTimeout(waiting);
    waiting = setTimeout(save, RESTS_MS);
  });
  return () => {
    clearTimeout(waiting);
    stop();
  };
}
