import {readParams} from "./archive.js";
import {make} from "./canvas.js";
import {carried} from "./carriedArchive.js";
import {copyCell} from "./copyCell.js";
import {mount} from "./mount.js";
import {namedCharts} from "./namedCharts.js";

/** A notebook's cell that draws a chart of a page as its address shows it. */
export function pageChartCell(page: string, params: Readonly<Record<string, string>>, chart: string): string {
  const fields = (record: Readonly<Record<string, string>>) =>
    Object.entries(record)
      .map(([name, value]) => `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(", ");
  return `pageView(${JSON.stringify(page)}, {${fields(params)}}, {${fields({chart})}})`;
}

/**
 * Offers each chart of a view as a cell for notebooks; charts that offer one of their own are left alone. Charts are drawn again and again, so they
 * are looked for after each change.
 *
 * @param page of the product that shows the view: a name of `pageView` in notebooks
 */
export function withChartCells<View extends HTMLElement>(page: string, view: View): View {
  if (carried()) return view;
  const offered = new WeakMap<Element, HTMLElement>();
  const offer = () => {
    for (const {name, element} of namedCharts(view)) {
      if (element.closest(".lb-trace, .lb-map")?.querySelector(":scope .lb-copy-cell:not(.lb-chart-copy)")) continue;
      const at = element.closest("figure") ?? element;
      if (offered.get(at)?.previousElementSibling === at) continue;
      const box = make("div", "lb-chart-copy", ...copyCell(() => pageChartCell(page, readParams(), name)));
      offered.set(at, box);
      at.after(box);
    }
    for (const box of view.querySelectorAll(".lb-chart-copy")) {
      const before = box.previousElementSibling;
      if (!before || offered.get(before) !== box) box.remove();
    }
  };
  const observer = new MutationObserver(offer);
  observer.observe(view, {childList: true, subtree: true});
  mount(view, {stops: [() => observer.disconnect()]});
  offer();
  return view;
}
