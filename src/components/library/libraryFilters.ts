import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";

/** What the library is narrowed to; an absent field lets everything through. */
export interface LibraryFilters {
  game?: string;
  track?: string;
  car?: string;
  tag?: string;
  /** first and last day, `2026-03-01`, of the reader's own time zone */
  from?: string;
  to?: string;
  /** "1": favourites only */
  star?: string;
}

const CHOICES = [
  ["game", "all games", ({source}) => (source.game && source.game !== "unknown" ? [source.game] : [])],
  ["track", "all tracks", ({track}) => [track.name]],
  ["car", "all cars", ({cars = []}) => cars],
  ["tag", "all tags", ({notes}) => notes?.tags ?? []],
] as const satisfies readonly [keyof LibraryFilters, string, (entry: LibraryEntry) => readonly string[]][];

const NAMES = ["game", "track", "car", "tag", "from", "to", "star"] as const;

/** Filters from a page's address; its other parameters are left alone. */
export function filtersOf(params: Readonly<Record<string, string>>): LibraryFilters {
  return Object.fromEntries(NAMES.flatMap((name) => (params[name] ? [[name, params[name]]] : [])));
}

/** Filters as parameters of an address: null removes one. */
export function filterParams(filters: LibraryFilters): Record<string, string | null> {
  return Object.fromEntries(NAMES.map((name) => [name, filters[name] || null]));
}

/** Whether a session passes all filters. */
export function passes(entry: LibraryEntry, filters: LibraryFilters): boolean {
  const day = localDay(entry.startedAt);
  return (
    CHOICES.every(([name, , of]) => !filters[name] || of(entry).includes(filters[name])) &&
    (!filters.from || day >= filters.from) &&
    (!filters.to || day <= filters.to) &&
    (filters.star !== "1" || entry.notes?.favourite === true)
  );
}

/** All tags of the library, the most used first. */
export function tagsOf(sessions: readonly LibraryEntry[]): string[] {
  return counted(sessions, ({notes}) => notes?.tags ?? []).map(([tag]) => tag);
}

/** The menus as an element. */
export interface FilterBar extends HTMLElement {
  /** shows all sessions */
  clear(): void;
}

/** What filters let through, in words: `track Monza, from 2026-03-01`. */
export function filterWords(filters: LibraryFilters): string {
  return NAMES.filter((name) => filters[name])
    .map((name) => (name === "star" ? "favourites" : `${name} ${filters[name]}`))
    .join(", ");
}

/**
 * Menus that narrow the library: game, track, car, tag, days, favourites. A menu with one choice only is left out. `onChange` is called with each
 * new choice; the counts are those of the whole library.
 */
export function libraryFilters(
  sessions: readonly LibraryEntry[],
  first: LibraryFilters,
  onChange: (filters: LibraryFilters) => void,
): FilterBar {
  let filters = first;
  const showCount = () => {
    const n = Object.keys(filters).length;
    clear.hidden = n === 0;
    fold.textContent = n ? `Filters (${n})` : "Filters";
  };
  const change = (part: Partial<LibraryFilters>) => {
    filters = filtersOf({...filters, ...part} as Record<string, string>);
    showCount();
    onChange(filters);
  };
  const menus = CHOICES.flatMap(([name, all, of]) => {
    const found = counted(sessions, of);
    const asked = filters[name];
    if (found.length < 2 && !(name === "tag" && found.length) && !asked) return [];
    // a choice of an address that no session has stays visible, so that it can be taken back
    if (asked && !found.some(([value]) => value === asked)) found.unshift([asked, 0]);
    const menu = html<HTMLSelectElement>`<select aria-label=${name}><option value="">${all}</option>
      ${found.map(([value, n]) => html`<option value=${value} selected=${value === asked}>${value} (${n})</option>`)}</select>`;
    menu.addEventListener("input", () => change({[name]: menu.value}));
    return [menu];
  });
  const dayField = (name: "from" | "to") => {
    const input = html<HTMLInputElement>`<input class="lb-input" type="date" aria-label=${`${name} day`} value=${filters[name] ?? ""}>`;
    input.addEventListener("change", () => change({[name]: input.value}));
    return html<HTMLLabelElement>`<label>${name} ${input}</label>`;
  };
  const days = new Set(sessions.map(({startedAt}) => localDay(startedAt))).size > 1 || filters.from || filters.to;
  const isStarred = sessions.some(({notes}) => notes?.favourite) || filters.star;
  const star = html<HTMLInputElement>`<input type="checkbox" checked=${filters.star === "1"}>`;
  star.addEventListener("input", () => change({star: star.checked ? "1" : ""}));
  const clear = html<HTMLButtonElement>`<button type="button" class="lb-button lb-plain" >Show all</button>`;
  // a phone shows the menus behind it
  const fold = html<HTMLButtonElement>`<button type="button" class="lb-button lb-filters-fold" aria-expanded="false"></button>`;
  const root = html<FilterBar>`<div class="lb-filters">${fold}<div class="lb-bar lb-filters-all" role="group" aria-label="filters">${menus}${days ? [dayField("from"), dayField("to")] : ""}${
    isStarred ? html`<label>${star} ★ favourites</label>` : ""
  }${clear}</div></div>`;
  fold.addEventListener("click", () => {
    fold.setAttribute("aria-expanded", String(root.classList.toggle("lb-open")));
  });
  root.clear = () => {
    for (const field of root.querySelectorAll<HTMLInputElement | HTMLSelectElement>("select, input")) {
      if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
    change({game: "", track: "", car: "", tag: "", from: "", to: "", star: ""});
  };
  clear.addEventListener("click", () => {
    root.clear();
    root.querySelector<HTMLElement>("select, input")?.focus();
  });
  showCount();
  root.hidden = menus.length === 0 && !days && !isStarred;
  return root;
}

/** The values of a kind with the number of sessions that have each, most first. */
function counted(
  sessions: readonly LibraryEntry[],
  of: (entry: LibraryEntry) => readonly string[],
): [string, number][] {
  const counts = new Map<string, number>();
  for (const entry of sessions) for (const value of of(entry)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b, "en", {numeric: true}));
}

/** The day of an instant where the reader is, `2026-03-01`. */
function localDay(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return "";
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
