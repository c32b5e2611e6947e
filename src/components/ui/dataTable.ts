import {html} from "npm:htl";

export interface Column<Row> {
  key: string;
  label: string;
  /** a longer explanation of the head */
  title?: string;
  /** to the right, and the largest first when first sorted by `descending` */
  number?: boolean;
  /** sorts by this; a column without it does not sort. Null and NaN come last either way. */
  value?: (row: Row) => string | number | boolean | null | undefined;
  cell: (row: Row) => Node | string;
  className?: string;
}

export interface TableOptions<Row> {
  columns: readonly Column<Row>[];
  /** what the table is, for readers who hear the page */
  label: string;
  /** key of the column sorted by at first; without it the given order stands */
  sort?: string;
  descending?: boolean;
  /** the text a search looks through; without it there is no search field */
  search?: (row: Row) => string;
  /** said when there are rows but none is found */
  nothing?: string;
  /** becomes a list on a phone */
  list?: boolean;
  /** scrolls inside 70 % of the screen's height */
  tall?: boolean;
  /** marks a row; called for each row drawn */
  decorate?: (tr: HTMLTableRowElement, row: Row) => void;
  /** after the search field, in the same line */
  controls?: readonly (Node | string)[];
}

export interface DataTable<Row> extends HTMLElement {
  /** shows other rows, keeps search and order */
  setRows(rows: readonly Row[]): void;
  /** draws the same rows again, after something they show has changed */
  redraw(): void;
}

/** A table whose heads sort (click, or Enter on the head) and that may be searched by words in any order. */
export function dataTable<Row>(rows: readonly Row[], options: TableOptions<Row>): DataTable<Row> {
  const {
    columns,
    label,
    search,
    nothing = "Nothing matches.",
    list = false,
    tall = false,
    decorate,
    controls,
  } = options;
  let {sort, descending = false} = options;
  let query = "";

  const heads = new Map<string, HTMLTableCellElement>();
  const headRow = html`<tr>${columns.map((column) => {
    const sorted = () => {
      descending = sort === column.key ? !descending : false;
      sort = column.key;
      draw();
    };
    const content = column.value
      ? html`<button type="button" onclick=${sorted}>${column.label}</button>`
      : column.label;
    const th = html<HTMLTableCellElement>`<th scope="col" class=${classOf(column)} title=${column.title ?? null}>${content}</th>`;
    heads.set(column.key, th);
    return th;
  })}</tr>`;
  const body = html<HTMLTableSectionElement>`<tbody></tbody>`;
  const found = html`<span class="lb-muted" role="status"></span>`;
  const typed = (event: Event) => {
    query = (event.target as HTMLInputElement).value;
    draw();
  };
  const field =
    search &&
    html`<input class="lb-input" type="search" placeholder="Search" aria-label=${`Search ${label}`} oninput=${typed}>`;
  const bar =
    (field || controls?.length) && html`<div class="lb-bar">${field ?? ""}${field ? found : ""}${controls ?? ""}</div>`;
  const root = html<DataTable<Row>>`<div>${bar ?? ""}<div class=${`lb-scroll${tall ? " lb-tall" : ""}`}>
    <table class=${`lb-table${list ? " lb-list" : ""}`} aria-label=${label}><thead>${headRow}</thead>${body}</table>
  </div></div>`;

  function draw(): void {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = search ? rows.filter((row) => matches(search(row), words)) : [...rows];
    const by = columns.find((column) => column.key === sort)?.value;
    if (by) shown.sort((a, b) => compare(by(a), by(b), descending));
    for (const [key, th] of heads) {
      if (key === sort) th.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
    found.textContent = words.length ? `${shown.length} of ${rows.length}` : "";
    body.replaceChildren(
      ...shown.map((row) => {
        const tr = html<HTMLTableRowElement>`<tr>${columns.map((c) => html`<td class=${classOf(c)}>${c.cell(row)}</td>`)}</tr>`;
        decorate?.(tr, row);
        return tr;
      }),
    );
    if (rows.length && !shown.length)
      body.append(html`<tr><td colspan=${columns.length} class="lb-muted">${nothing}</td></tr>`);
  }

  root.setRows = (next) => {
    rows = next;
    draw();
  };
  root.redraw = draw;
  draw();
  return root;
}

type Value = string | number | boolean | null | undefined;

const absent = (x: Value) => x == null || (typeof x === "number" && Number.isNaN(x));

/** Natural order, what is absent last whichever way. Texts with numbers in them sort by the numbers. */
export function compare(a: Value, b: Value, descending = false): number {
  if (absent(a) || absent(b)) return Number(absent(a)) - Number(absent(b));
  const order =
    typeof a === "string" && typeof b === "string"
      ? a.localeCompare(b, "en", {numeric: true, sensitivity: "base"})
      : Number(a) - Number(b);
  return descending ? -order : order;
}

/** Whether every word stands somewhere in the text, whatever the case. */
export function matches(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function classOf<Row>({number, className}: Column<Row>): string | null {
  return [number && "lb-number", className].filter(Boolean).join(" ") || null;
}
