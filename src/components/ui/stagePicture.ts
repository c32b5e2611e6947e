import {afterPainting, drawnBy} from "./canvas.js";
import {REDRAW} from "./mount.js";
import {svgCopy} from "./svgCopy.js";
import {SvgPen} from "./svgPen.js";

/** Elements of a chart that are for the reader of the page only. */
const NOT_SHOWN = "button, select, input, output, .lb-copy-cell, [hidden]";

/** Content of an SVG, and its size, px. */
export interface StagePicture {
  content: string;
  width: number;
  height: number;
}

/** Charts or a map on canvases, with what the page has over them and their legend. */
export async function stagePicture(stage: HTMLElement): Promise<StagePicture> {
  const pens = await recordedPens(stage);
  if (pens.size === 0) throw new Error("the chart is not drawn: bring it into view and try again");
  // a map's legend is below it
  const whole = stage.closest<HTMLElement>(".lb-map") ?? stage;
  const box = whole.getBoundingClientRect();
  const words = new SvgPen(box.width, box.height, "words");
  const layers: string[] = [];
  let bottom = 0;
  const at = (rect: DOMRect) => {
    bottom = Math.max(bottom, rect.bottom - box.top);
    return {x: rect.left - box.left, y: rect.top - box.top, width: rect.width, height: rect.height};
  };
  const layer = (content: string, element: Element) => {
    const {x, y} = at(element.getBoundingClientRect());
    layers.push(`<g transform="translate(${x.toFixed(2)},${y.toFixed(2)})">${content}</g>`);
  };
  const look = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) writeText(words, node as Text, at);
    if (!(node instanceof Element) || node.matches(NOT_SHOWN)) return;
    const {width} = node.getBoundingClientRect();
    if (node instanceof HTMLCanvasElement) {
      const pen = pens.get(node);
      if (pen && width) layer(pen.svg, node);
    } else if (node instanceof SVGSVGElement) {
      if (width) layer(new XMLSerializer().serializeToString(svgCopy(node)), node);
    } else {
      fillBackground(words, node, at);
      for (const child of node.childNodes) look(child);
    }
  };
  for (const child of whole.childNodes) look(child);
  return {content: [...layers, words.svg].join("\n"), width: box.width, height: bottom || box.height};
}

/** Has a chart drawn once more, into pens; its canvases keep what they show. */
async function recordedPens(stage: HTMLElement): Promise<Map<HTMLCanvasElement, SvgPen>> {
  const pens = new Map<HTMLCanvasElement, SvgPen>();
  const penFor = (canvas: HTMLCanvasElement, width: number, height: number) => {
    if (!stage.contains(canvas)) return null;
    const pen = new SvgPen(width, height, `clip${pens.size}-`);
    pens.set(canvas, pen);
    return pen;
  };
  await drawnBy(penFor, async () => {
    stage.dispatchEvent(new Event(REDRAW));
    // what follows the cursor is drawn a frame later
    await afterPainting();
    await afterPainting();
  });
  stage.dispatchEvent(new Event(REDRAW));
  return pens;
}

type At = (rect: DOMRect) => {x: number; y: number; width: number; height: number};

/** The words of an element, each line where the page has it. */
function writeText(pen: SvgPen, node: Text, at: At): void {
  const element = node.parentElement!;
  const {color, visibility, fontStyle, fontWeight, fontSize, fontFamily} = getComputedStyle(element);
  if (!node.data.trim() || visibility === "hidden") return;
  // `font` as a whole is empty where figures are tabular
  pen.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  Object.assign(pen, {fillStyle: color, textBaseline: "middle"});
  const range = document.createRange();
  let line = {text: "", x: 0, y: Number.NaN};
  const end = () => line.text.trim() && pen.fillText(line.text.trimEnd(), line.x, line.y);
  for (const {0: word, index} of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const [rect] = range.getClientRects();
    if (!rect?.width) continue;
    const {x, y, height} = at(rect);
    const middle = y + height / 2;
    if (Math.abs(middle - line.y) > 1 || Number.isNaN(line.y)) {
      end();
      line = {text: "", x, y: middle};
    }
    line.text += word.replace(/\s+$/, " ");
  }
  end();
}

/** The keys of a legend: a colour, or a scale of colours from left to right. */
function fillBackground(pen: SvgPen, element: Element, at: At): void {
  const {backgroundColor, backgroundImage} = getComputedStyle(element);
  const colors = /^linear-gradient\(to right/.test(backgroundImage)
    ? (backgroundImage.match(/rgba?\([^)]*\)|#[\da-f]{3,8}/gi) ?? [])
    : isSeeThrough(backgroundColor)
      ? []
      : [backgroundColor];
  if (!colors.length) return;
  const {x, y, width, height} = at(element.getBoundingClientRect());
  pen.fillRamp(colors, x, y, width, height);
}

export function isSeeThrough(color: string): boolean {
  return !color || /^(transparent|rgba\(0, 0, 0, 0\))$/.test(color);
}
