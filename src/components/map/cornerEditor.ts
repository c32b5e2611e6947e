import {html} from "npm:htl";
import {cornersToFile} from "../../core/track/authored/applyCorners.js";
import type {CornersFile} from "../../core/track/authored/cornersFile.js";
import {
  type EditedCorner,
  joinCorners,
  moveCorner,
  renameCorner,
  splitCorner,
} from "../../core/track/authored/editCorners.js";
import {cornersOf} from "../../core/track/corners.js";
import type {Track} from "../../core/track/track.js";
import {callApi} from "../ui/api/callApi.js";
import {forget} from "../ui/archive.js";
import {editHistory} from "../ui/editHistory.js";
import {cornerHandles} from "./cornerHandles.js";

export interface CornerEditorOptions {
  /** called when the corners are saved or removed */
  onSaved?: () => void;
  /** replaced in tests */
  ask?: typeof callApi;
}

/**
 * Moves, divides, joins and names the corners of a learned track, and saves them beside it. Ctrl+Z takes a step back, Ctrl+Y or
 * Ctrl+Shift+Z does it again.
 */
export function cornerEditor(
  track: Track,
  {onSaved = () => location.reload(), ask = callApi}: CornerEditorOptions = {},
): HTMLElement {
  const {lengthM} = track;
  const {list, verified} = cornersOf(track);
  const history = editHistory<readonly EditedCorner[]>(list);
  let selected = 0;
  /** while a handle is dragged */
  let dragged: readonly EditedCorner[] | null = null;
  const status = html`<span class="lb-muted" aria-live="polite"></span>`;
  const by = html<HTMLInputElement>`<input class="lb-input" type="text" maxlength="60" aria-label="verified by" placeholder="your name" style="width: 10em" value=${verified?.by ?? ""}>`;
  const map = cornerHandles(track, {
    select(index) {
      selected = index;
      show();
    },
    move(index, part, byM, done) {
      const from = history.now[index];
      const next = moveCorner(history.now, index, part, byM, lengthM);
      dragged = done ? null : next;
      // a corner moved over the start line has another place in the list
      if (done) selected = placeOf(next, from);
      if (done && byM !== 0) history.push(next);
      show();
    },
  });
  const field = (label: string, type: string, size: number, change: (value: string) => void) => {
    const input = html<HTMLInputElement>`<input class="lb-input" type=${type} min="1" max="250" maxlength="60" style=${`width: ${size}em`} aria-label=${label}>`;
    input.addEventListener("change", () => change(input.value));
    return input;
  };
  const rename = (fields: Parameters<typeof renameCorner>[2]) => step(renameCorner(history.now, selected, fields));
  const number = field("number of the corner", "number", 5, (value) => {
    const n = Number(value);
    if (Number.isInteger(n) && n >= 1 && n <= 250) rename({number: n});
    else show();
  });
  const label = field("shown instead of the number", "text", 4, (value) => rename({label: value}));
  const name = field("name of the corner", "text", 12, (value) => rename({name: value}));
  const button = (text: string, press: () => void, kind = "") =>
    html<HTMLButtonElement>`<button type="button" class=${`lb-button ${kind}`} onclick=${press}>${text}</button>`;
  const split = button("Split", () => step(splitCorner(history.now, selected, lengthM)));
  const join = button("Join with the next", () => step(joinCorners(history.now, selected, lengthM)));
  const undo = button("Undo", () => travel("undo"));
  const redo = button("Redo", () => travel("redo"));
  const save = button("Save", () => void send(cornersToFile(track, history.now, by.value.trim())), "lb-primary");
  const remove = button("Found corners again", () => void send());
  remove.hidden = track.authored === undefined;

  function step(next: readonly EditedCorner[]): void {
    history.push(next);
    show();
  }

  function travel(way: "undo" | "redo"): void {
    history[way]();
    show();
  }

  /** Saves the corners; without any, those of the user are removed. */
  async function send(body?: CornersFile): Promise<void> {
    status.textContent = "saving…";
    try {
      const params = {track: track.id};
      if (body) await ask("PUT /tracks/{track}/corners", {params, body});
      else await ask("DELETE /tracks/{track}/corners", {params});
      forget(track.id);
      status.textContent = "saved";
      onSaved();
    } catch (error) {
      status.replaceChildren(html`<span role="alert" class="lb-failed">${(error as Error).message}</span>`);
    }
  }

  function show(): void {
    const corners = dragged ?? history.now;
    selected = Math.min(selected, corners.length - 1);
    const corner = corners[selected];
    map.show(corners, selected);
    number.value = String(corner.number);
    label.value = corner.label ?? "";
    name.value = corner.name ?? "";
    join.disabled = corners.length < 2;
    undo.disabled = !history.canUndo;
    redo.disabled = !history.canRedo;
  }

  const root = html<HTMLElement>`<section class="lb-corner-editor" aria-label=${`corners of ${track.name}`}>${map.element}
    <div class="lb-bar"><label class="lb-muted">turn ${number}</label><label class="lb-muted">shown as ${label}</label><label class="lb-muted">name ${name}</label>${split}${join}</div>
    <div class="lb-bar">${undo}${redo}${save}<label class="lb-muted">verified by ${by}</label>${remove}${status}</div></section>`;
  root.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    // text fields have an undo of their own
    if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
    if (key === "z" || key === "y") {
      event.preventDefault();
      travel(key === "y" || event.shiftKey ? "redo" : "undo");
    }
  });
  show();
  return root;
}

function placeOf(corners: readonly EditedCorner[], {number, label}: EditedCorner): number {
  return Math.max(
    0,
    corners.findIndex((corner) => corner.number === number && corner.label === label),
  );
}
