import {extent, mean} from "npm:d3";
import {channelOf} from "../../core/channels/catalogue.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {distance, fixed, unitBeside} from "../ui/format.js";
import {liveTable, rowHead} from "./liveTable.js";
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

/** A window older than this is not shown: an archive has no windows, and a connection may be lost. s */
const RECENT = 10;

/** Statistics of the chosen car's last window of three seconds, and of its session. */
export function windowStats(source: LiveSource, {car}: {car: () => number}): TextPanel {
  const cells = SHOWN.map(() => [0, 1, 2].map(() => make("td", "lb-number")));
  const {table, body} = liveTable(["", "mean", "min", "max"], {className: "lb-narrow"});
  for (const [i, [channel, , , unit]] of SHOWN.entries()) {
    const {label} = channelOf(channel);
    body.append(make("tr", "", rowHead(label, make("span", "pw-unit", ` ${unitBeside(label, unit)}`)), ...cells[i]));
  }
  const when = make("p", "lb-caption");
  const session = make("p", "lb-caption");
  const element = make("div", "pw-window", make("div", "lb-scroll", table), when, session);

  function update(): void {
    const n = car();
    const sent = source.events("telemetry-windows").findLast((w) => w.car === n);
    const window = sent && source.time - sent.sessionTime < RECENT ? sent : null;
    SHOWN.forEach(([channel, factor, digits], i) => {
      const found = window ? window.channels[channel] : windowSummary(source.window(n, channel, 3).values);
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

/** Mean, min and max of the known values; undefined when there are none. */
export function windowSummary(values: Float64Array): {mean: number; min: number; max: number} | undefined {
  const [min, max] = extent(values);
  return min === undefined ? undefined : {mean: mean(values)!, min, max};
}
