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
  /** asks the server; another one in tests */
  remake?: typeof rebuildSession;
}

/** Where the name of a session's track comes from, and the way to name or correct it. */
export function trackNamer(session: SessionFile, options: TrackNamerOptions): HTMLElement {
  const said = html`<span class="lb-muted" aria-live="polite"></span>`;
  const place = html`<span></span>`;
  const bar = html`<div class="lb-bar lb-namer">${nameSource(session)}${place}${said}</div>`;
  // the simulator drives our own circuits: there is nothing to correct
  if (!options.writable || session.source.simulated) return bar;
  const unknown = session.track.name === UNKNOWN_TRACK;
  const open = html<HTMLButtonElement>`<button type="button" class="lb-button lb-plain">${unknown ? "Name the track…" : "Correct the name…"}</button>`;
  open.addEventListener("click", () => {
    const form = nameForm(session, {
      onName: (name) => void rename(session, name, {...options, said, done: close}),
      onCancel: () => close(""),
    });
    said.textContent = "";
    place.replaceChildren(form);
    form.querySelector("input")?.focus({preventScroll: true});
  });
  const close = (text: string) => {
    place.replaceChildren(open);
    said.textContent = text;
    if (text === "") open.focus({preventScroll: true});
  };
  place.replaceChildren(open);
  return bar;
}

/** In words: told by nobody, by a user, or by its shape; nothing where the game or the file told it. */
function nameSource({track, choices}: SessionFile): HTMLElement | "" {
  if (choices?.track) return html`<span class="lb-muted">named by hand</span>`;
  if (!track.shape)
    return track.name === UNKNOWN_TRACK
      ? html`<span class="lb-muted">nobody told the track, and its shape is none of those known</span>`
      : "";
  const {meanM, confidence, reversed, mirrored} = track.shape;
  const notes = [reversed && "driven the other way round", mirrored && "a mirror image: an axis runs the other way"];
  const title = `the driven line lies ${fixed(meanM, 1)} m from the known one on average; sure to ${percent(confidence)}`;
  return html`<span class="lb-muted"><span class="lb-badge" title=${title}>recognised by its shape</span> ${fixed(meanM, 1)} m off on average${notes.map((note) => (note ? `, ${note}` : ""))}</span>`;
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
    .catch(() => {}); // the own ones will do
  const input = html<HTMLInputElement>`<input class="lb-input" type="text" maxlength="80" required aria-label="name of the track" placeholder="name of the track" value=${value} list=${list}>`;
  const form = html<HTMLFormElement>`<form class="lb-bar">${input}${names}
    <button type="submit" class="lb-button lb-primary">Save</button>
    <button type="button" class="lb-button" onclick=${onCancel}>Cancel</button>
    ${choices?.track ? html`<button type="button" class="lb-button" onclick=${() => onName("")}>As it was told</button>` : ""}
  </form>`;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (name) onName(name);
  });
  form.addEventListener("keydown", (event) => event.key === "Escape" && onCancel());
  return form;
}

/** "" takes a given name back. */
async function rename(
  session: SessionFile,
  name: string,
  {
    said,
    done,
    remake = rebuildSession,
    onNamed = () => location.reload(),
  }: TrackNamerOptions & {said: HTMLElement; done: (text: string) => void},
): Promise<void> {
  const {track: _, ...others} = session.choices ?? {};
  const choices: LogChoices = name ? {...others, track: name} : others;
  said.textContent = "making the session anew…";
  try {
    await remake(session.id, choices);
    forget(session.id);
    done("named");
    onNamed();
  } catch (error) {
    said.replaceChildren(html`<span role="alert" class="lb-failed">${(error as Error).message}</span>`);
  }
}
