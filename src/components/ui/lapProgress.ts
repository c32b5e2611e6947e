import {html} from "npm:htl";
import {counted} from "./format.js";
import {errorState} from "./states.js";

/** What `load` shows; while it reads laps their number, and where it fails the reason and the advice. */
export function lapProgress(
  load: (onRead: (laps: number) => void) => Promise<HTMLElement>,
  {advice = []}: {advice?: readonly string[]} = {},
): HTMLElement {
  const status = html`<p class="lb-loading" role="status">Reading laps…</p>`;
  const root = html<HTMLElement>`<div aria-busy="true">${status}</div>`;
  load((laps) => (status.textContent = `Reading laps: ${counted(laps, "lap")} read…`))
    .catch((error) => nothingToShow(error, advice))
    .then((content) => {
      root.replaceChildren(content);
      root.removeAttribute("aria-busy");
    });
  return root;
}

function nothingToShow(error: unknown, advice: readonly string[]): HTMLElement {
  const list = html`<ul class="lb-muted">${advice.map((text) => html`<li>${text}</li>`)}</ul>`;
  return html`<div>${errorState(error)}${advice.length ? list : ""}</div>`;
}
