import {html} from "npm:htl";

export interface LegendItem {
  label: string;
  color: string;
  /** as in SVG's stroke-dasharray */
  dash?: string;
  symbol?: "line" | "block";
}

/** Labels beside their lines or blocks. */
export function legend(items: readonly LegendItem[]): HTMLElement {
  return html`<div class="lb-legend">${items.map(({label, color, dash = "", symbol = "line"}) => {
    const sample =
      symbol === "line"
        ? html`<svg width="24" height="8" aria-hidden="true"><line x1="0" x2="24" y1="4" y2="4" stroke-width="2" stroke-dasharray=${dash || null} style=${`stroke: ${color}`}></line></svg>`
        : html`<svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="1" style=${`fill: ${color}`}></rect></svg>`;
    return html`<span>${sample} ${label}</span>`;
  })}</div>`;
}
