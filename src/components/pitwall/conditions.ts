import {SAFETY_CAR_CHANGED} from "../../core/games/f1/eventWords.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";

import {simulatedBadge} from "../ui/badges.js";
import {make} from "../ui/canvas.js";
import {fixed} from "../ui/format.js";
import type {TextPanel} from "./panel.js";
import {setClass, setText} from "./textCell.js";

const FLAGS: Record<number, string> = {1: "green", 2: "blue", 3: "yellow", 4: "red"};

/** The most severe flag shown to any car, red before yellow; blue and green only if shown to the chosen car. */
export function flagShown(flags: ArrayLike<number>, own: number): {flag: string; cars: number} {
  for (const severe of [4, 3]) {
    let cars = 0;
    for (let i = 0; i < flags.length; i++) if (flags[i] === severe) cars++;
    if (cars) return {flag: FLAGS[severe], cars};
  }
  return {flag: FLAGS[own] ?? "", cars: own > 0 ? 1 : 0};
}

/** Session, flags, weather, and the chosen car's DRS and pit limiter. */
export function conditions(source: LiveSource, {car}: {car: () => number}): TextPanel {
  const name = make("strong");
  const simulated = simulatedBadge({simulated: true}) as HTMLElement;
  const flag = make("span", "pw-flag");
  flag.setAttribute("role", "status");
  const weather = make("span", "lb-muted");
  const safety = make("strong", "pw-safety");
  const aids = make("span", "pw-aids");
  const element = make("p", "pw-conditions", name, " ", simulated, " ", flag, " ", safety, " ", weather, " ", aids);
  const flags = new Float64Array(32);

  function update(): void {
    const {session} = source;
    const n = car();
    flags.fill(0);
    for (const other of source.cars) flags[other] = source.latest(other, "fiaFlag");
    const shown = flagShown(flags, flags[n] ?? 0);
    setText(name, session ? `${session.track.name}, ${session.type}, ${session.game}` : "");
    simulated.hidden = !session?.simulated;
    const where = shown.cars > 1 ? ` flag for ${shown.cars} cars` : " flag";
    setText(flag, shown.flag ? shown.flag + where : "no flag");
    setClass(flag, `pw-flag ${shown.flag ? `pw-${shown.flag}-flag` : "lb-muted"}`);
    const last = source.events("session-events").findLast(({kind}) => kind === SAFETY_CAR_CHANGED);
    setText(safety, last && !last.text.startsWith("track clear") ? last.text : "");
    const temperatures = session
      ? [
          session.weather,
          session.trackTempC === null ? null : `track ${fixed(session.trackTempC)} °C`,
          session.airTempC === null ? null : `air ${fixed(session.airTempC)} °C`,
        ].filter(Boolean)
      : [];
    setText(weather, temperatures.join(", "));
    const on = [
      source.latest(n, "drs") === 1 ? "DRS open" : source.latest(n, "drsAllowed") === 1 ? "DRS allowed" : "",
      source.latest(n, "pitLimiter") === 1 ? "pit limiter" : "",
    ].filter(Boolean);
    setText(aids, on.join(", "));
  }
  return {element, update};
}
