import {make} from "../ui/canvas.js";
import {mount} from "../ui/mount.js";
import {namedCharts} from "../ui/namedCharts.js";
import {settled} from "../ui/states.js";
import {CellError} from "./cellError.js";
import {described} from "./chosenBy.js";
import {SHOWN_PAGES, type ShownPage} from "./shownPages.js";
import {unknownName} from "./unknownName.js";

export interface PageViewOptions {
  /** the name of one chart, of which the rest of the page is left out */
  chart?: string;
}

/** What a page of the product shows, or one of its charts. */
export async function pageView(
  page: string,
  params: Readonly<Record<string, string | number>> = {},
  {chart}: PageViewOptions = {},
): Promise<HTMLElement> {
  if (!isPage(page)) throw unknownName("page", page, SHOWN_PAGES, `Pages: ${SHOWN_PAGES.join(", ")}.`);
  if (params === null || typeof params !== "object")
    throw new CellError(
      `${described(params)} is no choice of a page`,
      undefined,
      'Write pageView("race", {session: sessions[0].session}).',
    );
  // most notebooks need none of it
  const {PAGE_VIEWS} = await import("./pageViews.js");
  const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  const view = settled((async () => PAGE_VIEWS[page](texts))(), (drawn) => drawn, {loading: "Reading…"});
  const root = make("div", "lb-page-view", view);
  if (chart !== undefined) showOnly(root, chart);
  return root;
}

const isPage = (page: string): page is ShownPage => (SHOWN_PAGES as readonly string[]).includes(page);

/** Hides all of a view but a chart with its legend and notes, now and after each drawing; a view without it shows all. */
export function showOnly(root: HTMLElement, name: string): void {
  const hide = () => {
    const charts = namedCharts(root);
    const found = charts.find((chart) => chart.name === name)?.element;
    for (const one of root.querySelectorAll(".lb-aside, .lb-alone")) one.classList.remove("lb-aside", "lb-alone");
    if (!found) return;
    const others = charts.map(({element}) => element).filter((element) => element !== found);
    let block: Element = found;
    const isOwn = (parent: Element) =>
      !parent.querySelector("table") && !others.some((other) => parent.contains(other));
    while (block.parentElement && block.parentElement !== root && isOwn(block.parentElement))
      block = block.parentElement;
    for (let at: Element = block; at !== root && at.parentElement; at = at.parentElement) {
      at.parentElement.classList.add("lb-alone");
      for (const beside of at.parentElement.children) if (beside !== at) beside.classList.add("lb-aside");
    }
  };
  const observer = new MutationObserver(hide);
  observer.observe(root, {childList: true, subtree: true});
  mount(root, {stops: [() => observer.disconnect()]});
}
