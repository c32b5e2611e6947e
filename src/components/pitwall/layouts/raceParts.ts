import {make} from "../../ui/canvas.js";
import {alertPanel} from "../alertPanel.js";
import {eventFeed} from "../eventFeed.js";
import {headline} from "../headline.js";
import {liveMap} from "../liveMap.js";
import {orderPanel} from "../orderPanel.js";
import {outlookPanel} from "../outlookPanel.js";
import {timingTower} from "../timingTower.js";
import {section} from "./section.js";
import type {WallContext, WallParts} from "./wallContext.js";

/** Who is where: the timing tower first, beside it the map and what happens. */
export function raceParts(context: WallContext): WallParts {
  const {source} = context;
  const tower = timingTower(source, context);
  const map = liveMap(source, {...context, known: context.track});
  const own = headline(source, context);
  const outlook = outlookPanel(source, context);
  const alerts = alertPanel(source, context);
  const events = eventFeed(source, context);
  const order = orderPanel(source, context);
  return {
    element: make(
      "div",
      "pw-layout pw-race",
      section("Timing", tower.element, "pw-timing"),
      section("Map", map.element, "pw-map-place"),
      section("Chosen car", make("div", "", own.element, outlook.element), "pw-chosen"),
      section("Now", alerts.element, "pw-alerts-place"),
      section("Events", events.element, "pw-events"),
      section("Order by lap", order.element, "pw-order-place"),
    ),
    canvases: [map],
    quick: [own],
    slow: [tower, outlook, alerts, events, order, {element: map.element, update: map.learn}],
    tick: map.tick,
    stops: [order.stop],
  };
}
