import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {button, make} from "../ui/canvas.js";
import {clockTime} from "../ui/format.js";
import {isShortcut, mount} from "../ui/mount.js";
import type {Marks} from "./marks.js";

/** Marks the moment of the play head with a note; also by the key M. Enter saves the mark, Escape cancels. */
export function markButton(
  source: LiveSource,
  set: NonNullable<Marks["set"]>,
): {element: HTMLElement; stop: () => void} {
  const open = button("mark", "mark this moment (M)", begin);
  const input = make("input", "pw-note");
  input.type = "text";
  input.maxLength = 200;
  input.placeholder = "note, then Enter";
  const answer = make("span", "lb-caption");
  answer.setAttribute("role", "status");
  const element = make("span", "pw-mark", open, input, answer);
  input.hidden = true;
  let at = Number.NaN;

  function begin(): void {
    if (Number.isNaN(source.time) || !source.session) return;
    at = source.time;
    input.hidden = false;
    input.value = "";
    input.setAttribute("aria-label", `note at ${clockTime(at)}`);
    answer.textContent = "";
    input.focus();
  }
  function end(): void {
    input.hidden = true;
    open.focus();
  }
  input.addEventListener("keydown", async (event) => {
    if (event.key === "Escape") return end();
    if (event.key !== "Enter") return;
    const {session} = source;
    if (!session) return;
    end();
    try {
      await set(session.id, at, input.value.trim());
      answer.textContent = ` marked ${clockTime(at)}`;
    } catch (error) {
      answer.textContent = ` not marked: ${(error as Error).message}`;
    }
  });
  const stop = mount(element, {
    pageKey(event) {
      if (isShortcut(event) || event.key.toLowerCase() !== "m") return false;
      begin();
      return true;
    },
  });
  return {element, stop};
}
