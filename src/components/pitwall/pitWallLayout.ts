import {make} from "../ui/canvas.js";

type Part = "driver" | "headline" | "controls" | "map" | "gauges" | "pace" | "grip" | "timing" | "events" | "sectors";

/** Arranges the parts of a pit wall in rows and columns. */
export function pitWallLayout(
  parts: Record<Part | "laps" | "window" | "health", HTMLElement> & {own?: HTMLElement},
): HTMLElement {
  const timing = section("Timing", parts.timing, "pw-timing");
  const events = section("Events", parts.events, "pw-events");
  const sectors = section("Sectors", parts.sectors, "pw-sectors-place");
  const laps = section("Laps", parts.laps, "pw-laps");
  const window = section("Last three seconds", parts.window, "pw-windows");
  return make(
    "div",
    "pw-wall",
    parts.driver,
    parts.headline,
    parts.controls,
    make("div", "pw-row pw-now", parts.map, parts.gauges),
    make("div", "pw-row pw-strips", parts.pace, parts.grip),
    ...(parts.own ? [parts.own] : []),
    make(
      "div",
      "pw-row pw-tables",
      make("div", "pw-column", timing, events),
      make("div", "pw-column", sectors, laps, window),
    ),
    section("Data quality", parts.health, "pw-health"),
  );
}

function section(title: string, content: HTMLElement, name: string): HTMLElement {
  const element = make("section", `pw-section ${name}`, make("h2", "", title), content);
  element.setAttribute("aria-label", title);
  return element;
}
