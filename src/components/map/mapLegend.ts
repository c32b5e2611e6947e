import {make} from "../ui/canvas.js";
import {withUnit} from "../ui/format.js";
import {prefersDark} from "../ui/palette.js";
import type {MapColoring} from "./mapColor.js";

/** The legend of a coloured map: a scale with its ends and unit, or a swatch for each class. */
export function mapLegend(coloring: MapColoring): HTMLElement {
  const {label, unit, note, kind, domain} = coloring;
  const title = make("span", "lb-map-legend-title", withUnit(label, unit));
  const keys = kind === "discrete" ? classes(coloring) : [scale(coloring)];
  const element = make("div", "lb-map-legend", title, ...keys);
  element.setAttribute("role", "img");
  element.setAttribute(
    "aria-label",
    `legend: ${label}, ${coloring.text(domain[0])} to ${coloring.text(domain[1])} ${unit}. ${note}`.trim(),
  );
  if (note) element.append(make("span", "lb-map-note", note));
  return element;
}

function scale({domain, color, text, kind}: MapColoring): HTMLElement {
  const [least, greatest] = domain;
  const dark = prefersDark();
  const stops = Array.from({length: 17}, (_, i) => color(least + ((greatest - least) * i) / 16, dark));
  const bar = make("span", "lb-map-scale");
  bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  const middle = kind === "diverging" ? 0 : (least + greatest) / 2;
  const ends = make("span", "lb-map-ends", ...[least, middle, greatest].map((v) => make("span", "", text(v))));
  return make("span", "lb-map-bar", bar, ends);
}

function classes({values, color, text}: MapColoring): HTMLElement[] {
  const dark = prefersDark();
  const found = [...new Set(values)].filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  return found.map((value) => {
    const swatch = make("span", "lb-map-swatch");
    swatch.style.background = color(value, dark);
    return make("span", "lb-map-class", swatch, text(value));
  });
}
