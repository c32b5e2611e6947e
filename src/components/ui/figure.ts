import {html} from "npm:htl";

/** A headline figure of a `dl.lb-figures`: its name, value, unit and limit. */
export function figure(name: Node | string, value: Node | string, unit: string, note: Node | string): HTMLElement {
  return html`<div><dt>${name}</dt><dd><span class="lb-figure">${value}</span>${unit ? html` <span class="lb-unit">${unit}</span>` : ""}${note ? html`<small>${note}</small>` : ""}</dd></div>`;
}
