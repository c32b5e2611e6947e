import type {Table} from "npm:apache-arrow";
import {html} from "npm:htl";
import {counted} from "../ui/format.js";
import {duckError, plainResult, type QueryResult} from "./queryResult.js";

export interface SqlCellOptions {
  /** the first query; it runs at once */
  initial: string;
  /** earlier queries, oldest first */
  history?: readonly string[];
  /** called with the history after each query */
  onRun?: (history: readonly string[]) => void;
}

/**
 * An editor for SQL. Ctrl or ⌘ + Enter runs it; ↑ on the first line and ↓ on the last go through earlier queries. Its value
 * is the last answer; a query that fails shows the database's message and keeps the former answer.
 */
export function sqlCell(
  query: (text: string) => Promise<Table>,
  {initial, history = [], onRun = () => {}}: SqlCellOptions,
): HTMLElement & {value: QueryResult | null} {
  const past = [...history];
  let at = past.length; // past.length: the query being written
  let draft = "";
  let running = 0;

  const editor = html<HTMLTextAreaElement>`<textarea class="lb-sql" spellcheck="false" autocapitalize="off" autocomplete="off"
    aria-label="SQL query; Control Enter runs it" rows=${Math.max(5, initial.split("\n").length + 1)} onkeydown=${pressed}></textarea>`;
  editor.value = initial;
  const status = html`<span class="lb-muted" role="status"></span>`;
  const failed = html`<pre class="lb-error lb-sql-error" role="alert" hidden></pre>`;
  const button = html`<button type="button" class="lb-button lb-primary" onclick=${run}>Run</button>`;
  const root = html<HTMLElement & {value: QueryResult | null}>`<div>
    ${editor}
    <div class="lb-bar">${button}<span class="lb-muted">Ctrl or ⌘ + Enter; ↑ ↓ earlier queries</span><span class="lb-spring"></span>${status}</div>
    ${failed}
  </div>`;
  root.value = null;

  async function run(): Promise<void> {
    const text = editor.value.trim();
    if (!text) return;
    const mine = ++running;
    if (past.at(-1) !== text) past.push(text);
    at = past.length;
    onRun(past);
    status.textContent = "running…";
    const started = performance.now();
    try {
      const table = await query(text);
      if (mine !== running) return; // a newer query is running
      const ms = performance.now() - started;
      root.value = plainResult(table, {text, ms});
      const {rows} = root.value;
      status.textContent = `${counted(rows.length, "row")} in ${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
      failed.hidden = true;
      root.dispatchEvent(new Event("input", {bubbles: true}));
    } catch (error) {
      if (mine !== running) return;
      status.textContent = "";
      failed.textContent = duckError(error);
      failed.hidden = false;
    }
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    } else if (event.key === "ArrowUp" && onFirstLine(editor)) walk(event, -1);
    else if (event.key === "ArrowDown" && onLastLine(editor)) walk(event, +1);
  }

  function walk(event: KeyboardEvent, step: number): void {
    let next = at + step;
    if (past[next] === editor.value && past[next + step] !== undefined) next += step; // skip a query equal to the shown one
    if (next < 0 || next > past.length || event.shiftKey) return;
    event.preventDefault();
    if (at === past.length) draft = editor.value;
    at = next;
    editor.value = at === past.length ? draft : past[at];
    const caret = step < 0 ? 0 : editor.value.length;
    editor.setSelectionRange(caret, caret);
  }

  run();
  return root;
}

const onFirstLine = ({value, selectionStart}: HTMLTextAreaElement) => !value.slice(0, selectionStart).includes("\n");
const onLastLine = ({value, selectionEnd}: HTMLTextAreaElement) => !value.slice(selectionEnd).includes("\n");
