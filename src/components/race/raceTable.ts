import {html} from "npm:htl";
import type {SessionFile} from "../../core/archive/types.js";
import type {RaceRow} from "../../core/laps/race/raceRows.js";
import {pageLink} from "../ui/archive.js";
import {aiBadge, badge} from "../ui/badges.js";
import {type Column, dataTable} from "../ui/dataTable.js";
import {counted, delta, fixed, lapTime} from "../ui/format.js";
import {teamLabel} from "../ui/sessionNames.js";
import {MOST_CHOSEN, type RaceCar} from "./raceCars.js";

export interface RaceTableOptions {
  cars: ReadonlyMap<number, RaceCar>;
  /** a car's box was checked or cleared */
  onCar: (car: number) => void;
}

/** The finishing order: place, positions gained, gap, best lap, stops, penalties, and why a car is out. */
export function raceTable(
  session: SessionFile,
  rows: readonly RaceRow[],
  {cars, onCar}: RaceTableOptions,
): HTMLElement {
  return dataTable(rows, {
    label: "result of the race",
    columns: columns(session, rows, cars, onCar),
    decorate: (tr, {car}) => cars.get(car)?.isOwn && tr.setAttribute("aria-selected", "true"),
  });
}

function columns(
  session: SessionFile,
  rows: readonly RaceRow[],
  cars: RaceTableOptions["cars"],
  onCar: (car: number) => void,
): Column<RaceRow>[] {
  const {drivers} = session;
  const team = (car: number) => drivers.find((driver) => driver.car === car)?.team ?? "";
  const classified = drivers.some(({position}) => position !== undefined);
  const fromGrid = rows.some(({beganFrom}) => beganFrom === "grid");
  const full = [...cars.values()].filter(({isChosen}) => isChosen).length >= MOST_CHOSEN;
  const box = ({car}: RaceRow) => {
    const {isOwn, isChosen, name} = cars.get(car)!;
    if (isOwn) return "";
    const input = html<HTMLInputElement>`<input type="checkbox" aria-label=${`show ${name} in the charts`} disabled=${full && !isChosen} onchange=${() => onCar(car)}>`;
    input.checked = isChosen;
    return input;
  };
  return [
    {
      ...{key: "position", label: "Pos.", number: true, value: ({position}) => position},
      title: classified ? "in the classification of the source" : "by laps and lap times",
    },
    {key: "show", label: "", cell: box},
    {
      key: "driver",
      label: "Driver",
      className: "c-name",
      value: (row) => cars.get(row.car)!.name,
      cell: (row) => nameCell(session, row, cars.get(row.car)!),
    },
    {
      ...{key: "gap", label: "Gap", number: true, optional: true},
      title: "the winner's time, then the gap at the end, by lap times: without penalties",
      value: ({timeS, lapsDown}) => (timeS === null ? null : 1e4 * lapsDown + timeS),
      cell: gapText,
    },
    {
      ...{key: "began", label: fromGrid ? "Grid" : "Lap 1", number: true, optional: true, value: ({began}) => began},
      title: fromGrid ? "place on the starting grid" : "place at the end of lap 1: the source sends no grid",
    },
    {
      ...{key: "gained", label: "Gained", number: true, optional: true, value: ({gained}) => gained, cell: gainedCell},
      title: `positions gained or lost since ${fromGrid ? "the grid" : "the end of lap 1"}`,
    },
    {
      ...{key: "best", label: "Best lap", number: true, optional: true, value: ({best}) => best?.lapTimeMs},
      cell: ({best, isFastest}) =>
        best
          ? html`<span class=${isFastest ? "lb-best" : null} title=${`lap ${best.lap}`}>${lapTime(best.lapTimeMs)}</span>`
          : "—",
    },
    {key: "laps", label: "Laps", number: true, value: ({laps}) => laps},
    {
      ...{key: "stops", label: "Stops", number: true, optional: true, value: ({stops}) => stops},
      title: rows.some(({stopsFrom}) => stopsFrom === "source")
        ? "as the source counts them"
        : "visits to the pit lane, by the laps",
    },
    {
      ...{key: "lost", label: "Lost in pits (s)", number: true, optional: true, value: ({lostMs}) => lostMs},
      title: "against going on at the car's own pace; see pit stops",
      cell: ({lostMs, lossesKnown, stops}) =>
        lostMs === null
          ? "—"
          : html`<span>${fixed(lostMs / 1000, 1)}${lossesKnown < (stops ?? 0) ? html` <small class="lb-muted">${lossesKnown} of ${stops}</small>` : ""}</span>`,
    },
    {
      ...{
        key: "penalty",
        label: "Penalties (s)",
        number: true,
        optional: true,
        value: ({penaltyS}) => penaltyS || null,
      },
      title: "time penalties; they are in no lap time",
      cell: ({penaltyS}) => (penaltyS ? `+${penaltyS}` : ""),
    },
    {key: "status", label: "Out", optional: true, value: outText, cell: (row) => outText(row) ?? ""},
    {
      ...{key: "times", label: "By times", number: true, optional: true},
      title: "place by laps and lap times, where it is another one",
      value: ({byTimes, position}) => (byTimes !== null && byTimes !== position ? byTimes : null),
      cell: ({byTimes, position}) => (byTimes !== null && byTimes !== position ? String(byTimes) : ""),
    },
    {
      key: "team",
      label: teamLabel(session.source),
      optional: true,
      value: ({car}) => team(car),
      cell: ({car}) => team(car),
    },
  ];
}

function nameCell({id, drivers, playerCar}: SessionFile, {car, best}: RaceRow, look: RaceCar): Node {
  const swatch = html`<span class="lb-swatch" style=${`--lap: ${look.isChosen ? look.color : "transparent"}`}></span>`;
  const name = best?.file ? html`<a href=${pageLink("debrief", {session: id, car})}>${look.name}</a>` : look.name;
  return html`<span>${swatch} ${look.isOwn ? html`<strong>${name}</strong>` : name} ${car === playerCar ? badge("you") : aiBadge({drivers}, car)}</span>`;
}

/** The winner's time, `+3.052`, `+1 lap`. */
function gapText({position, timeS, gapS, lapsDown}: RaceRow): string {
  if (lapsDown) return `+${counted(lapsDown, "lap")}`;
  if (gapS !== null) return delta(1000 * gapS);
  return position === 1 && timeS !== null ? lapTime(1000 * timeS) : "—";
}

/** `▲ 3`, `▼ 2`; the sign is a shape. */
function gainedCell({gained}: RaceRow): Node | string {
  if (gained === null) return "—";
  if (gained === 0) return "0";
  return gained > 0
    ? html`<span class="lb-gained" title=${`${gained} gained`}>▲ ${gained}</span>`
    : html`<span class="lb-lost" title=${`${-gained} lost`}>▼ ${-gained}</span>`;
}

/** Why a car is out; null for one that finished, or still drives. */
function outText({status, because, laps}: RaceRow): string | null {
  if (status === null || status === "finished") return null;
  return `${status === "stopped" ? `stopped after ${counted(laps, "lap")}` : status}${because ? `: ${because}` : ""}`;
}
