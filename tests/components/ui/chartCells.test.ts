// @vitest-environment jsdom
import {afterEach, expect, it} from "vitest";
import {pageView, showOnly} from "../../../src/components/notebook/pageView.js";
import {carryArchive} from "../../../src/components/ui/carriedArchive.js";
import {pageChartCell, withChartCells} from "../../../src/components/ui/chartCells.js";

const chart = (name: string) => `<svg role="img" aria-label="${name}"></svg>`;
const changed = () => new Promise((resolve) => setTimeout(resolve, 0));
function view(html: string): HTMLElement {
  const root = document.createElement("div");
  root.innerHTML = html;
  document.body.replaceChildren(root);
  return root;
}
afterEach(() => history.replaceState(null, "", "/"));

it("each chart of a view is offered as a cell with the page's address, again after it was drawn anew", async () => {
  history.replaceState(null, "", "/pages/grip.html?session=S&car=0&with=2,3");
  const copied: string[] = [];
  Object.assign(navigator, {clipboard: {writeText: async (text: string) => void copied.push(text)}});
  const root = withChartCells(
    "grip",
    view(`<div id="a">${chart("g-g diagram. Left and right move the marker")}</div>
      <figure>${chart("time at speed")}</figure><table><tr><td>${chart("a sparkline")}</td></tr></table>
      <div class="lb-map">${'<div class="lb-map-stage" aria-label="map of Spa"></div>'}<span class="lb-copy-cell"><button>own</button></span></div>`),
  );
  const buttons = () => [...root.querySelectorAll<HTMLElement>(".lb-chart-copy button")];
  expect(buttons()).toHaveLength(2);
  expect(root.querySelector("figure")!.nextElementSibling!.className).toBe("lb-chart-copy");
  // a redraw replaces the chart, and may come twice
  root.querySelector("#a")!.innerHTML = chart("g-g diagram");
  await changed();
  root.querySelector("#a svg")!.replaceWith(...view(chart("g-g diagram")).children);
  document.body.replaceChildren(root);
  await changed();
  expect(buttons()).toHaveLength(2);
  expect(root.querySelectorAll("#a > .lb-chart-copy")).toHaveLength(1);
  history.replaceState(null, "", "/pages/grip.html?session=S&car=1");
  for (const button of buttons()) button.click();
  await changed();
  expect(copied).toEqual(
    ["g-g diagram", "time at speed"].map(
      (name) => `\`\`\`js\npageView("grip", {session: "S", car: "1"}, {chart: "${name}"})\n\`\`\`\n`,
    ),
  );
  expect(pageChartCell("race", {"a-b": 'c"d'}, "x")).toBe('pageView("race", {"a-b": "c\\"d"}, {chart: "x"})');
});

it("a report offers no cells", () => {
  carryArchive({file: async () => null, link: () => "", params: {}});
  expect(withChartCells("grip", view(chart("a"))).querySelector("button")).toBeNull();
  carryArchive(undefined);
});

it("showOnly leaves the chart with its heading and notes, also of two with one name, and all where there is none", async () => {
  const html = `<h2>Title</h2><section><h3>One</h3><p>${chart("one")}</p><p>note</p></section>
    <section><div>${chart("two")}</div></section><table></table><section><div>${chart("two")}</div></section>`;
  const hidden = (root: HTMLElement) => {
    const seen = [...root.querySelectorAll("h2, h3, p, svg, table")].filter((one) => !one.closest(".lb-aside"));
    return seen.map((one) => one.getAttribute("aria-label") ?? one.textContent).filter(Boolean);
  };
  for (const [name, left] of [
    ["one", ["One", "one", "note"]],
    ["two (2)", ["two"]],
    ["none", ["Title", "One", "one", "note", "two", "two"]],
  ] as const) {
    const root = view("");
    showOnly(root, name);
    root.innerHTML = html;
    await changed();
    expect(hidden(root), name).toEqual(left);
  }
});

it("pageView says which pages there are, and what it wants", async () => {
  await expect(pageView("grp")).rejects.toMatchObject({message: "unknown page: grp", mend: "Did you mean grip?"});
  await expect(pageView("toString")).rejects.toMatchObject({mend: expect.stringMatching(/^Pages: .*corners/)});
  await expect(pageView("race", "S" as never)).rejects.toMatchObject({mend: expect.stringMatching(/pageView\("race"/)});
});
