import {html} from "npm:htl";
import {FUNCTIONS} from "../../core/expressions/functions/functions.js";

/** Every function of expressions with what it gives. */
export function functionList(): HTMLElement {
  const entries = [...FUNCTIONS.values()].map(
    ({usage, about}) => html`<div><dt><code>${usage}</code></dt><dd>${about}</dd></div>`,
  );
  return html<HTMLElement>`<dl class="lb-math-functions">${entries}</dl>`;
}
