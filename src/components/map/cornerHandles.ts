import {svg} from "npm:htl";
import {boundingBox, fitBox, toPixels} from "../../core/geometry/fit.js";
import type {CornerPart, EditedCorner} from "../../core/track/authored/editCorners.js";
import {cornerLabel} from "../../core/track/corner.js";
import {locate} from "../../core/track/locate.js";
import {alongTrack, type Track} from "../../core/track/track.js";
import {distance} from "../ui/format.js";
import {outlinePath} from "./trackThumbnail.js";

/** What the handles tell the editor. */
export interface HandleEvents {
  select(index: number): void;
  /** moved by a distance since the gesture began; `done`: the gesture has ended */
  move(index: number, part: CornerPart, byM: number, done: boolean): void;
}

const SIZE = {width: 640, height: 420, margin: 30};
const RADIUS = 9;
/** px that the handles of a corner's ends stand beside the road, so that they don't cover the next corner's */
const BESIDE = 20;
/** m that a key moves a handle. */
const STEPS: Record<string, number> = {
  ...{ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5},
  ...{PageUp: 50, PageDown: -50},
};
const PARTS: [part: CornerPart, name: string][] = [
  ["entryM", "beginning of"],
  ["exitM", "end of"],
  ["apexM", ""],
];

/**
 * A map of a track with a handle on each corner, and on beginning and end of the selected one. Handles are dragged along the line, or
 * moved with the arrow keys (5 m) and the page keys (50 m).
 */
export function cornerHandles(track: Track, events: HandleEvents) {
  const {width, height, margin} = SIZE;
  const fit = fitBox(boundingBox([{x: track.x, y: track.z}])!, width, height, margin);
  const points = Array.from(track.x, (x, i): [number, number] => [x, track.z[i]]);
  const road = outlinePath([...points, points[0]], width, height, margin);
  const stretch = svg<SVGPathElement>`<path fill="none" stroke="var(--theme-foreground-focus)" stroke-width="6" stroke-linecap="round"></path>`;
  const handles = svg<SVGGElement>`<g></g>`;
  const element = svg<SVGSVGElement>`<svg class="lb-corner-map" viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="group" aria-label=${`corners of ${track.name} on its line`}>
    <path d=${road} fill="none" stroke="currentColor" stroke-opacity="0.35" stroke-width="5" stroke-linejoin="round"></path>${stretch}${handles}</svg>`;
  const pixel = (m: number) => toPixels(fit, alongTrack(track.x, track, m), alongTrack(track.z, track, m));
  const lengthOf = (from: number, to: number) => (((to - from) % track.lengthM) + track.lengthM) % track.lengthM;

  function metresAt(event: PointerEvent): number {
    const box = element.getBoundingClientRect();
    const x = ((event.clientX - box.left) * width) / (box.width || width);
    const y = ((event.clientY - box.top) * height) / (box.height || height);
    const world = [(x - fit.offsetX) / fit.scale, (y - fit.offsetY) / fit.scale];
    return locate(track, world[0], world[1], {distance: 0, offset: 0}).distance;
  }

  function handle(
    corner: EditedCorner,
    index: number,
    [part, role]: (typeof PARTS)[number],
    selected: boolean,
  ): SVGElement {
    const [px, py] = pixel(corner[part]);
    const heading = track.heading[Math.round(corner[part] / track.step) % track.heading.length];
    const beside = part === "apexM" ? 0 : BESIDE;
    const [dx, dy] = [-Math.sin(heading) * beside, Math.cos(heading) * beside];
    const [x, y] = [px + dx, py + dy];
    const name = `turn ${cornerLabel(corner)}${corner.name ? ` ${corner.name}` : ""}`;
    const mark =
      part === "apexM"
        ? svg`<circle r=${RADIUS} fill=${selected ? "var(--theme-foreground-focus)" : "var(--theme-background)"} stroke="currentColor" stroke-width="1.5"></circle><text text-anchor="middle" dy="0.35em" font-size="11" fill=${selected ? "var(--theme-background)" : "currentColor"}>${cornerLabel(corner)}</text>`
        : svg`<line x1=${-dx} y1=${-dy} stroke="var(--theme-foreground-focus)" stroke-width="2.5"></line><circle r="7" fill="var(--theme-background)" stroke="var(--theme-foreground-focus)" stroke-width="2.5"></circle>`;
    const g = svg<SVGGElement>`<g transform=${`translate(${x.toFixed(1)},${y.toFixed(1)})`} tabindex="0" role="slider" data-handle=${`${index} ${part}`} aria-label=${`${role} ${name}`.trim()} aria-valuemin="0" aria-valuemax=${Math.round(track.lengthM)} aria-valuenow=${Math.round(corner[part])} aria-valuetext=${`${distance(corner[part])} from the line`}>${mark}</g>`;
    g.addEventListener("focus", () => !selected && events.select(index));
    g.addEventListener("pointerdown", (event) => drag(event, index, part));
    g.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (step === undefined) return;
      event.preventDefault();
      events.move(index, part, step, true);
    });
    return g;
  }

  /** Follows the pointer on the map, because the handle itself is drawn anew at each step. */
  function drag(event: PointerEvent, index: number, part: CornerPart): void {
    event.preventDefault();
    events.select(index);
    const from = metresAt(event);
    let by = 0;
    const stop = new AbortController();
    const {signal} = stop;
    element.setPointerCapture(event.pointerId);
    element.addEventListener(
      "pointermove",
      (moved) => {
        const gap = metresAt(moved) - from;
        by = gap - track.lengthM * Math.round(gap / track.lengthM);
        events.move(index, part, by, false);
      },
      {signal},
    );
    for (const end of ["pointerup", "pointercancel"] as const)
      element.addEventListener(
        end,
        () => {
          stop.abort();
          if (by !== 0) events.move(index, part, end === "pointerup" ? by : 0, true);
        },
        {signal},
      );
  }

  function show(corners: readonly EditedCorner[], selected: number): void {
    const focused = element.contains(document.activeElement) && document.activeElement?.getAttribute("data-handle");
    handles.replaceChildren(
      ...corners.map((corner, i) => handle(corner, i, PARTS[2], i === selected)),
      ...(corners[selected] ? PARTS.slice(0, 2).map((part) => handle(corners[selected], selected, part, true)) : []),
    );
    const corner = corners[selected];
    const length = corner ? lengthOf(corner.entryM, corner.exitM) : 0;
    const count = Math.max(2, Math.round(length / 5));
    const line = corner && Array.from({length: count + 1}, (_, i) => pixel(corner.entryM + (length * i) / count));
    stretch.setAttribute("d", line ? `M${line.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}` : "");
    if (focused) handles.querySelector<SVGElement>(`[data-handle="${focused}"]`)?.focus({preventScroll: true});
  }
  return {element, show};
}
