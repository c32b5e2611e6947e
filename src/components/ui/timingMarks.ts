import {html} from "npm:htl";

/** The marks of timing classes: colour, symbol and word on every page; tables.css draws those of table cells. */
export const TIMING_MARKS = {
  best: {mark: "◆", word: "best of the session"},
  personal: {mark: "▲", word: "best of the driver"},
  theoretical: {mark: "△", word: "best sectors"},
} as const;

export type TimingMark = keyof typeof TIMING_MARKS;

/** The key to the marks of a table or chart. */
export function timingLegend(marks: readonly TimingMark[], ...more: (Node | string)[]): HTMLElement {
  return html`<p class="lb-legend">${marks.map((name) => html`<span class=${`lb-${name}`}>${TIMING_MARKS[name].word}</span>`)}${more.map((text) => html`<span>${text}</span>`)}</p>`;
}
