import {make} from "../../ui/canvas.js";
import {panelBoard} from "../engineer/panelBoard.js";
import {panelWorkspace} from "../engineer/panelLayout.js";
import {healthHud} from "../healthHud.js";
import {copyLive, LIVE_CELLS} from "../liveCells.js";
import {liveStrip} from "../liveStrip.js";
import {ownStrip} from "../ownStrip.js";
import {GRIP_LANES, PACE_LANES} from "../stripLanes.js";
import {windowStats} from "../windowStats.js";
import {section} from "./section.js";
import type {WallContext, WallParts} from "./wallContext.js";

/** Any channel of one car, and how good the data are. */
export function engineerParts(context: WallContext): WallParts {
  const {source, own: channels, replay} = context;
  const pace = liveStrip(source, {...context, lanes: PACE_LANES, label: "speed, throttle and brake"});
  const grip = liveStrip(source, {...context, lanes: GRIP_LANES, label: "steering and g"});
  const own = channels && ownStrip(source, {...context, ...channels});
  const board =
    channels &&
    panelBoard({
      ...context,
      ...{computed: channels.computed, missing: channels.missing, onPanels: channels.onPanels},
      work: panelWorkspace(channels),
    });
  const window = windowStats(source, context);
  const cell = (panel: keyof typeof LIVE_CELLS) => copyLive(context, LIVE_CELLS[panel]);
  const health = healthHud(source, {replay});
  return {
    element: make(
      "div",
      "pw-layout pw-engineer",
      section("Speed and pedals", pace.element, "pw-pace", cell("pace")),
      section("Steering and g", grip.element, "pw-grip", cell("grip")),
      ...(board ? [section("Panels", board.element, "pw-board-place")] : []),
      ...(own ? [section("Chosen channels", own.element, "pw-own-place")] : []),
      section("Last three seconds", window.element, "pw-windows", cell("window")),
      section("Data quality", health.element, "pw-health"),
    ),
    canvases: [pace, grip, ...(board ? [board] : []), ...(own ? [own] : [])],
    quick: [pace, grip, ...(board ? [board] : [])],
    slow: [window, health, ...(own ? [own] : [])],
  };
}
