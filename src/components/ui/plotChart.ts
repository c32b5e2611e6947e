import * as Plot from "npm:@observablehq/plot";

/**
 * A chart by Plot, as one image with a name for screen readers: Plot labels each mark by its kind ("line", "dot"), which tells a listener
 * nothing, on elements that may not have a name; the kind is kept as `data-mark`.
 */
export function plotChart(options: Plot.PlotOptions & {ariaLabel: string}): ReturnType<typeof Plot.plot> {
  const chart = Plot.plot(options);
  // a figure has swatches of its legend too
  const svg = chart.matches("svg") ? chart : chart.querySelector("svg[aria-label]");
  svg?.setAttribute("role", "img");
  for (const mark of chart.querySelectorAll<SVGGElement>("g[aria-label]")) {
    mark.dataset.mark = mark.getAttribute("aria-label")!;
    mark.removeAttribute("aria-label");
  }
  return chart;
}
