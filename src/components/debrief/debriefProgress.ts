import {html} from "npm:htl";
import {type DebriefRequest, MOST_LAPS, type OpenedDebrief} from "../../core/findings/debrief/openDebrief.js";
import {type Cursor, createCursor} from "../ui/cursor.js";
import {counted} from "../ui/format.js";
import {errorState} from "../ui/states.js";
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
  const status = html`<p class="lb-loading" role="status">Reading laps…</p>`;
  const root = html<HTMLElement>`<div aria-busy="true">${status}</div>`;
  const onRead = (laps: number) => (status.textContent = `Reading laps: ${counted(laps, "lap")} read…`);
  read(request, {onRead})
    .then((opened) => {
      onOpened(opened.debrief);
      return view(opened);
    })
    .catch(nothingToShow)
    .then((content) => {
      root.replaceChildren(content);
      root.removeAttribute("aria-busy");
    });
  return root;
}

function nothingToShow(error: unknown): HTMLElement {
  return html`<div>${errorState(error)}
    <ul class="lb-muted">
      <li>A comparison needs a whole, valid lap with samples, and another one of the same circuit to compare with.</li>
      <li>With one lap in this session: choose a lap of another session under “against”, or drive a second lap.</li>
      <li>Sessions of lap times only have no samples: their page lists the times.</li>
      <li>Of many laps the ${MOST_LAPS} fastest are read.</li>
    </ul></div>`;
}
