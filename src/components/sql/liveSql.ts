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
 * An SQL box over a table that is filled all the time: the query runs again with each new state, once a second at most, and as
 * soon as it is edited. `show` draws an answer. What the database says against a query stands below the box.
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
  let last = Number.NEGATIVE_INFINITY;
  let busy = false;
  let stopped = false;
  let ready = false;

  async function run(state: DuckState | null): Promise<void> {
    if (busy || stopped || !ready) return;
    busy = true;
    last = performance.now();
    try {
      const result = plainResult(await connection.query(editor.value));
      if (stopped) return;
      answer.replaceChildren(show(result));
      failed.hidden = true;
      if (state)
        said.textContent = `${wholeNumber(state.rows)} samples up to ${state.time.toFixed(1)} s of the session${simulated() ? ", simulated" : ""}.`;
    } catch (error) {
      failed.textContent = duckError(error);
      failed.hidden = false;
    } finally {
      busy = false;
    }
  }
  const look = setInterval(() => {
    if (ready) clearInterval(look);
    else said.textContent = waiting();
  }, EVERY);
  const stop = states((state) => {
    ready = true;
    if (performance.now() - last >= EVERY) void run(state);
  });
  editor.addEventListener("change", () => void run(null));
  return {
    element: html`<div>${editor}${failed}${said}${answer}</div>`,
    stop() {
      stopped = true;
      clearInterval(look);
      stop();
    },
  };
}
