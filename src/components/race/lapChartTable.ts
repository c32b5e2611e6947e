import {html} from "npm:htl";
import type {LapRow} from "../../core/archive/types.js";
import type {PitRun} from "../../core/laps/pace/pitRuns.js";
import type {NeutralLaps} from "../../core/laps/race/neutralLaps.js";
import type {RaceLapOrder} from "../../core/laps/race/raceChart.js";
import {lapKey, pageLink} from "../ui/archive.js";
import {lapTime} from "../ui/format.js";
import type {RaceCar} from "./raceCars.js";

export interface LapChartOptions {
  session: string;
  laps: readonly LapRow[];
  cars: ReadonlyMap<number, RaceCar>;
  neutral: readonly NeutralLaps[];
  /** known visits to the pit lane: sources without that of each lap tell them by their stints */
  visits?: readonly PitRun[];
}

/** Who was where at the end of each lap: a row a lap, a column a place. A lap with samples links to its traces. */
export function lapChartTable(
  chart: readonly RaceLapOrder[],
  {session, laps, cars, neutral, visits = []}: LapChartOptions,
): HTMLElement {
  const rows = new Map(laps.map((row) => [`${row.car} ${row.lap}`, row]));
  const most = Math.max(...chart.map(({places}) => places.length));
  const numbers = Array.from({length: most}, (_, i) => i + 1);
  const cell = (lap: number, car: number) => {
    const {short, name, isOwn, isChosen, color} = cars.get(car)!;
    const row = rows.get(`${car} ${lap}`);
    const isPit =
      row?.pit || visits.some((visit) => visit.car === car && lap >= visit.firstLap && lap <= visit.lastLap);
    const title = `${name}, lap ${lap}: ${lapTime(row?.lapTimeMs)}${isPit ? ", pit lane" : ""}`;
    const style = isChosen ? `box-shadow: inset 3px 0 ${color}` : null;
    const text = html`${short}${isPit ? html` <small class="lb-muted">P</small>` : ""}`;
    const content = row?.file
      ? html`<a href=${pageLink("laps", {laps: lapKey({session, car, lap})})}>${text}</a>`
      : text;
    return html`<td class=${isOwn ? "lb-own" : null} style=${style} title=${title}>${content}</td>`;
  };
  return html<HTMLElement>`<div class="lb-scroll lb-tall" tabindex="0"><table class="lb-table lb-lap-chart" aria-label="lap chart">
    <thead><tr><th scope="col" class="lb-number">Lap</th>${numbers.map((n) => html`<th scope="col">${n}</th>`)}</tr></thead>
    <tbody>${chart.map(({lap, places, unplaced}) => {
      const flag = neutral.find(({firstLap, lastLap}) => lap >= firstLap && lap <= lastLap);
      const missing = unplaced.length
        ? html`<td class="lb-muted" colspan=${Math.max(1, most - places.length)}>${unplaced.length} not placed</td>`
        : "";
      return html`<tr><th scope="row" class="lb-number">${lap}${flag ? html` <small class="lb-slower" title=${flag.kind}>${flag.kind === "safety car" ? "SC" : flag.kind === "red flag" ? "RF" : "VSC"}</small>` : ""}</th>${places.map(({car}) => cell(lap, car))}${missing}</tr>`;
    })}</tbody></table></div>`;
}
