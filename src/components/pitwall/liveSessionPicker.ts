import type {RelayedSession} from "../../core/live/wire/protocol.js";
import {make} from "../ui/canvas.js";
import type {TextPanel} from "./panel.js";

export interface LiveSessionPickerOptions {
  /** of the relay, the latest begun last */
  sessions: () => readonly RelayedSession[];
  /** an id or "latest" */
  chosen: string;
  choose: (session: string) => void;
  /** ms since 1970 */
  now?: () => number;
}

/** Which of several running sessions the wall shows; by default the latest, whichever that is. Hidden while there is one only. */
export function liveSessionPicker({sessions, chosen, choose, now = Date.now}: LiveSessionPickerOptions): TextPanel {
  const select = make("select", "lb-select");
  const element = make("label", "pw-picker", make("span", "lb-muted", "Session "), select);
  let drawn = "";
  select.addEventListener("change", () => choose((chosen = select.value)));

  function update(): void {
    const known = sessions();
    const options = known.toReversed().map((session) => [session.id, sessionLine(session, now())]);
    if (chosen !== "latest" && !known.some(({id}) => id === chosen)) options.push([chosen, `${chosen}, not seen`]);
    element.hidden = options.length < 2;
    const key = options.join();
    // an open list must not be drawn anew under the reader's hand
    if (key === drawn || (drawn && document.activeElement === select)) return;
    drawn = key;
    select.replaceChildren(
      ...[["latest", "the latest"], ...options].map(([value, text]) => {
        const option = make("option", "", text);
        option.value = value;
        option.selected = value === chosen;
        return option;
      }),
    );
  }
  return {element, update};
}

/** A session in a line: track, type, game, whether it is simulated, and when it was last heard of. */
export function sessionLine({track, type, game, simulated, lastSeen, ended, id}: RelayedSession, now: number): string {
  const what = [track.name, type, game].filter(Boolean).join(", ") || id;
  return `${what}${simulated ? " (simulated)" : ""}: ${ended ? "ended" : seen((now - lastSeen) / 1000)}`;
}

function seen(seconds: number): string {
  if (seconds < 5) return "running";
  // in steps, so that the list is not drawn anew every second
  if (seconds < 60) return `silent for ${Math.floor(seconds / 10) * 10 || 5} s`;
  return `silent for ${Math.floor(seconds / 60)} min`;
}
