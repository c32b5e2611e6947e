import {resolved} from "./palette.js";
import {captionOf} from "./pictureCaption.js";
import {isSeeThrough, stagePicture} from "./stagePicture.js";
import {svgCopy} from "./svgCopy.js";
import {escaped, SvgPen} from "./svgPen.js";

/** Pixels of a saved picture for one of the page. */
const SCALE = 2;
/** Space around a chart, px. */
const MARGIN = 8;

/** A chart as a file of its own. */
export interface ChartImage {
  /** SVG */
  text: string;
  width: number;
  height: number;
}

/** A chart or map as an SVG with the page's colours, fonts and background. One that draws on canvases is drawn once more, into vectors. */
export async function chartImage(chart: SVGSVGElement | HTMLElement): Promise<ChartImage> {
  const isSvg = chart instanceof SVGSVGElement;
  const box = chart.getBoundingClientRect();
  const {
    content,
    width = box.width,
    height = box.height,
  } = isSvg ? {content: new XMLSerializer().serializeToString(svgCopy(chart))} : await stagePicture(chart);
  const caption = captionBelow(chart, width, height);
  const [w, h] = [Math.ceil(width + 2 * MARGIN), Math.ceil(caption.bottom + 2 * MARGIN)];
  // how a reader of the page moves its cursor is no part of the picture
  const [name] = (chart.getAttribute("aria-label") ?? "").split(". ");
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">
<title>${escaped(name)}</title>
<rect width="${w}" height="${h}" fill="${escaped(backgroundOf(chart))}"/>
<g transform="translate(${MARGIN},${MARGIN})">
${content}
${caption.svg}
</g></svg>
`;
  return {text, width: w, height: h};
}

const CAPTION = {font: "12px system-ui, sans-serif", line: 18, sample: 22, gap: 16, character: 6.6};

/** The names of the lines, as they are drawn, and the source; `bottom` is the height of all, px. */
function captionBelow(chart: Element, width: number, top: number): {svg: string; bottom: number} {
  const caption = captionOf(chart);
  if (!caption) return {svg: "", bottom: top};
  const pen = new SvgPen(width, top, "caption");
  pen.font = CAPTION.font;
  pen.lineWidth = 2;
  pen.textBaseline = "middle";
  let [x, y] = [0, top + CAPTION.line / 2 + 4];
  for (const {label, color, dash} of caption.lines) {
    const room = CAPTION.sample + 6 + CAPTION.character * label.length;
    if (x > 0 && x + room > width) [x, y] = [0, y + CAPTION.line];
    pen.strokeStyle = resolved(color);
    pen.setLineDash(dash ? dash.split(" ").map(Number) : []);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + CAPTION.sample, y);
    pen.stroke();
    pen.fillStyle = resolved("foreground");
    pen.fillText(label, x + CAPTION.sample + 6, y);
    x += room + CAPTION.gap;
  }
  if (x > 0) y += CAPTION.line;
  pen.fillStyle = resolved("muted");
  for (const row of wrapped(caption.source, width / CAPTION.character)) {
    pen.fillText(row, 0, y);
    y += CAPTION.line;
  }
  return {svg: pen.svg, bottom: y - CAPTION.line / 2};
}

/** Rows of whole words, of so many characters where words allow it. */
function wrapped(text: string, most: number): string[] {
  const rows: string[] = [];
  for (const word of text.split(" ")) {
    const row = `${rows[rows.length - 1]} ${word}`;
    if (rows.length && row.length <= most) rows[rows.length - 1] = row;
    else rows.push(word);
  }
  return rows;
}

/** The same as PNG, two pixels for one of the page. */
export async function pngOf({text, width, height}: ChartImage): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SCALE * width;
    canvas.height = SCALE * height;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no picture"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The first background that is not see-through, outwards. */
function backgroundOf(element: Element | null): string {
  for (let one = element; one; one = one.parentElement) {
    const {backgroundColor} = getComputedStyle(one);
    if (!isSeeThrough(backgroundColor)) return backgroundColor;
  }
  return "white";
}
