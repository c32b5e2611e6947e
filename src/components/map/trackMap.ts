import {boundingBox, type Fit, fitBox} from "../../core/geometry/fit.js";
import {cornersOf} from "../../core/track/corners.js";
import type {Track} from "../../core/track/track.js";
import {make, onceAFrame, sizeCanvas} from "../ui/canvas.js";
import {onThemeChange, prefersDark, resolved} from "../ui/palette.js";
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
  const marks = trackLabels(track, list, sectorStartsM ?? track.sectorStartsM);
  root.setAttribute("role", "img");
  root.setAttribute("aria-label", `map of ${track.name}: ${Math.round(track.lengthM)} m, ${list.length} corners`);
  const box = boundingBox([{x: track.x, y: track.z}])!;
  let width = 0;
  const draw = onceAFrame(() => {
    if (!width) return;
    const aspect = (box.maxY - box.minY) / (box.maxX - box.minX || 1);
    const height = Math.round(Math.min(most, Math.max(most / 2, (width - 60) * aspect + 60)));
    root.style.height = `${height}px`;
    const fit: Fit = fitBox(box, width, height, 28);
    const pen = sizeCanvas(canvas, width, height);
    pen.clearRect(0, 0, width, height);
    const color = prefersDark() ? "#5b6167" : "#b9bcba";
    drawRoad(pen, track, fit, color, ROAD);
    const theme = {foreground: resolved("foreground"), muted: resolved("muted"), ...LABEL_FONTS};
    drawLabels(pen, {marks, fit, width, height, halfWidth: ROAD / 2, road: roadPoints(track, fit)}, theme);
  });
  const stop = onThemeChange(draw);
  let wasShown = false;
  const resize = new ResizeObserver(([entry]) => {
    if (wasShown && !root.isConnected) {
      stop();
      resize.disconnect();
      return;
    }
    wasShown = root.isConnected;
    width = Math.floor(entry.contentRect.width);
    draw();
  });
  resize.observe(root);
  return root;
}
