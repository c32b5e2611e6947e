// @vitest-environment jsdom
import {expect, it, vi} from "vitest";
import {chartImage} from "../../../src/components/ui/chartImage.js";
import {captioned} from "../../../src/components/ui/pictureCaption.js";
import {saveCharts} from "../../../src/components/ui/saveCharts.js";

const SIZE = {width: 300, height: 200, left: 0, top: 0} as DOMRect;
vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(SIZE);

function page(): HTMLElement {
  document.head.innerHTML =
    "<style>.axis {fill: rgb(1, 2, 3); opacity: 0.5} .card {background: rgb(9, 9, 9)} .gone {display: none}</style>";
  document.body.innerHTML = `<div class="card"><svg role="img" aria-label="Lap times: <all>" class="plot"><style>.plot {color: red}</style>
    <g class="axis"><text>1 &lt; 2</text></g><path class="gone" d="M0,0" fill="var(--line)"></path></svg><svg aria-hidden="true"></svg></div>`;
  return document.body;
}

it("chartImage(chart) is a file of its own: size, background, and what style sheets say", async () => {
  const chart = page().querySelector("svg")!;
  const {text, width, height} = await chartImage(chart);
  const {documentElement: made} = new DOMParser().parseFromString(text, "image/svg+xml");
  expect([made.getAttribute("viewBox"), width, height]).toEqual(["0 0 316 216", 316, 216]);
  expect(made.querySelector("title")!.textContent).toBe("Lap times: <all>");
  expect(made.querySelector("rect")!.getAttribute("fill")).toBe("rgb(9, 9, 9)");
  expect(text).not.toContain("var(");
  const [axis, hidden] = ["text", "path"].map((name) => made.querySelector<SVGElement>(`svg svg ${name}`)!);
  expect([axis.parentElement!.style.fill, axis.parentElement!.style.opacity]).toEqual(["rgb(1, 2, 3)", "0.5"]);
  expect([axis.textContent, hidden.style.display]).toEqual(["1 < 2", "none"]);
  expect([made.querySelector("style"), made.querySelector("[class]")]).toEqual([null, null]);
  expect(chart.getAttribute("style")).toBeNull();
});

it("saveCharts(root) lists the charts that have names, and saves one under its name", async () => {
  const saved = vi.fn();
  const list = saveCharts(page(), saved);
  list.dispatchEvent(new Event("toggle"));
  const buttons = [...list.querySelectorAll("button")];
  expect(buttons.map((button) => button.getAttribute("aria-label"))).toEqual([
    "PNG of Lap times: <all>",
    "SVG of Lap times: <all>",
  ]);
  buttons[1].click();
  await vi.waitFor(() => expect(saved).toHaveBeenCalledOnce());
  expect(saved.mock.calls[0][0].name).toBe("lap-times-all.svg");
});

it("saveCharts(root) names files by whole words, and by what the picture is about", async () => {
  const saved = vi.fn();
  const chart = page().querySelector("svg")!;
  chart.setAttribute("aria-label", `${"speed ".repeat(12)}through the corner. Arrow keys move the cursor`);
  captioned(chart, () => ({lines: [], source: "Turn 16 Vale, Silverstone"}));
  const list = saveCharts(document.body, saved);
  list.dispatchEvent(new Event("toggle"));
  expect(list.querySelector("li span")!.textContent).toBe(`${"speed ".repeat(12)}through…`);
  chart.setAttribute("aria-label", "speed (km/h) through the corner");
  list.dispatchEvent(new Event("toggle"));
  [...list.querySelectorAll("button")][1].click();
  await vi.waitFor(() => expect(saved).toHaveBeenCalledOnce());
  expect(saved.mock.calls[0][0].name).toBe("speed-km-h-through-the-corner-turn-16-vale-silverstone.svg");
});
