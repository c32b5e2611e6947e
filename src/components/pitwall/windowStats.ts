import {channelOf} from "../../core/channels/catalogue.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {distance, fixed} from "../ui/format.js";
import type {TextPanel} from "./panel.js";
import {setText} from "./textCell.js";

const SHOWN: readonly [channel: string, factor: number, digits: number, unit: string][] = [
  ["speedKmh", 1, 0, "km/h"],
  ["throttle", 100, 0, "%"],
  ["brake", 100, 0, "%"],
  ["rpm", 1, 0, "rpm"],
  ["steering", 100, 0, "%"],
  ["gLateral", 1, 1, "g"],
  ["gLongitudinal", 1, 1, "g"],
];

/** A window older than this is not the last one: an archive holds none, or the line is broken. s */
const RECENT = 10;

/** The last whole window of three seconds of the chosen car, and how its session stands. */
export function windowStats(source: LiveSource, {car}: {car: () => number}): TextPanel {
  const cells = SHOWN.map(() => [0, 1, 2].map(() => make("td", "lb-number")));
  const heads = ["Mean", "Least", "Greatest"].map((text) => make("th", "lb-number", text));
  const rows = SHOWN.map(([channel, , , unit], i) => {
    const name = make("th", "", channelOf(channel).label, make("span", "pw-unit", ` ${unit}`));
    name.scope = "row";
    return make("tr", "", name, ...cells[i]);
  });
  const table = make(
    "table",
    "lb-table lb-narrow",
    make("thead", "", make("tr", "", make("td"), ...heads)),
    make("tbody", "", ...rows),
  );
  const when = make("p", "lb-caption");
  const session = make("p", "lb-caption");
  const element = make("div", "pw-window", make("div", "lb-scroll", table), when, session);

  function update(): void {
    const n = car();
    const sent = source.events("telemetry-windows").findLast((w) => w.car === n);
    const window = sent && source.time - sent.sessionTime < RECENT ? sent : null;
    SHOWN.forEach(([channel, factor, digits], i) => {
      const found = window ? window.channels[channel] : summary(source.window(n, channel, 3).values);
      setText(cells[i][0], fixed(found && found.mean * factor, digits));
      setText(cells[i][1], fixed(found && found.min * factor, digits));
      setText(cells[i][2], fixed(found && found.max * factor, digits));
    });
    const samples = window ? Math.max(0, ...Object.values(window.channels).map((c) => c.count)) : 0;
    setText(
      when,
      window
        ? `${fixed(window.startTime, 1)} to ${fixed(window.sessionTime, 1)} s of the session, ${samples} samples.`
        : "The three seconds before the play head.",
    );
    const stats = source.events("session-stats").findLast((s) => s.car === n);
    setText(
      session,
      stats
        ? `Session: ${distance(Math.max(0, stats.distanceM))}, average ${fixed(stats.averageSpeedKmh, 1)} km/h, top ${fixed(stats.topSpeedKmh)} km/h.`
        : "",
    );
  }
  return {element, update};
}

/** Mean, least and greatest of what is known; undefined when nothing is. */
export function summary(values: Float64Array): {mean: number; min: number; max: number} | undefined {
  let [count, sum, min, max] = [0, 0, Infinity, -Infinity];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return count ? {mean: sum / count, min, max} : undefined;
}
