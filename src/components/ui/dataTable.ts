import {html} from "npm:htl";

export interface Column<Row> {
  /** identifies the column; the label where it is left out */
  key?: string;
  label: string;
  /** tooltip of the head */
  title?: string;
  /** aligned to the right */
  number?: boolean;
  /** the sort key; without it the column is not sortable. Null and NaN sort last in either direction. */
  value?: (row: Row) => string | number | boolean | null | undefined;
  /** writes a value that is a number */
  format?: (value: number | null | undefined) => string;
  /** what is shown, where that is not the value's text */
  cell?: (row: Row) => Node | string;
  className?: string;
  /** left out where no row has a value at first */
  optional?: boolean;
}

export interface TableOptions<Row> {
  columns: readonly Column<Row>[];
  /** name of the table, for screen readers */
  label: string;
  /** key of the initial sort column; without it rows keep the given order */
  sort?: string;
  descending?: boolean;
  /** the text of a row that a search looks through; without it there is no search field */
  search?: (row: Row) => string;
  /** shown when a search finds no row; a function is asked for an empty table too */
  nothing?: string | ((query: string) => Node | string);
  /** the search at first */
  query?: string;
  /** called after a reader has searched or sorted */
  onView?: (view: TableView) => void;
  /** becomes a list on a phone */
  list?: boolean;
  /** so many rows are drawn at most, after sorting and searching; the rest is counted */
  most?: number;
  /** scrolls inside 70 % of the screen's height */
  tall?: boolean;
  /** decorates a row; called for each row drawn */
  decorate?: (tr: HTMLTableRowElement, row: Row) => void;
  /** placed after the search field */
  controls?: readonly (Node | string)[];
}

/** What a reader has made of a table. */
export interface TableView {
  query: string;
  /** key of the column; undefined: the given order */
  sort: string | undefined;
  descending: boolean;
}

export interface DataTable<Row> extends HTMLElement {
  /** searches, as if the text was typed */
  search(query: string): void;
  /** replaces the rows; search and order remain */
  setRows(rows: readonly Row[]): void;
  /** draws the rows again after their content has changed */
  redraw(): void;
}

/** A table that is sorted by its heads (click or Enter) and searched by words in any order. */
export function dataTable<Row>(rows: readonly Row[], options: TableOptions<Row>): DataTable<Row> {
  const {
    label,
    search,
    nothing = "Nothing matches.",
    list = false,
    tall = false,
    most = Number.POSITIVE_INFINITY,
    decorate,
    controls,
    onView = () => {},
  } = options;
  const columns = options.columns.filter(
    (column) => !column.optional || rows.some((row) => isPresent(column.value?.(row))),
  );
  let {sort, descending = false} = options;
  let {query = ""} = options;

  const heads = new Map<string, HTMLTableCellElement>();
  const headRow = html`<tr>${columns.map((column) => {
    const key = keyOf(column);
    const sorted = () => {
      descending = sort === key ? !descending : false;
      sort = key;
      changed();
    };
    const content = column.value
      ? html`<button type="button" onclick=${sorted}>${column.label}</button>`
      : column.label;
    const th = html<HTMLTableCellElement>`<th scope="col" class=${classOf(column)} title=${column.title ?? null}>${content}</th>`;
    heads.set(key, th);
    return th;
  })}</tr>`;
  const body = html<HTMLTableSectionElement>`<tbody></tbody>`;
  const found = html`<span class="lb-muted" role="status"></span>`;
  const typed = (event: Event) => {
    query = (event.target as HTMLInputElement).value;
    changed();
  };
  const changed = () => {
    draw();
    onView({query, sort, descending});
  };
  const field =
    search &&
    html<HTMLInputElement>`<input class="lb-input" type="search" placeholder="Search" aria-label=${`Search ${label}`} value=${query} oninput=${typed}>`;
  const bar =
    (field || controls?.length) && html`<div class="lb-bar">${field ?? ""}${field ? found : ""}${controls ?? ""}</div>`;
  // the column that stays while the rest scrolls is not the first one
  const isNamed = columns.some(({className}) => className?.split(" ").includes("c-name"));
  const root = html<DataTable<Row>>`<div>${bar ?? ""}<div class=${`lb-scroll${tall ? " lb-tall" : ""}`}>
    <table class=${`lb-table${list ? " lb-list" : ""}${isNamed ? " lb-named" : ""}`} aria-label=${label}><thead>${headRow}</thead>${body}</table>
  </div></div>`;

  function draw(): void {
    const words = wordsOfQuery(query);
    const shown = search ? rows.filter((row) => matches(search(row), words)) : [...rows];
    const by = columns.find((column) => keyOf(column) === sort)?.value;
    if (by) shown.sort((a, b) => compare(by(a), by(b), descending));
    for (const [key, th] of heads) {
      if (key === sort) th.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
    found.textContent = words.length ? `${shown.length} of ${rows.length}` : "";
    body.replaceChildren(
      ...shown.slice(0, most).map((row) => {
        const tr = html<HTMLTableRowElement>`<tr>${columns.map((c) => html`<td class=${classOf(c)}>${contentOf(c, row)}</td>`)}</tr>`;
        decorate?.(tr, row);
        return tr;
      }),
    );
    if (shown.length > most)
      body.append(
        html`<tr><td colspan=${columns.length} class="lb-muted">and ${(shown.length - most).toLocaleString("en")} more rows</td></tr>`,
      );
    if (!shown.length && (rows.length || typeof nothing === "function"))
      body.append(
        html`<tr><td colspan=${columns.length} class="lb-muted">${typeof nothing === "string" ? nothing : nothing(query)}</td></tr>`,
      );
  }

  root.setRows = (next) => {
    rows = next;
    draw();
  };
  root.redraw = draw;
  root.search = (next) => {
    query = next;
    if (field) field.value = next;
    changed();
  };
  draw();
  return root;
}

type Value = string | number | boolean | null | undefined;

const keyOf = <Row>({key, label}: Column<Row>) => key ?? label;

function contentOf<Row>({cell, value, format}: Column<Row>, row: Row): Node | string {
  if (cell) return cell(row);
  const x = value?.(row);
  if (format) return format(x as number | null | undefined);
  return absent(x) ? "—" : String(x);
}

const isPresent = (x: Value) => !absent(x) && x !== "";
const absent = (x: Value) => x == null || (typeof x === "number" && Number.isNaN(x));

/** Natural order, absent values last in either direction. Numbers within texts sort by value. */
export function compare(a: Value, b: Value, descending = false): number {
  if (absent(a) || absent(b)) return Number(absent(a)) - Number(absent(b));
  const order =
    typeof a === "string" && typeof b === "string"
      ? a.localeCompare(b, "en", {numeric: true, sensitivity: "base"})
      : Number(a) - Number(b);
  return descending ? -order : order;
}

/** The words of a search, in lower case. */
export function wordsOfQuery(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether the text contains every word, in any case. */
export function matches(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function classOf<Row>({number, className}: Column<Row>): string | null {
  return [number && "lb-number", className].filter(Boolean).join(" ") || null;
}
