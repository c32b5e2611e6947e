/** What a style sheet gives an SVG element; `inherited` ones are written where they change. */
const INHERITED = [
  ...["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap"],
  ...[
    "stroke-linejoin",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "font-variant-numeric",
    "letter-spacing",
  ],
  ...["text-anchor", "paint-order", "visibility", "color"],
];
const OWN: Readonly<Record<string, string>> = {
  ...{
    opacity: "1",
    display: "inline",
    "mix-blend-mode": "normal",
    "dominant-baseline": "auto",
    "stroke-dashoffset": "0px",
  },
};

/** A copy of an SVG that needs no page: the colours and fonts of the page's style sheets are written into it. */
export function svgCopy(chart: SVGSVGElement): SVGSVGElement {
  const {width, height} = chart.getBoundingClientRect();
  const copy = chart.cloneNode(true) as SVGSVGElement;
  writeStyles(chart, copy, null);
  for (const sheet of copy.querySelectorAll("style")) sheet.remove();
  copy.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return copy;
}

function writeStyles(from: Element, to: Element, parent: CSSStyleDeclaration | null): void {
  const style = getComputedStyle(from);
  const own = (to as SVGElement).style;
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    const isNamed = [from.getAttribute(name), own.getPropertyValue(name)].some((text) => text?.includes("var("));
    if (value && (isNamed || value !== parent?.getPropertyValue(name))) own.setProperty(name, value);
    // a colour by its name on the page, which other programs do not know
    if (isNamed) to.removeAttribute(name);
  }
  for (const [name, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name);
    if (value && value !== usual) own.setProperty(name, value);
  }
  to.removeAttribute("class");
  for (const [i, child] of [...from.children].entries()) writeStyles(child, to.children[i], style);
}
