import type {RelayedSession} from "../../core/live/wire/protocol.js";
import {make} from "../ui/canvas.js";
import type {TextPanel} from "./panel.js";

export interface LiveSessionPickerOptions {
  /** the relay's sessions, the newest last */
  sessions: () => readonly RelayedSession[];
  /** an id or "latest" */
  chosen: string;
  choose: (session: string) => void;
  /** ms since 1970 */
  now?: () => number;
}

/** A menu of the running sessions, by default the latest one. Hidden while there is only one. */
export function liveSessionPicker({sessions, chosen, choose, now = Date.now}: LiveSessionPickerOptions): TextPanel {
  const select = make("select", "lb-select");
  const element = make("label", "pw-picker", make("span", "lb-muted", "Session "), select);
  let drawn = "";
  select.addEventListener("change", () => choose((chosen = select.value)));

  function update(): void {
    const known = sessions();
    const options = known.toReversed().map((session) => [session.id, sessionLine(session, now())]);
    if (chosen !== "latest" && !known.some(({id}) => id === chosen)) options.push([chosen, `${chosen}, not running`]);
    element.hidden = options.length < 2;
    const key = options.join();
    // an open menu is not rebuilt while the reader uses it
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

/** Track, type and game of a session, whether it is simulated, and how long it has been silent. */
export function sessionLine({track, type, game, simulated, lastSeen, ended, id}: RelayedSession, now: number): string {
  const what = [track.name, type, game].filter(Boolean).join(", ") || id;
  return `${what}${simulated ? " (simulated)" : ""}: ${ended ? "ended" : seen((now - lastSeen) / 1000)}`;
}

function seen(seconds: number): string {
  if (seconds < 5) return "running";
  // in steps of ten: the menu is not rebuilt every second
  if (seconds < 60) return `silent for ${Math.floor(seconds / 10) * 10 || 5} s`;
  return `silent for ${Math.floor(seconds / 60)} min`;
}
