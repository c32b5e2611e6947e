import {html} from "npm:htl";
import type {RunRow} from "../../core/laps/stints/runTable.js";
import {tyre} from "../ui/badges.js";
import {dataTable} from "../ui/dataTable.js";
import {delta, lapTime} from "../ui/format.js";

/** Long and short runs of a driver: the mean of their flying laps, and how much slower a long run is than the fastest short one on its tyres. */
export function runsTable(rows: readonly RunRow[]): HTMLElement {
  if (rows.length === 0) return html`<p class="lb-muted">No run has a flying lap.</p>`;
  return dataTable(rows, {
    label: "long and short runs",
    tall: rows.length > 14,
    columns: [
      {label: "Stint", number: true, value: ({stint}) => stint.number},
      {label: "Run", value: ({run}) => run.kind},
      {label: "Tyre", optional: true, value: ({stint}) => stint.compound, cell: ({stint}) => tyre(stint.compound)},
      {label: "n", title: "flying laps in succession: within 3 % of the run's best", number: true, value: ({n}) => n},
      {
        label: "Mean",
        number: true,
        value: ({meanMs}) => meanMs,
        format: (ms) => lapTime(ms == null ? null : Math.round(ms)),
      },
      {
        label: "To the short run (s)",
        title: "mean − mean of the fastest short run on the same kind of tyre",
        number: true,
        optional: true,
        value: ({behindShortMs}) => behindShortMs,
        cell: ({behindShortMs}) => (behindShortMs === null ? "" : delta(behindShortMs)),
      },
    ],
  });
}
