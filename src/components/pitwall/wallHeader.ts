import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {type RaceState, raceState} from "../../core/live/timeline/raceState.js";
import {button, make} from "../ui/canvas.js";
import {conditions} from "./conditions.js";
import {WALL_LAYOUTS, type WallLayout} from "./layouts/wallLayouts.js";
import type {TextPanel} from "./panel.js";
import {driverText} from "./shownCar.js";
import {setClass, setText} from "./textCell.js";

export interface WallHeader extends TextPanel {
  choose(layout: string): void;
  /** marks the layout that is shown */
  shows(layout: WallLayout): void;
}

export interface WallHeaderOptions {
  car: () => number;
  replay: boolean;
  chooseLayout: (id: string) => void;
  /** address of a layout, for another window; absent: no links */
  layoutHref?: (id: string) => string;
}

/** The line above every layout: session, lap of how many, flags, weather, latency and losses; and the layouts. */
export function wallHeader(source: LiveSource, {car, replay, chooseLayout, layoutHref}: WallHeaderOptions): WallHeader {
  const now = conditions(source, {car});
  const lap = make("span", "pw-lap-of");
  const rain = make("span", "lb-muted");
  const data = make("span", "pw-data");
  const driver = make("p", "pw-whose");
  const buttons = WALL_LAYOUTS.map(({id, title, about}, i) => {
    const one = button(title, `${about} (${i + 1})`, () => chooseLayout(id));
    one.classList.add("pw-layout-button");
    return one;
  });
  const layouts = make("div", "pw-layouts");
  WALL_LAYOUTS.forEach(({id, title}, i) => {
    layouts.append(
      layoutHref
        ? make(
            "span",
            "pw-layout-choice",
            buttons[i],
            inWindow(title, () => layoutHref(id)),
          )
        : buttons[i],
    );
  });
  layouts.setAttribute("role", "group");
  layouts.setAttribute("aria-label", "layout");
  const element = make("div", "pw-header", now.element, lap, rain, data, make("div", "pw-header-row", driver, layouts));

  function update(): void {
    now.update();
    const state = raceState(source.events("session-events"));
    setText(lap, lapOfText(source, state));
    setText(rain, rainText(state));
    const {latencyP50, ledger, skipped} = source.health;
    const lost = ledger.lostFrames + skipped;
    const latency = replay || Number.isNaN(latencyP50) ? "" : `${Math.max(0, latencyP50).toFixed(0)} ms`;
    setText(data, [latency, lost > 0 ? `${lost} frames lost` : "no frame lost"].filter(Boolean).join(", "));
    setClass(data, `pw-data ${lost > 0 ? "pw-bad" : "lb-muted"}`);
    setText(driver, driverText(source, car()));
  }
  return {
    element,
    update,
    choose: chooseLayout,
    shows(layout) {
      WALL_LAYOUTS.forEach(({id}, i) => {
        buttons[i].setAttribute("aria-pressed", String(id === layout.id));
      });
    },
  };
}

/** A link to a layout in a window of its own; the address may change until it is followed. */
function inWindow(title: string, href: () => string): HTMLAnchorElement {
  const link = make("a", "pw-in-window", "↗");
  link.target = "_blank";
  link.rel = "noopener";
  link.title = `open ${title} in another window`;
  link.setAttribute("aria-label", link.title);
  link.href = href();
  const renew = () => {
    link.href = href();
  };
  for (const event of ["pointerenter", "pointerdown", "focus"]) link.addEventListener(event, renew);
  return link;
}

/** "lap 18 of 52", of the car in front; "" before the first lap. */
export function lapOfText(source: Pick<LiveSource, "cars" | "latest">, {laps}: Pick<RaceState, "laps">): string {
  const lap = source.cars.reduce((most, car) => Math.max(most, source.latest(car, "lapNumber") || 0), 0);
  if (!lap) return "";
  return Number.isNaN(laps) ? `lap ${lap}` : `lap ${Math.min(lap, laps)} of ${laps}`;
}

/** The first time ahead at which rain is forecast; "" where none is. */
export function rainText({rain}: Pick<RaceState, "rain">): string {
  const next = rain.find(([, percent]) => percent > 0);
  if (!next) return "";
  const [minutes, percent] = next;
  return minutes ? `rain ${percent} % in ${minutes} min` : `rain ${percent} % now`;
}
