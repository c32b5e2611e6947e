import {html} from "npm:htl";
import {wholeNumber} from "../ui/format.js";
import type {Connection} from "./duck.js";
import type {DuckState} from "./liveDuck.js";
import {duckError, plainResult, type QueryResult} from "./queryResult.js";

/** ms between two runs at least */
const EVERY = 1000;

export interface LiveSqlOptions {
  initial: string;
  show: (result: QueryResult) => Node;
  /** whether the samples are simulated: then the box says so */
  simulated?: () => boolean;
  /** why there is nothing to ask yet; looked at once a second until there is */
  waiting?: () => string;
}

export interface LiveSql {
  readonly element: HTMLElement;
  stop(): void;
}

/**
 * An SQL box over a table that is filled all the time: the query runs again after each new state and each edit, once a second
 * at most. `show` draws an answer; the database's error is shown below the box.
 */
export function liveSql(
  connection: Connection,
  states: (notify: (state: DuckState) => void) => () => void,
  {initial, show, simulated = () => false, waiting = () => "Waiting for samples…"}: LiveSqlOptions,
): LiveSql {
  const editor = html<HTMLTextAreaElement>`<textarea class="lb-sql" spellcheck="false" autocapitalize="off" autocomplete="off"
    aria-label="SQL query; runs again every second" rows=${initial.split("\n").length + 1}></textarea>`;
  editor.value = initial;
  const said = html<HTMLElement>`<p class="lb-caption">${waiting()}</p>`;
  const failed = html<HTMLElement>`<pre class="lb-error lb-sql-error" role="alert" hidden></pre>`;
  const answer = html<HTMLElement>`<div></div>`;
  let latest: DuckState | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let isBusy = false;
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** The answer no longer fits the table or the query. */
  function refresh(): void {
    isStale = true;
    if (isBusy || !latest || timer !== undefined) return;
    timer = setTimeout(run, Math.max(0, askedAt + EVERY - performance.now()));
  }

  async function run(): Promise<void> {
    timer = undefined;
    isBusy = true;
    isStale = false;
    askedAt = performance.now();
    const {rows, time} = latest!;
    try {
      const result = plainResult(await connection.query(editor.value));
      answer.replaceChildren(show(result));
      failed.hidden = true;
      said.textContent = `${wholeNumber(rows)} samples up to ${time.toFixed(1)} s of the session${simulated() ? ", simulated" : ""}.`;
    } catch (error) {
      failed.textContent = duckError(error);
      failed.hidden = false;
    } finally {
      isBusy = false;
    }
    if (isStale) refresh();
  }
  const look = setInterval(() => {
    if (latest) clearInterval(look);
    else said.textContent = waiting();
  }, EVERY);
  const stop = states((state) => {
    latest = state;
    refresh();
  });
  editor.addEventListener("input", refresh);
  return {
    element: html`<div>${editor}${failed}${said}${answer}</div>`,
    stop() {
      latest = undefined;
      clearTimeout(timer);
      clearInterval(look);
      stop();
    },
  };
}
