import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {matches} from "./dataTable.js";
import {type SessionOption, sessionGroups} from "./sessionGroups.js";
import {sessionLabel} from "./sessionNames.js";

/** The chosen session's id is `value`; fires "input" and "change" as a menu does. */
export interface SessionMenu extends HTMLElement {
  name: string;
  value: string;
}

let menus = 0;

/**
 * A menu of sessions by circuit that is searched by typing any words: circuit, driver, car, date, game, file. An unknown id stays chosen.
 *
 * A combobox with a list as the ARIA Authoring Practices describe it (w3.org/WAI/ARIA/apg/patterns/combobox): ↓ opens, ↓ ↑ move, Enter
 * chooses, Escape closes.
 */
export function sessionMenu(
  sessions: readonly LibraryEntry[],
  chosen: string | undefined,
  {label = "session"}: {label?: string} = {},
): SessionMenu {
  const id = `lb-sessions-${++menus}`;
  const labelOf = (key: string) => {
    const entry = sessions.find((one) => one.id === key);
    return entry ? sessionLabel(entry) : key;
  };
  const field = html<HTMLInputElement>`<input id=${id} class="lb-input" type="text" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls=${`${id}-list`} autocomplete="off" spellcheck="false">`;
  const list = html<HTMLElement>`<div role="listbox" id=${`${id}-list`} aria-label="sessions"></div>`;
  const note = html<HTMLElement>`<p class="lb-muted" role="status"></p>`;
  const popup = html<HTMLElement>`<div class="lb-combo-list" hidden>${list}${note}</div>`;
  const root = Object.assign(
    html<HTMLElement>`<span class="lb-combo"><label for=${id}>${label}</label> <span class="lb-combo-field">${field}${popup}</span></span>`,
    {name: "session", value: chosen ?? sessions[0]?.id ?? ""},
  ) as SessionMenu;
  let options: HTMLElement[] = [];
  let active = -1;

  function row({id: key, label: text, detail}: SessionOption): HTMLElement {
    const element = html<HTMLElement>`<div role="option" id=${`${id}-${key}`} data-session=${key} aria-selected=${String(key === root.value)}>
      <span>${text}</span><small>${detail}</small></div>`;
    element.addEventListener("click", () => choose(key));
    return element;
  }

  function fill(query: string): void {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const groups = sessionGroups(sessions).flatMap(({name, options}, n) => {
      const found = options.filter(({text}) => matches(text, words));
      return found.length
        ? [
            html<HTMLElement>`<div role="group" aria-labelledby=${`${id}-group-${n}`}><div role="presentation" class="lb-combo-group" id=${`${id}-group-${n}`}>${name}</div>${found.map(row)}</div>`,
          ]
        : [];
    });
    list.replaceChildren(...groups);
    options = [...list.querySelectorAll<HTMLElement>("[role=option]")];
    note.textContent = options.length ? "" : "No session matches all words.";
    note.hidden = options.length > 0;
    move(words.length ? 0 : options.findIndex(({dataset}) => dataset.session === root.value));
  }

  function move(to: number): void {
    options[active]?.classList.remove("lb-active");
    active = options.length ? Math.min(Math.max(to, 0), options.length - 1) : -1;
    const option = options[active];
    option?.classList.add("lb-active");
    option?.scrollIntoView?.({block: "nearest"});
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function open(query = ""): void {
    popup.hidden = false;
    field.setAttribute("aria-expanded", "true");
    fill(query);
  }

  /** The field shows the chosen session again. */
  function close(): void {
    popup.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    field.value = labelOf(root.value);
    field.title = field.value;
  }

  function choose(key: string): void {
    const isOther = key !== root.value;
    root.value = key;
    close();
    if (!isOther) return;
    root.dispatchEvent(new Event("input", {bubbles: true}));
    root.dispatchEvent(new Event("change", {bubbles: true}));
  }

  // what is typed is no choice yet
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    open(field.value);
  });
  field.addEventListener("focus", () => field.select());
  field.addEventListener("click", () => popup.hidden && open());
  field.addEventListener("blur", close);
  // a press in the list keeps the focus in the field
  popup.addEventListener("pointerdown", (event) => event.preventDefault());
  popup.addEventListener("mousedown", (event) => event.preventDefault());
  field.addEventListener("keydown", (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8}[event.key];
    if (step !== undefined) {
      if (popup.hidden) open();
      else move(active + step);
    } else if (event.key === "Enter" && !popup.hidden && options[active]) choose(options[active].dataset.session!);
    else if (event.key === "Escape" && !popup.hidden) close();
    else return;
    event.preventDefault();
  });
  close();
  return root;
}
