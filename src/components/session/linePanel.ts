import {html, svg} from "npm:htl";
import type {CutLine, LapRow, LogChoices, SessionFile} from "../../core/archive/types.js";
import {boundingBox, fitBox, toPixels} from "../../core/geometry/fit.js";
import {
  type MeasuredPath,
  measuredPath,
  nearestAlong,
  type PathPlace,
  placeAlong,
} from "../../core/geometry/measuredPath.js";
import {sampledLap} from "../../core/track/sampledLap.js";
import {drawable} from "../laps/lapChoice.js";
import {rebuildSession} from "../library/importRequest.js";
import {outlinePath} from "../map/trackThumbnail.js";
import {fetchSamples, forget} from "../ui/archive.js";
import {distance, wholeNumber} from "../ui/format.js";

export interface LinePanelOptions {
  /** called after the session was rebuilt */
  onRebuilt?: () => void;
  /** replaced in tests */
  rebuild?: typeof rebuildSession;
  samples?: typeof fetchSamples;
}

const SIZE = {width: 480, height: 320, margin: 24};
/** Half the length of the drawn line, px. */
const HALF_LINE = 12;
/** A lap whose ends are closer is a whole one, m. */
const CLOSED = 60;
/** m a key moves the line. */
const STEPS: Record<string, number> = {
  ArrowRight: 10,
  ArrowUp: 10,
  ArrowLeft: -10,
  ArrowDown: -10,
  PageUp: 100,
  PageDown: -100,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

const FROM: Record<CutLine["from"], string> = {
  choice: "The laps were cut at a line set by hand.",
  track: "The file has no laps: they were cut at the start line of the track recognised by its shape.",
  shape: "The file has no laps: they were cut at the place passed most often. That line is a guess.",
  bends:
    "The file has no laps and no positions: they were cut where the bends of the road repeat. That place is a guess, and times are right to about 0.1 s.",
};

/** The line at which an imported log's laps were cut, and a map on which it can be moved: by hand, or with the keys. */
export function linePanel(session: SessionFile, laps: readonly LapRow[], options: LinePanelOptions = {}): HTMLElement {
  const {rebuild = rebuildSession, onRebuilt = () => location.reload(), samples = fetchSamples} = options;
  const line = session.log?.line;
  const [best] = drawable(laps);
  const place = html`<div></div>`;
  const status = html`<span class="lb-muted" aria-live="polite"></span>`;
  const fail = (error: Error) =>
    status.replaceChildren(html`<span role="alert" class="lb-failed">${error.message}</span>`);
  const send = async (text: string | undefined) => {
    const {line: _, ...others} = session.choices ?? {};
    const choices: LogChoices = text === undefined ? others : {...others, line: text};
    place.replaceChildren();
    try {
      await rebuild(session.id, choices, {onProgress: (_, step) => (status.textContent = `${step}…`)});
      forget(session.id);
      onRebuilt();
    } catch (error) {
      open.disabled = false;
      fail(error as Error);
    }
  };
  const show = async () => {
    open.disabled = true;
    status.textContent = "reading positions…";
    try {
      const driven = sampledLap(await samples(session.id, best));
      const path = driven && measuredPath(driven.x, driven.z);
      if (!path?.metres.length) throw new Error("the lap has no positions");
      status.textContent = "";
      const map = lineMap(path, line?.place);
      place.replaceChildren(
        html`<div class="lb-line-map">
          <p class="lb-caption">Drag the line along the lap, or move it with ← and → (10 m), Page up and Page down (100 m). The arrow shows the direction of travel.</p>
          ${map.element}<p class="lb-caption">${map.place}</p>
          <div class="lb-bar"><button type="button" class="lb-button lb-primary" onclick=${() => void send(map.text())}>Cut the laps here</button>
          ${session.choices?.line ? html`<button type="button" class="lb-button" onclick=${() => void send(undefined)}>Without this line</button>` : ""}
          <button type="button" class="lb-button" onclick=${close}>Cancel</button></div></div>`,
      );
      map.element.focus({preventScroll: true});
    } catch (error) {
      open.disabled = false;
      fail(error as Error);
    }
  };
  const close = () => {
    place.replaceChildren();
    open.disabled = false;
    open.focus();
  };
  const open = html<HTMLButtonElement>`<button type="button" class="lb-button" onclick=${show}>${line ? "Move the line…" : "Cut laps at a line…"}</button>`;
  open.hidden = !best || session.outline.length === 0;
  return html`<div>${line ? html`<p>${FROM[line.from]}</p>` : ""}<div class="lb-bar">${open}${status}</div>${place}</div>`;
}

/** A map of the driven path with the line on it. `place`: where it is, in words; `text`: the line as the choice `line`. */
function lineMap(
  path: MeasuredPath,
  cut: CutLine["place"],
): {element: SVGSVGElement; place: HTMLElement; text: () => string} {
  const {width, height, margin} = SIZE;
  const fit = fitBox(boundingBox([{x: path.x, y: path.z}])!, width, height, margin);
  const end = path.metres[path.metres.length - 1];
  const last = path.x.length - 1;
  const closed = Math.hypot(path.x[last] - path.x[0], path.z[last] - path.z[0]) < CLOSED;
  let place = placeAlong(path, cut ? nearestAlong(path, cut.x, cut.z) : 0)!;
  const mark = svg<SVGGElement>`<g fill="none" stroke="currentColor" stroke-width="3"><line y1=${-HALF_LINE} y2=${HALF_LINE}></line><path d="M4,-5L12,0L4,5" stroke-width="2"></path></g>`;
  const road = outlinePath(
    Array.from(path.x, (x, i) => [x, path.z[i]]),
    width,
    height,
    margin,
  );
  const element = svg<SVGSVGElement>`<svg width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} tabindex="0" role="slider" aria-label="start line along the driven lap" aria-valuemin="0" aria-valuemax=${Math.round(end)}>
    <path d=${road} fill="none" stroke="currentColor" stroke-opacity="0.4" stroke-width="3" stroke-linejoin="round"></path>${mark}</svg>`;
  const words = html`<output></output>`;
  const show = (next: PathPlace | undefined) => {
    if (!next) return;
    place = next;
    const [px, py] = toPixels(fit, place.x, place.z);
    // the arrow points to the right at a heading of 90°
    mark.setAttribute(
      "transform",
      `translate(${px.toFixed(1)},${py.toFixed(1)}) rotate(${(place.headingDeg - 90).toFixed(1)})`,
    );
    element.setAttribute("aria-valuenow", String(Math.round(place.metres)));
    words.textContent = `${distance(place.metres)} from the beginning of the lap, heading ${wholeNumber(place.headingDeg)}°`;
    element.setAttribute("aria-valuetext", words.textContent);
  };
  const follow = (event: PointerEvent) => {
    const box = element.getBoundingClientRect();
    const x = ((event.clientX - box.left) * width) / box.width;
    const y = ((event.clientY - box.top) * height) / box.height;
    show(placeAlong(path, nearestAlong(path, (x - fit.offsetX) / fit.scale, (y - fit.offsetY) / fit.scale)));
  };
  element.addEventListener("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    follow(event);
  });
  element.addEventListener("pointermove", (event) => event.buttons & 1 && follow(event));
  element.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = place.metres + step;
    // round a lap that ends where it began
    show(placeAlong(path, closed && Number.isFinite(next) ? (next + end) % end : next));
  });
  show(place);
  return {
    element,
    place: words,
    text: () => `${place.x.toFixed(1)}m,${place.z.toFixed(1)}m,${place.headingDeg.toFixed(1)}`,
  };
}
