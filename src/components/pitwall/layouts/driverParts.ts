import {make} from "../../ui/canvas.js";
import {carPanel} from "../carPanel.js";
import {cornerPanel} from "../cornerPanel.js";
import {distancePanel} from "../distancePanel.js";
import {eventFeed} from "../eventFeed.js";
import {gauges} from "../gauges.js";
import {headline} from "../headline.js";
import {lapList} from "../lapList.js";
import {copyLive, LIVE_CELLS} from "../liveCells.js";
import {liveMap} from "../liveMap.js";
import {liveStrip} from "../liveStrip.js";
import {outlookPanel} from "../outlookPanel.js";
import {pitPanel} from "../pitPanel.js";
import {sectorPanel} from "../sectorPanel.js";
import {GRIP_LANES, PACE_LANES} from "../stripLanes.js";
import {timingTower} from "../timingTower.js";
import {section} from "./section.js";
import type {WallContext, WallParts} from "./wallContext.js";

/** One car: its lap against its best, its inputs, its laps. */
export function driverParts(context: WallContext): WallParts {
  const {source} = context;
  const own = headline(source, context);
  const distance = distancePanel(source, context);
  const corners = cornerPanel(source, {...context, grids: distance.grids, reference: distance.reference});
  const state = carPanel(source, context);
  const sectors = sectorPanel(source, context);
  const map = liveMap(source, {...context, known: context.track});
  const dials = gauges(source, context);
  const pace = liveStrip(source, {...context, lanes: PACE_LANES, label: "speed, throttle and brake"});
  const grip = liveStrip(source, {...context, lanes: GRIP_LANES, label: "steering and g"});
  const laps = lapList(source, context);
  const events = eventFeed(source, context);
  const outlook = outlookPanel(source, context);
  const pit = pitPanel(source, context);
  const tower = timingTower(source, context);
  const cell = (panel: keyof typeof LIVE_CELLS) => copyLive(context, LIVE_CELLS[panel]);
  return {
    element: make(
      "div",
      "pw-layout pw-driver",
      own.element,
      section("This lap over distance", distance.element, "pw-distance-place", cell("distance")),
      section("Corners of this lap", corners.element, "pw-corners-place"),
      section("Tyres, energy, fuel", state.element, "pw-car-place"),
      section("Sectors", sectors.element, "pw-sectors-place", cell("sectors")),
      section("Speed and pedals", pace.element, "pw-pace", cell("pace")),
      section("Steering and g", grip.element, "pw-grip", cell("grip")),
      section("Map", map.element, "pw-map-place", cell("map")),
      section("Gauges", dials.element, "pw-dials", cell("gauges")),
      section("Laps", laps.element, "pw-laps", cell("laps")),
      section("Pit window and outlook", make("div", "", pit.element, outlook.element), "pw-pit-place", cell("outlook")),
      section("Events", events.element, "pw-events", cell("events")),
      section("Timing", tower.element, "pw-timing", cell("timing")),
    ),
    canvases: [distance, map, dials, pace, grip],
    quick: [own, distance, pace, grip],
    slow: [corners, state, sectors, pit, outlook, laps, events, tower, {element: map.element, update: map.learn}],
    tick: map.tick,
  };
}
