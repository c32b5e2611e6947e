import * as Plot from "npm:@observablehq/plot";

/** A chart by Plot, as one image with a name for screen readers. */
export function plotChart(options: Plot.PlotOptions & {ariaLabel: string}): ReturnType<typeof Plot.plot> {
  const chart = Plot.plot(options);
  nameChart(chart);
  return chart;
}

/**
 * Makes a chart of Plot one image: Plot labels each mark by its kind ("line", "dot"), which tells a listener nothing, on elements that may not
 * have a name; the kind is kept as `data-mark`.
 *
 * @param chart an svg, or a figure that has swatches of its legend too
 * @param name of a chart without one
 */
export function nameChart(chart: Element, name?: string): void {
  const svg = chart.matches("svg") ? chart : chart.querySelector("svg[aria-label]");
  svg?.setAttribute("role", "img");
  if (name !== undefined && !svg?.hasAttribute("aria-label")) svg?.setAttribute("aria-label", name);
  for (const mark of chart.querySelectorAll<SVGGElement>("g[aria-label]")) {
    mark.dataset.mark = mark.getAttribute("aria-label")!;
    mark.removeAttribute("aria-label");
  }
}
