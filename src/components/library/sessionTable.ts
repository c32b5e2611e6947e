import {html} from "npm:htl";
import type {NotesEntry} from "../../core/archive/sessionNotes.js";
import type {LibraryEntry, LibraryIndex} from "../../core/archive/types.js";
import {trackThumbnail} from "../map/trackThumbnail.js";
import {callApi} from "../ui/api/callApi.js";
import {forget, lapKey, pageLink, readParams, writeParams} from "../ui/archive.js";
import {simulatedBadge} from "../ui/badges.js";
import {type Column, type DataTable, dataTable, matches, wordsOfQuery} from "../ui/dataTable.js";
import {bytes, durationText, lapTime, when} from "../ui/format.js";
import {formatName, sessionTitle, typeName} from "../ui/sessionNames.js";
import {tagChip} from "../ui/tagChip.js";
import {filterParams, filtersOf, filterWords, type LibraryFilters, libraryFilters, passes} from "./libraryFilters.js";

export interface SessionTableOptions {
  /** asks the server to delete or restore a session; replaced in tests */
  request?: typeof callApi;
}

/** The library: one row per session, newest first, searchable; with delete and undo where the archive is writable. */
export function sessionTable(
  {sessions, writable}: LibraryIndex,
  {request = callApi}: SessionTableOptions = {},
): HTMLElement {
  const notices = html`<div aria-live="polite"></div>`;
  let rows = sessions;
  const asked = readParams();
  let filters = filtersOf(asked);

  const shown = () => rows.filter((row) => passes(row, filters));
  const count = html<HTMLElement>`<span class="lb-muted" role="status"></span>`;
  const showCount = () => {
    const n = shown().length;
    count.textContent = n === rows.length ? "" : `${n} of ${rows.length} sessions`;
  };
  const show = (next: LibraryEntry[]) => {
    rows = next;
    table.setRows(shown());
    showCount();
  };
  const narrow = (next: LibraryFilters) => {
    filters = next;
    writeParams(filterParams(filters));
    show(rows);
  };
  const restore = async (entry: LibraryEntry, notice: HTMLElement) => {
    try {
      await request("POST /sessions/{session}/restore", {params: {session: entry.id}});
      notice.remove();
      show([...rows, entry]);
    } catch (error) {
      notice.append(html`<span role="alert" class="lb-failed"> ${(error as Error).message}</span>`);
    }
  };
  const remove = async (entry: LibraryEntry) => {
    const name = sessionTitle(entry);
    try {
      await request("DELETE /sessions/{session}", {params: {session: entry.id}});
      forget(entry.id);
      show(rows.filter((row) => row.id !== entry.id));
      const undo = html`<button type="button" class="lb-button" onclick=${() => restore(entry, notice)}>Undo</button>`;
      const notice = html`<p class="lb-bar">Deleted ${name}. ${undo}</p>`;
      notices.append(notice);
      undo.focus();
    } catch (error) {
      notices.append(
        html`<p class="lb-error" role="alert"><strong>Not deleted.</strong> ${name}: ${(error as Error).message}</p>`,
      );
    }
  };

  const narrowing = libraryFilters(sessions, filters, narrow);
  const nothing = (query: string) =>
    nothingFound({
      ...{query: query.trim(), filters: filterWords(filters), clearFilters: narrowing.clear},
      clearSearch: () => table.search(""),
      elsewhere: rows.filter((row) => matches(searchText(row), wordsOfQuery(query))).length,
    });
  const isSorted = COLUMNS.some(({key, label, value}) => value && (key ?? label) === asked.sort);
  const table: DataTable<LibraryEntry> = dataTable(shown(), {
    columns: writable ? [...COLUMNS, deleteColumn(remove)] : COLUMNS,
    label: "sessions",
    sort: isSorted ? asked.sort : "when",
    descending: isSorted ? asked.order === "down" : true,
    search: searchText,
    ...{query: asked.q, nothing},
    // the address shows what is seen
    onView({query, sort, descending}) {
      const isUsual = sort === "when" && descending;
      writeParams({
        q: query.trim() || null,
        sort: isUsual ? null : sort,
        order: isUsual ? null : descending ? "down" : "up",
      });
    },
    list: true,
    controls: [narrowing, count],
  });
  showCount();
  return html`<div>${notices}${table}</div>`;
}

interface NothingFound {
  query: string;
  /** the filters in words; "" without any */
  filters: string;
  /** sessions that the search finds without the filters */
  elsewhere: number;
  clearSearch(): void;
  clearFilters(): void;
}

/** Says what was searched where nothing was found, and how to see sessions again. */
function nothingFound({query, filters, elsewhere, clearSearch, clearFilters}: NothingFound): Node {
  const of = filters ? ` that passes the filters (${filters})` : "";
  const text = query
    ? `No session${of} has all of “${query}” in its circuit, kind, game, file, date, cars, driver of the best lap, tags, notes (those of laps too) or lap times of the player.`
    : filters
      ? `No session passes the filters: ${filters}.`
      : "No session is left.";
  const button = (label: string, act: () => void) =>
    html`<button type="button" class="lb-button" onclick=${act}>${label}</button> `;
  return html`<div class="lb-nothing"><p>${text}${query && filters && elsewhere ? ` Without the filters there ${elsewhere === 1 ? "is one" : `are ${elsewhere}`}.` : ""}</p>
    ${query ? button("Clear the search", clearSearch) : ""}${filters ? button("Clear the filters", clearFilters) : ""}</div>`;
}

/** The text of a session that a search looks through. */
export function searchText(entry: LibraryEntry): string {
  const {track, type, bestDriver, source, startedAt, id, cars = [], notes, best, lapTimesMs = []} = entry;
  const made = source.simulated ? "simulated" : "";
  const format = typeof source.format === "string" ? formatName(source) : source.format;
  const written = [...(notes?.tags ?? []), notes?.line, notes?.words];
  const times = [best?.lapTimeMs, ...lapTimesMs].map((ms) => (ms === undefined ? "" : lapTime(ms)));
  return [
    track.name,
    type,
    bestDriver,
    source.game,
    format,
    source.file,
    made,
    when(startedAt),
    id,
    ...cars,
    ...written,
    ...times,
  ].join(" ");
}

const bestKey = ({id, best}: LibraryEntry) => (best ? lapKey({session: id, car: best.car, lap: best.lap}) : null);

function typeCell(entry: LibraryEntry): Node {
  const key = bestKey(entry);
  // the best lap of a race may be the game's own driver's: the pages choose the player's
  const own = entry.best?.car === entry.playerCar;
  // no outline: no positions to draw
  const map = entry.outline.length
    ? html` · <a href=${pageLink("circuit", own ? {lap: key} : {session: entry.id})} title=${own ? "of the best lap" : "of the player's best lap"}>map</a>`
    : "";
  const links =
    key && entry.bestSampled
      ? html`<br><a href=${pageLink("debrief", {session: entry.id})} title="where the time went">debrief</a> · <a href=${pageLink("laps", own ? {laps: key} : {session: entry.id})} title=${own ? "of the best lap" : "of the player's best laps"}>traces</a>${map}`
      : entry.best
        ? html`<br><span class="lb-muted">lap times only</span>`
        : "";
  return html`<span>${typeName(entry.type) || "—"}${links}</span>`;
}

/** What the user wrote about a session, in a line. */
function writtenAbout({line, tags, favourite, laps}: NotesEntry): Node {
  const text = line || (laps ? `${laps === 1 ? "a noted lap" : `${laps} noted laps`}` : "");
  return html`${favourite ? html` <span class="lb-favourite" title="a favourite">★</span>` : ""}${tags.length ? html` <span class="lb-tags">${tags.map((tag) => tagChip(tag))}</span>` : ""}${text ? html`<br><span class="lb-muted lb-file lb-note-line" title=${text}>${text}</span>` : ""}`;
}

const COLUMNS: Column<LibraryEntry>[] = [
  {key: "map", label: "", className: "c-map", cell: ({outline}) => trackThumbnail(outline, {width: 56, height: 36})},
  {
    key: "track",
    label: "Track",
    className: "c-track",
    value: ({track}) => track.name,
    cell: ({id, track, notes}) =>
      html`<span><a href=${pageLink("session", {session: id})}><strong>${track.name}</strong></a>${notes ? writtenAbout(notes) : ""}</span>`,
  },
  {key: "type", label: "Session", className: "c-type", value: ({type}) => type, cell: typeCell},
  {
    key: "best",
    label: "Best lap",
    number: true,
    className: "c-best",
    value: ({best}) => best?.lapTimeMs,
    cell: ({best, bestDriver}) =>
      best
        ? html`<span><span class="lb-best">${lapTime(best.lapTimeMs)}</span><br><span class="lb-muted">${bestDriver}</span></span>`
        : "—",
  },
  {label: "Laps", number: true, className: "c-laps", value: ({laps}) => laps},
  {
    key: "when",
    label: "When",
    className: "c-when",
    value: ({startedAt}) => startedAt,
    cell: ({startedAt, durationS, datedByFile}) =>
      html`<span><time datetime=${startedAt} title=${`${startedAt}, ${durationText(durationS)}`}>${when(startedAt)}</time>${datedByFile ? html`<br><small class="lb-muted" title="the file contains no date: this is when it was last changed">date of the file</small>` : ""}</span>`,
  },
  {
    key: "source",
    label: "Source",
    className: "c-source",
    value: ({source}) => `${source.game} ${source.file ?? ""}`,
    cell: ({source}) => {
      const named = source.game && source.game !== "unknown" ? source.game : undefined;
      const game = named ?? (typeof source.format === "string" ? formatName(source) : "unknown game");
      const made = source.file ?? (source.simulated ? "" : "recorded live");
      return html`<span><span title=${formatName(source)}>${game}</span> ${simulatedBadge(source)}${made ? html`<br><span class="lb-muted lb-file" title=${source.file}>${made}</span>` : ""}</span>`;
    },
  },
  {label: "Size", number: true, className: "c-size", value: ({sizeBytes}) => sizeBytes, format: bytes},
];

function deleteColumn(remove: (entry: LibraryEntry) => void): Column<LibraryEntry> {
  return {
    key: "delete",
    label: "",
    className: "c-delete",
    cell: (entry) => html`<button type="button" class="lb-button lb-quiet" onclick=${() => remove(entry)}
      aria-label=${`Delete ${sessionTitle(entry)}, ${when(entry.startedAt)}`}>Delete</button>`,
  };
}
