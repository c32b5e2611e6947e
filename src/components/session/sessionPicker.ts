import type {LibraryEntry} from "../../core/archive/types.js";
import {picker} from "../ui/picker.js";
import {sessionLabel} from "../ui/sessionNames.js";

/** A menu of sessions, newest first; its value is the chosen id. An unknown id stays chosen: its error is shown. */
export function sessionPicker(
  sessions: readonly LibraryEntry[],
  {value}: {value?: string} = {},
): HTMLElement & {value: string | null} {
  const options = sessions.map((session) => ({value: session.id, key: session.id, label: sessionLabel(session)}));
  const index = options.findIndex(({key}) => key === value);
  if (value && index < 0) options.unshift({value, key: value, label: value});
  return picker("Session", options, index);
}
