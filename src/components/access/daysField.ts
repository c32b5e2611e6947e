import {html} from "npm:htl";

/** A choice of how long something is valid. @param choices days, "" for without end, and their words; the first is chosen */
export function daysField(choices: readonly (readonly [days: string, words: string])[]): HTMLSelectElement {
  return html<HTMLSelectElement>`<select>${choices.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select>`;
}
