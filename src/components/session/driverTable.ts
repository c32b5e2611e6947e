import {html} from "npm:htl";
import type {LapRow, SessionFile} from "../../core/archive/types.js";
import {BestTimes} from "../../core/laps/bests.js";
import {type DriverSummary, summarizeDriver} from "../../core/laps/driverSummary.js";
import {lapKey, pageLink} from "../ui/archive.js";
import {badge, tyre} from "../ui/badges.js";
import {type Column, dataTable} from "../ui/dataTable.js";
import {delta, lapTime, speed} from "../ui/format.js";

type Row = DriverSummary & {
  name: string;
  team: string;
  raceNumber: number | null;
  /** in the classification of imported results */
  position: number | null;
  ai: boolean;
  restricted: boolean;
};

/** A row per driver: best lap, theoretical best, laps, top speed, tyres; in the order of the classification, else the fastest first. */
export function driverTable(session: SessionFile, laps: readonly LapRow[]): HTMLElement {
  const all = new BestTimes(laps);
  const rows = driverRows(session, laps, all);
  const classified = rows.some(({position}) => position !== null);
  return dataTable(rows, {
    columns: [...(classified ? [POSITION] : []), ...columns(session.id, all)],
    label: "drivers",
    sort: classified ? "position" : "best",
    decorate: (tr, row) => row.car === session.playerCar && rows.length > 1 && tr.setAttribute("aria-selected", "true"),
  });
}

/** Drivers of the entry list, and cars with laps that are not on it. */
export function driverRows(session: SessionFile, laps: readonly LapRow[], all: BestTimes<LapRow>): Row[] {
  const known = new Map(session.drivers.map((driver) => [driver.car, driver]));
  const cars = new Set([...known.keys(), ...laps.map((lap) => lap.car)]);
  return [...cars].map((car) => {
    const driver = known.get(car);
    const {name = `car ${car}`, team = "", raceNumber = null, ai = false, restricted = false} = driver ?? {};
    // games and logs write 0 for an unknown number
    const number = raceNumber || null;
    const position = driver?.position ?? null;
    const own = summarizeDriver(car, laps, all);
    return {...own, name: name || `car ${car}`, team, raceNumber: number, position, ai, restricted};
  });
}

const POSITION: Column<Row> = {
  key: "position",
  label: "Pos.",
  title: "in the classification of the results",
  number: true,
  value: ({position}) => position,
};

function columns(id: string, {session}: BestTimes): Column<Row>[] {
  return [
    {key: "name", label: "Driver", value: ({name}) => name, cell: (row) => nameCell(id, row)},
    {label: "Team", value: ({team}) => team},
    {label: "No.", number: true, value: (r) => r.raceNumber},
    {
      key: "best",
      label: "Best lap",
      number: true,
      value: ({best}) => best?.lapTimeMs,
      cell: ({best}) =>
        best
          ? html`<span class=${best.lapTimeMs === session.lapTimeMs ? "lb-best" : null}>${lapTime(best.lapTimeMs)}</span>`
          : "—",
    },
    {
      label: "Gap",
      title: "behind the session's best lap",
      number: true,
      value: ({best}) => best?.lapTimeMs,
      cell: ({best}) => (best && best.lapTimeMs! > session.lapTimeMs ? delta(best.lapTimeMs! - session.lapTimeMs) : ""),
    },
    {
      label: "Theoretical best",
      title: "the driver's best sectors, added up",
      number: true,
      value: ({theoreticalMs}) => theoreticalMs,
      format: lapTime,
    },
    {
      label: "Potential",
      title: "theoretical best − best lap: the gain from driving all best sectors in one lap",
      number: true,
      value: ({theoreticalMs, best}) => theoreticalMs && best && theoreticalMs - best.lapTimeMs!,
      format: delta,
    },
    {label: "Laps", number: true, value: ({laps}) => laps},
    {label: "Top speed", number: true, value: ({topSpeedKmh}) => topSpeedKmh, format: speed},
    {
      label: "Tyres",
      cell: ({compounds}) => (compounds.length ? html`<span>${compounds.map((name) => tyre(name))}</span>` : "—"),
    },
  ];
}

function nameCell(id: string, {name, ai, restricted, car, best}: Row): Node {
  // without samples there are no traces to show
  const link = best?.file
    ? html`<a href=${pageLink("laps", {laps: lapKey({session: id, car, lap: best.lap})})}>${name}</a>`
    : name;
  const hidden = "this player shares no status or damage data: tyres, fuel and ERS are unknown, not zero";
  return html`<span>${link} ${ai ? badge("AI", {title: "driven by the game"}) : ""} ${restricted ? badge("restricted", {title: hidden}) : ""}</span>`;
}

/** The page's order of cars: fastest first, then those without a time by number. It decides their colours. */
export function carOrder(session: SessionFile, laps: readonly LapRow[]): number[] {
  const rows = driverRows(session, laps, new BestTimes(laps));
  const time = (row: Row) => row.best?.lapTimeMs ?? Number.POSITIVE_INFINITY;
  return rows.sort((a, b) => (time(a) === time(b) ? a.car - b.car : time(a) - time(b))).map((row) => row.car);
}
