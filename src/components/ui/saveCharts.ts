import {html} from "npm:htl";
import {trackSlug} from "../../core/track/trackKey.js";
import {chartImage, pngOf} from "./chartImage.js";
import {captionOf} from "./pictureCaption.js";
import {type SavedFile, saveFile} from "./saveFile.js";

/** Charts that draw on canvases; all others are SVG. */
const CANVASES = ".lb-trace-stage, .lb-map-stage, .lb-track-map, .lb-xy";
const MOST_NAME = 80;
const MOST_FILE_NAME = 80;

interface FoundChart {
  name: string;
  element: SVGSVGElement | HTMLElement;
}

/** The charts and maps in an element that are seen, with the names that screen readers get. */
export function chartsIn(root: ParentNode): FoundChart[] {
  const found = root.querySelectorAll<SVGSVGElement | HTMLElement>(
    `svg[role=img][aria-label], :is(${CANVASES})[aria-label]`,
  );
  return [...found]
    .filter((element) => element.getBoundingClientRect().width > 0 && !element.parentElement!.closest(CANVASES))
    .map((element) => ({name: element.getAttribute("aria-label")!, element}));
}

/** A list of the charts in an element, folded; each can be saved as PNG or SVG. Looked up each time that it is opened. */
export function saveCharts(root: ParentNode, save: (file: SavedFile) => void = saveFile): HTMLElement {
  const list = html`<ul class="lb-save-charts"></ul>`;
  const show = () => {
    const charts = chartsIn(root);
    list.replaceChildren(
      ...(charts.length ? charts.map(line) : [html`<li class="lb-muted">No chart is drawn yet.</li>`]),
    );
  };
  function line({name, element}: FoundChart): HTMLElement {
    const said = html`<span class="lb-failed" role="status"></span>`;
    // the sentences after the first say how a reader moves the cursor
    const [title] = name.split(". ");
    const short = title.length > MOST_NAME ? `${wholeWords(title, MOST_NAME, " ")}…` : title;
    const file = wholeWords(
      trackSlug([title, captionOf(element)?.source].filter(Boolean).join(" ")),
      MOST_FILE_NAME,
      "-",
    );
    const as = (kind: string, make: () => Promise<Blob>) => {
      const act = () =>
        make().then(
          (content) => save({name: `${file || "chart"}.${kind}`, content}),
          (error: Error) => said.replaceChildren(`Not saved: ${error.message}`),
        );
      return html`<button type="button" class="lb-button" aria-label=${`${kind.toUpperCase()} of ${short}`} onclick=${act}>${kind.toUpperCase()}</button>`;
    };
    const png = as("png", async () => pngOf(await chartImage(element)));
    const svg = as("svg", async () => new Blob([(await chartImage(element)).text], {type: "image/svg+xml"}));
    return html`<li><span>${short}</span> ${png} ${svg} ${said}</li>`;
  }
  return html`<details ontoggle=${show}><summary>Save single charts as pictures</summary>${list}</details>`;
}

/** The beginning of a text without half of a word, of at most so many characters. */
function wholeWords(text: string, most: number, between: string): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf(between, most);
  return text.slice(0, end > 0 ? end : most);
}
