import {html} from "npm:htl";
import {listedNumbers} from "../../core/laps/open/archivedLap.js";
import type {PitLoss} from "../../core/laps/race/pitLosses.js";
import type {CarStatistics} from "../../core/laps/sessionStatistics.js";
import {tyre} from "../ui/badges.js";
import {dataTable} from "../ui/dataTable.js";
import {fixed, lapTime} from "../ui/format.js";
import type {RaceCar} from "./raceCars.js";

/** Visits to the pit lane: tyres before and after, what each cost and what that rests on. */
export function pitStopTable(
  losses: readonly PitLoss[],
  statistics: readonly CarStatistics[],
  cars: ReadonlyMap<number, RaceCar>,
): HTMLElement {
  const visits = losses.filter(({firstLap}) => firstLap > 1);
  if (visits.length === 0)
    return html`<p class="lb-muted">No visit to the pit lane and no change of tyres is known.</p>`;
  const tyres = ({car, firstLap, lastLap}: PitLoss) => {
    const stints = statistics.find((one) => one.car === car)?.stints ?? [];
    const at = (lap: number) => stints.find((stint) => lap >= stint.firstLap && lap <= stint.lastLap)?.compound;
    return {before: at(firstLap - 1), after: at(lastLap + 1) ?? at(lastLap)};
  };
  const table = dataTable(visits, {
    label: "pit stops",
    sort: "lap",
    tall: true,
    columns: [
      {
        key: "lap",
        label: "Laps",
        number: true,
        value: ({firstLap}) => firstLap,
        cell: ({firstLap, lastLap}) => (firstLap === lastLap ? String(firstLap) : `${firstLap}–${lastLap}`),
      },
      {
        label: "Driver",
        className: "c-name",
        value: ({car}) => cars.get(car)?.name,
        cell: ({car}) =>
          html`<span><span class="lb-swatch" style=${`--lap: ${cars.get(car)?.isChosen ? cars.get(car)!.color : "transparent"}`}></span> ${cars.get(car)?.name ?? `car ${car}`}</span>`,
      },
      {
        label: "Tyres",
        optional: true,
        value: (visit) => tyres(visit).after,
        cell: (visit) => {
          const {before, after} = tyres(visit);
          return html`<span>${tyre(before)} → ${tyre(after)}</span>`;
        },
      },
      {
        label: "Loss (s)",
        title: "the visit's laps less as many of the car's own laps around it",
        number: true,
        value: ({lossMs}) => lossMs,
        format: (ms) => fixed(ms == null ? null : ms / 1000, 1),
      },
      {
        label: "95 % interval (s)",
        number: true,
        optional: true,
        value: ({reachMs}) => reachMs,
        cell: ({lossMs, reachMs}) =>
          lossMs === null || reachMs === null
            ? "—"
            : `${fixed((lossMs - reachMs) / 1000, 1)} to ${fixed((lossMs + reachMs) / 1000, 1)}`,
      },
      {
        label: "Rests on",
        className: "lb-wide",
        value: ({because, reference}) => because ?? reference.length,
        cell: ({because, reference, referenceMs, from}) =>
          html`<span class=${because ? "lb-muted" : null}>${because ? `unknown: ${because}` : `laps ${listedNumbers(reference)}, median ${lapTime(referenceMs)}`}${from === "tyre change" ? "; visit found by the change of tyres" : ""}</span>`,
      },
    ],
    decorate: (tr, {car}) => cars.get(car)?.isOwn && tr.setAttribute("aria-selected", "true"),
  });
  return html`<div>${table}<p class="lb-caption">Loss against going on at the median of the nearest three laps before and after that show the car's pace: stop, pit lane, cold tyres and traffic, without what fresh tyres gain later.</p></div>`;
}
