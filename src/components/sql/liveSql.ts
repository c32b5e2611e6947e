import {html} from "npm:htl";
import type {Connection} from "../../core/sql/connection.js";
import {duckError} from "../../core/sql/duckError.js";
import {plainResult, type QueryResult} from "../../core/sql/queryResult.js";
import type {SqlViews} from "../../core/sql/views.js";
import {wholeNumber} from "../ui/format.js";
import {mount} from "../ui/mount.js";
import type {DuckState} from "./liveDuck.js";

/** least time between two runs, ms */
const EVERY = 1000;

export interface LiveSqlOptions {
  initial: string;
  show: (result: QueryResult) => Node;
  /** of the workspace: units of answers */
  views?: SqlViews;
  /** whether the samples are simulated; the caption mentions it */
  simulated?: () => boolean;
  /** text shown until there are samples; called once per second */
  waiting?: () => string;
}

export interface LiveSql {
  readonly element: HTMLElement;
  stop(): void;
}

/**
 * An SQL editor for a table that grows: the query runs again after each new state and each edit, at most once per second.
 * `show` draws an answer; the database's error is shown below the editor.
 */
export function liveSql(
  connection: Connection,
  states: (notify: (state: DuckState) => void) => () => void,
  {initial, show, views, simulated = () => false, waiting = () => "Waiting for samples…"}: LiveSqlOptions,
): LiveSql {
  const editor = html<HTMLTextAreaElement>`<textarea class="lb-sql" spellcheck="false" autocapitalize="off" autocomplete="off"
    aria-label="SQL query; runs again every second" rows=${initial.split("\n").length + 1}></textarea>`;
  editor.value = initial;
  const caption = html<HTMLElement>`<p class="lb-caption">${waiting()}</p>`;
  const failed = html<HTMLElement>`<pre class="lb-error lb-sql-error" role="alert" hidden></pre>`;
  const answer = html<HTMLElement>`<div></div>`;
  let latest: DuckState | undefined;
  let ranAt = Number.NEGATIVE_INFINITY;
  let isBusy = false;
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Table or query have changed: runs the query as soon as allowed. */
  function refresh(): void {
    isStale = true;
    if (isBusy || !latest || timer !== undefined) return;
    timer = setTimeout(run, Math.max(0, ranAt + EVERY - performance.now()));
  }

  async function run(): Promise<void> {
    timer = undefined;
    isBusy = true;
    isStale = false;
    ranAt = performance.now();
    const {rows, time} = latest!;
    try {
      const result = plainResult(await connection.query(editor.value), {views});
      answer.replaceChildren(show(result));
      failed.hidden = true;
      caption.textContent = `${wholeNumber(rows)} samples up to ${time.toFixed(1)} s of the session${simulated() ? ", simulated" : ""}.`;
    } catch (error) {
      failed.textContent = duckError(error);
      failed.hidden = false;
    } finally {
      isBusy = false;
    }
    if (isStale) refresh();
  }
  const waitTimer = setInterval(() => {
    if (latest) clearInterval(waitTimer);
    else caption.textContent = waiting();
  }, EVERY);
  const stopStates = states((state) => {
    latest = state;
    refresh();
  });
  editor.addEventListener("input", refresh);
  const element = html`<div>${editor}${failed}${caption}${answer}</div>`;
  const stop = mount(element, {
    stops: [
      stopStates,
      () => {
        latest = undefined;
        clearTimeout(timer);
        clearInterval(waitTimer);
      },
    ],
  });
  return {element, stop};
}
