import {nameChart} from "../ui/plotChart.js";

/** Gives charts of Plot and inputs of Observable that a cell shows the names that screen readers need. */
export function nameControls(shown: Element): void {
  const all = (selector: string) => [...(shown.matches(selector) ? [shown] : []), ...shown.querySelectorAll(selector)];
  for (const chart of all("svg[class^=plot]")) nameChart(chart, "chart");
  // the label belongs to the number beside the slider
  for (const form of all("form")) {
    const label = form.querySelector("label")?.textContent;
    for (const input of form.querySelectorAll<HTMLInputElement>("input[type=range]"))
      if (!input.labels?.length) input.setAttribute("aria-label", label || "slider");
    for (const input of form.querySelectorAll<HTMLInputElement>("input[type=number]"))
      if (!label) input.setAttribute("aria-label", "value");
  }
}
