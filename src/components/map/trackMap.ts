import {boundingBox, boxAspect, fitBox} from "../../core/geometry/fit.js";
import {cornersOf} from "../../core/track/corners.js";
import type {Track} from "../../core/track/track.js";
import {make, onceAFrame, sizeCanvas} from "../ui/canvas.js";
import {mount} from "../ui/mount.js";
import {resolved, surface} from "../ui/palette.js";
import {drawLabels, LABEL_FONTS} from "./drawLabels.js";
import {drawRoad, roadPoints} from "./drawRoad.js";
import {trackLabels} from "./mapLabels.js";

const ROAD = 5;

/** A track from above, with start, direction, sectors and corner numbers; no car on it. */
export function trackMap(
  track: Track,
  {height: most = 260, sectorStartsM}: {height?: number; sectorStartsM?: readonly number[] | null} = {},
): HTMLElement {
  const canvas = make("canvas");
  const root = make("div", "lb-track-map", canvas);
  const {list} = cornersOf(track);
  const labels = trackLabels(track, list, sectorStartsM ?? track.sectorStartsM);
  root.setAttribute("role", "img");
  root.setAttribute("aria-label", `map of ${track.name}: ${Math.round(track.lengthM)} m, ${list.length} corners`);
  const box = boundingBox([{x: track.x, y: track.z}])!;
  let width = 0;
  const draw = onceAFrame(() => {
    if (!width) return;
    const height = Math.round(Math.min(most, Math.max(most / 2, (width - 60) * boxAspect(box) + 60)));
    root.style.height = `${height}px`;
    const fit = fitBox(box, width, height, 28);
    const pen = sizeCanvas(canvas, width, height);
    pen.clearRect(0, 0, width, height);
    drawRoad(pen, track, fit, surface("circuit"), ROAD);
    const theme = {foreground: resolved("foreground"), muted: resolved("muted"), ...LABEL_FONTS};
    drawLabels(pen, {labels, fit, width, height, halfWidth: ROAD / 2, road: roadPoints(track, fit)}, theme);
  });
  mount(root, {
    theme: draw,
    resize(now) {
      width = now;
      draw();
    },
  });
  return root;
}
