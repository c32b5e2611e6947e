import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {sessionMenu} from "../ui/sessionMenu.js";

/** A menu of sessions; its value is the chosen id, as Framework's `view` needs it, null without sessions. */
export function sessionPicker(
  sessions: readonly LibraryEntry[],
  {value}: {value?: string} = {},
): HTMLElement & {value: string | null} {
  const menu = sessionMenu(sessions, value);
  const root = Object.assign(html<HTMLElement>`<div class="lb-bar">${menu}</div>`, {value: menu.value || null});
  menu.addEventListener("input", () => {
    root.value = menu.value;
  });
  return root;
}
