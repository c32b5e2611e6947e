import {html} from "npm:htl";
import {type LogChoices, type SessionFile, UNKNOWN_TRACK} from "../../core/archive/types.js";
import {CIRCUITS} from "../../core/track/circuits/all.js";
import {rebuildSession} from "../library/importRequest.js";
import {fetchLibrary, forget} from "../ui/archive.js";
import {fixed, percent} from "../ui/format.js";

export interface TrackNamerOptions {
  /** true where the archive takes changes */
  writable: boolean;
  /** called when the session has its new name */
  onNamed?: () => void;
  /** asks the server; replaced in tests */
  rebuild?: typeof rebuildSession;
}

/** The origin of the track's name, and a form to correct it. */
export function trackNamer(session: SessionFile, options: TrackNamerOptions): HTMLElement {
  const status = html`<span class="lb-muted" aria-live="polite"></span>`;
  const place = html`<span></span>`;
  const bar = html`<div class="lb-bar lb-namer">${nameSource(session)}${place}${status}</div>`;
  // the simulator's circuits are known
  if (!options.writable || session.source.simulated) return bar;
  const unknown = session.track.name === UNKNOWN_TRACK;
  const open = html<HTMLButtonElement>`<button type="button" class="lb-button lb-plain">${unknown ? "Name the track…" : "Correct the name…"}</button>`;
  open.addEventListener("click", () => {
    const form = nameForm(session, {
      onName: (name) => void rename(session, name, {...options, status, done: close}),
      onCancel: () => close(""),
    });
    status.textContent = "";
    place.replaceChildren(form);
    form.querySelector("input")?.focus({preventScroll: true});
  });
  const close = (text: string) => {
    place.replaceChildren(open);
    status.textContent = text;
    if (text === "") open.focus({preventScroll: true});
  };
  place.replaceChildren(open);
  return bar;
}

/** The origin of the name: unknown, the user, or the shape of the driven line; empty for the game or file. */
function nameSource({track, choices}: SessionFile): HTMLElement | "" {
  if (choices?.track) return html`<span class="lb-muted">named by hand</span>`;
  if (!track.shape)
    return track.name === UNKNOWN_TRACK
      ? html`<span class="lb-muted">track unknown: the source does not name it, and its shape matches no known circuit</span>`
      : "";
  const {meanM, confidence, reversed, mirrored} = track.shape;
  const notes = [reversed && "driven in the opposite direction", mirrored && "mirrored: one axis is reversed"];
  const title = `the driven line is ${fixed(meanM, 1)} m from the known one on average; confidence ${percent(confidence)}`;
  return html`<span class="lb-muted"><span class="lb-badge" title=${title}>recognised by shape</span> ${fixed(meanM, 1)} m mean distance${notes.map((note) => (note ? `, ${note}` : ""))}</span>`;
}

function nameForm(
  {id, track, choices}: SessionFile,
  {onName, onCancel}: {onName: (name: string) => void; onCancel: () => void},
): HTMLElement {
  const list = `tracks-${id}`;
  const value = track.name === UNKNOWN_TRACK ? "" : track.name;
  const names = html`<datalist id=${list}></datalist>`;
  const show = (known: readonly string[]) =>
    names.replaceChildren(...[...new Set(known)].sort().map((name) => html`<option value=${name}></option>`));
  const own = Object.values(CIRCUITS).map(({name}) => name);
  show(own);
  fetchLibrary()
    .then(({tracks}) => show([...own, ...tracks.map(({name}) => name)]))
    .catch(() => {}); // the list of our own circuits remains
  const input = html<HTMLInputElement>`<input class="lb-input" type="text" maxlength="80" required aria-label="name of the track" placeholder="name of the track" value=${value} list=${list}>`;
  const form = html<HTMLFormElement>`<form class="lb-bar">${input}${names}
    <button type="submit" class="lb-button lb-primary">Save</button>
    <button type="button" class="lb-button" onclick=${onCancel}>Cancel</button>
    ${choices?.track ? html`<button type="button" class="lb-button" onclick=${() => onName("")}>Original name</button>` : ""}
  </form>`;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (name) onName(name);
  });
  form.addEventListener("keydown", (event) => event.key === "Escape" && onCancel());
  return form;
}

/** Renames the track; "" restores the original name. */
async function rename(
  session: SessionFile,
  name: string,
  {
    status,
    done,
    rebuild = rebuildSession,
    onNamed = () => location.reload(),
  }: TrackNamerOptions & {status: HTMLElement; done: (text: string) => void},
): Promise<void> {
  const {track: _, ...others} = session.choices ?? {};
  const choices: LogChoices = name ? {...others, track: name} : others;
  status.textContent = "rebuilding the session…";
  try {
    await rebuild(session.id, choices);
    forget(session.id);
    done("named");
    onNamed();
  } catch (error) {
    status.replaceChildren(html`<span role="alert" class="lb-failed">${(error as Error).message}</span>`);
  }
}
