import {make} from "../../ui/canvas.js";
import {eventFeed} from "../eventFeed.js";
import {liveMap} from "../liveMap.js";
import {timingTower} from "../timingTower.js";
import type {WallContext, WallParts} from "./wallContext.js";

/** One big screen, read from four metres: few things, large. */
export function screenParts(context: WallContext): WallParts {
  const {source} = context;
  const tower = timingTower(source, context);
  const map = liveMap(source, {...context, known: context.track, mostHeight: 640});
  const events = eventFeed(source, context);
  return {
    element: make(
      "div",
      "pw-layout pw-screen",
      make("div", "pw-screen-tower", tower.element),
      make("div", "pw-screen-side", map.element, events.element),
    ),
    canvases: [map],
    quick: [],
    slow: [tower, events, {element: map.element, update: map.learn}],
    tick: map.tick,
  };
}
