/** Charts of Plot, and those that draw on canvases; not the small pictures in tables. */
const CHARTS = "svg[role=img][aria-label], .lb-trace-stage[aria-label], .lb-map-stage[aria-label]";
const MOST_NAME = 80;

export interface NamedChart {
  /** the first sentence of what screen readers hear; the second one of that name in the view ends in ` (2)` */
  name: string;
  element: HTMLElement | SVGElement;
}

/** The charts of a view with the names that distinguish them. */
export function namedCharts(root: ParentNode): NamedChart[] {
  const seen = new Map<string, number>();
  return [...root.querySelectorAll<HTMLElement | SVGElement>(CHARTS)]
    .filter((element) => !element.closest("table"))
    .map((element) => {
      const name = element.getAttribute("aria-label")!.split(". ")[0].slice(0, MOST_NAME).trim();
      const n = (seen.get(name) ?? 0) + 1;
      seen.set(name, n);
      return {name: n > 1 ? `${name} (${n})` : name, element};
    });
}
