import type {Table} from "npm:apache-arrow";
import {html} from "npm:htl";
import {duckError, errorHint, errorPlace} from "../../core/sql/duckError.js";
import type {QueryCost} from "../../core/sql/queryCost.js";
import {plainResult, type QueryResult} from "../../core/sql/queryResult.js";
import type {ReadProgress} from "../../core/sql/querySource.js";
import type {SqlViews} from "../../core/sql/views.js";
import {bytes, counted, wholeNumber} from "../ui/format.js";

export interface QueryWatch {
  onProgress: (progress: ReadProgress) => void;
  confirm: (costs: readonly QueryCost[]) => Promise<boolean>;
  signal: AbortSignal;
}

export interface SqlCellOptions {
  /** the first query; it runs at once */
  initial: string;
  /** of the workspace: units of answers */
  views?: SqlViews;
  /** earlier queries, oldest first */
  history?: readonly string[];
  /** called with the query and the history when a query is run */
  onRun?: (text: string, history: readonly string[]) => void;
}

export interface SqlCell extends HTMLElement {
  value: QueryResult | null;
  /** writes a query into the editor and runs it */
  run(text: string): Promise<void>;
}

/**
 * An editor for SQL. Ctrl or ⌘ + Enter runs it, Escape cancels; ↑ on the first line and ↓ on the last go through earlier queries. Its value is the
 * last answer; a query that fails shows the database's message, how to mend it, and marks the place; the former answer stays. What must be
 * read is counted, and asked for where it is much.
 *
 * @param query resolves to null where it was given up
 */
export function sqlCell(
  query: (text: string, watch: QueryWatch) => Promise<Table | null>,
  {initial, views, history = [], onRun = () => {}}: SqlCellOptions,
): SqlCell {
  const past = [...history];
  let at = past.length; // past.length: the query being written
  let draft = "";
  let running: AbortController | undefined;

  const editor = html<HTMLTextAreaElement>`<textarea class="lb-sql" spellcheck="false" autocapitalize="off" autocomplete="off"
    aria-label="SQL query; Control Enter runs it" onkeydown=${pressed} oninput=${grow}></textarea>`;
  const status = html`<span class="lb-muted" role="status"></span>`;
  const failed = html`<div class="lb-error lb-sql-error" role="alert" hidden></div>`;
  const asked = html<HTMLElement>`<div class="lb-sql-ask" role="group" aria-label="before reading" hidden></div>`;
  const button = html<HTMLButtonElement>`<button type="button" class="lb-button lb-primary" onclick=${() => run()}>Run</button>`;
  const cancel = html<HTMLButtonElement>`<button type="button" class="lb-button" hidden onclick=${stop}>Cancel</button>`;
  const root = html<SqlCell>`<div>
    ${editor}
    <div class="lb-bar">${button}${cancel}<span class="lb-muted lb-screen">Ctrl or ⌘ + Enter; ↑ ↓ earlier queries</span><span class="lb-spring"></span>${status}</div>
    ${asked}${failed}
  </div>`;
  root.value = null;
  root.run = (text) => {
    write(text);
    return run();
  };

  function write(text: string): void {
    editor.value = text;
    grow();
  }

  function grow(): void {
    editor.rows = Math.min(24, Math.max(5, editor.value.split("\n").length + 1));
  }

  async function run(): Promise<void> {
    const text = editor.value.trimEnd();
    if (!text.trim()) return;
    stop();
    const mine = (running = new AbortController());
    if (past.at(-1) !== text) past.push(text);
    at = past.length;
    onRun(text, past);
    status.textContent = "running…";
    failed.hidden = true;
    cancel.hidden = false;
    const started = performance.now();
    const isNewest = () => running === mine;
    let waited = 0;
    try {
      const table = await query(text, {
        signal: mine.signal,
        onProgress: ({what, done, of}) => {
          if (isNewest()) status.textContent = `reading ${what}: ${wholeNumber(done)} of ${wholeNumber(of)}…`;
        },
        confirm: async (costs) => {
          const since = performance.now();
          const answer = await confirm(costs, mine.signal);
          waited += performance.now() - since;
          return answer;
        },
      });
      if (!isNewest()) return;
      if (!table) {
        status.textContent = "not run";
        return;
      }
      const ms = performance.now() - started - waited;
      root.value = plainResult(table, {text, ms, views});
      status.textContent = `${counted(root.value.rows.length, "row")} in ${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
      root.dispatchEvent(new Event("input", {bubbles: true}));
    } catch (error) {
      if (!isNewest()) return;
      status.textContent = mine.signal.aborted ? "cancelled" : "";
      if (!mine.signal.aborted) showError(error, text);
    } finally {
      if (isNewest()) {
        cancel.hidden = true;
        running = undefined;
      }
    }
  }

  function stop(): void {
    running?.abort(new DOMException("cancelled", "AbortError"));
  }

  function showError(error: unknown, text: string): void {
    const message = duckError(error);
    const hint = errorHint(message, text);
    failed.replaceChildren(html`<pre>${message}</pre>`, hint ? html`<p>${hint}</p>` : "");
    failed.hidden = false;
    const place = errorPlace(message, text);
    if (!place || editor.value.trimEnd() !== text) return;
    if (document.activeElement === button || document.activeElement === editor) editor.focus();
    editor.setSelectionRange(...place);
  }

  /** Asks before much is read. */
  function confirm(costs: readonly QueryCost[], signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const answer = (yes: boolean) => () => {
        asked.hidden = true;
        signal.removeEventListener("abort", no);
        resolve(yes);
      };
      const no = answer(false);
      signal.addEventListener("abort", no);
      const read = html<HTMLButtonElement>`<button type="button" class="lb-button" onclick=${answer(true)}>Read them</button>`;
      asked.replaceChildren(
        html`<p>${costs.filter(({laps}) => laps > 0).map((cost) => html`<span>This reads ${costText(cost)}. </span>`)}Restrict the query by session, car or lap, or read them.</p>`,
        html`<div class="lb-bar">${read}<button type="button" class="lb-button" onclick=${no}>Don’t read</button></div>`,
      );
      asked.hidden = false;
      status.textContent = "";
      read.focus();
    });
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    } else if (event.key === "Escape" && running) stop();
    else if (event.key === "ArrowUp" && onFirstLine(editor)) walk(event, -1);
    else if (event.key === "ArrowDown" && onLastLine(editor)) walk(event, +1);
  }

  function walk(event: KeyboardEvent, step: number): void {
    let next = at + step;
    if (past[next] === editor.value && past[next + step] !== undefined) next += step; // skip a query equal to the shown one
    if (next < 0 || next > past.length || event.shiftKey) return;
    event.preventDefault();
    if (at === past.length) draft = editor.value;
    at = next;
    write(at === past.length ? draft : past[at]);
    const caret = step < 0 ? 0 : editor.value.length;
    editor.setSelectionRange(caret, caret);
  }

  root.run(initial);
  return root;
}

/** `samples of 1,240 laps in 30 sessions, 310 MB` */
function costText({view, laps, sessions, bytes: size}: QueryCost): string {
  const where = `${counted(laps, "lap")} of ${counted(sessions, "session")}`;
  if (view === "corners" || view === "findings") return `${where}, where their ${view} are not made yet`;
  return `${view} of ${where}, ${bytes(size)}`;
}

const onFirstLine = ({value, selectionStart}: HTMLTextAreaElement) => !value.slice(0, selectionStart).includes("\n");
const onLastLine = ({value, selectionEnd}: HTMLTextAreaElement) => !value.slice(selectionEnd).includes("\n");
