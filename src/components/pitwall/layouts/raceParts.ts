import {make} from "../../ui/canvas.js";
import {alertPanel} from "../alertPanel.js";
import {eventFeed} from "../eventFeed.js";
import {headline} from "../headline.js";
import {copyLive, LIVE_CELLS} from "../liveCells.js";
import {liveMap} from "../liveMap.js";
import {orderPanel} from "../orderPanel.js";
import {outlookPanel} from "../outlookPanel.js";
import {pitPanel} from "../pitPanel.js";
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
  const pit = pitPanel(source, context);
  const alerts = alertPanel(source, context);
  const events = eventFeed(source, context);
  const order = orderPanel(source, context);
  const cell = (panel: keyof typeof LIVE_CELLS) => copyLive(context, LIVE_CELLS[panel]);
  return {
    element: make(
      "div",
      "pw-layout pw-race",
      section("Timing", tower.element, "pw-timing", cell("timing")),
      section("Map", map.element, "pw-map-place", cell("map")),
      section("Chosen car", make("div", "", own.element, pit.element, outlook.element), "pw-chosen", cell("outlook")),
      section("Now", alerts.element, "pw-alerts-place", cell("alerts")),
      section("Events", events.element, "pw-events", cell("events")),
      section("Order by lap", order.element, "pw-order-place", cell("order")),
    ),
    canvases: [map],
    quick: [own],
    slow: [tower, pit, outlook, alerts, events, order, {element: map.element, update: map.learn}],
    tick: map.tick,
    stops: [order.stop],
  };
}
