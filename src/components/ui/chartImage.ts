import {afterPainting, drawnAtRatio} from "./canvas.js";
import {REDRAW} from "./mount.js";

/** Pixels of a saved picture for one of the page. */
const SCALE = 2;
/** Space around a chart, px. */
const MARGIN = 8;

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

/** An SVG chart as a file of its own: the colours and fonts of the page are written into it, on the page's background. */
export function svgText(chart: SVGSVGElement): string {
  const {width, height} = chart.getBoundingClientRect();
  const copy = chart.cloneNode(true) as SVGSVGElement;
  writeStyles(chart, copy, null);
  for (const sheet of copy.querySelectorAll("style")) sheet.remove();
  copy.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  copy.style.background = backgroundOf(chart);
  return new XMLSerializer().serializeToString(copy);
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

/** An SVG chart as PNG, two pixels for one of the page. */
export async function pngOfSvg(chart: SVGSVGElement): Promise<Blob> {
  const {width, height} = chart.getBoundingClientRect();
  const url = URL.createObjectURL(new Blob([svgText(chart)], {type: "image/svg+xml"}));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const {canvas, pen} = sheet(chart, width, height);
    pen.drawImage(image, MARGIN, MARGIN, width, height);
    return await pngOf(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Charts or a map on canvases as PNG, drawn anew with two pixels for one of the page, with the words that the page has over them. */
export async function pngOfCanvases(stage: HTMLElement): Promise<Blob> {
  const redraw = async () => {
    stage.dispatchEvent(new Event(REDRAW));
    await afterPainting();
  };
  const {left, top, width, height} = stage.getBoundingClientRect();
  const {canvas, pen} = sheet(stage, width, height);
  await drawnAtRatio(SCALE, async () => {
    await redraw();
    for (const layer of stage.querySelectorAll("canvas")) {
      const box = layer.getBoundingClientRect();
      if (box.width && layer.width)
        pen.drawImage(layer, MARGIN + box.left - left, MARGIN + box.top - top, box.width, box.height);
    }
    drawWords(pen, stage, {left: left - MARGIN, top: top - MARGIN});
  });
  await redraw();
  return pngOf(canvas);
}

/** The words of elements over the canvases, each line where the page has it. */
function drawWords(pen: CanvasRenderingContext2D, stage: HTMLElement, {left, top}: {left: number; top: number}): void {
  const texts = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.textContent!.trim();
    const element = node.parentElement!;
    if (!text || element.closest("canvas, button, select, [hidden]")) continue;
    range.selectNodeContents(node);
    const [box] = range.getClientRects();
    const {color, visibility, fontStyle, fontWeight, fontSize, fontFamily} = getComputedStyle(element);
    if (!box?.width || visibility === "hidden") continue;
    // `font` as a whole is empty where figures are tabular
    const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    Object.assign(pen, {fillStyle: color, font, textBaseline: "middle", textAlign: "left"});
    pen.fillText(text, box.left - left, box.top + box.height / 2 - top);
  }
}

/** An empty picture with the page's background; its pen draws in the page's pixels. */
function sheet(about: Element, width: number, height: number) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(SCALE * (width + 2 * MARGIN));
  canvas.height = Math.round(SCALE * (height + 2 * MARGIN));
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = backgroundOf(about);
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(SCALE, SCALE);
  return {canvas, pen};
}

/** The first background that is not see-through, outwards. */
function backgroundOf(element: Element | null): string {
  for (let one = element; one; one = one.parentElement) {
    const {backgroundColor} = getComputedStyle(one);
    if (backgroundColor && !/^(transparent|rgba\(0, 0, 0, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return "white";
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no picture"))), "image/png"),
  );
}
