import {html} from "npm:htl";
import type {LapRow, SessionFile} from "../../core/archive/types.js";
import {BestTimes} from "../../core/laps/bests.js";
import {type DriverSummary, summarizeDriver} from "../../core/laps/driverSummary.js";
import {isRace} from "../../core/laps/gaps.js";
import {type RaceResult, raceResult} from "../../core/laps/race/raceResult.js";
import {finishedLaps, raceTimes} from "../../core/laps/race/raceTimes.js";
import {lapKey, pageLink} from "../ui/archive.js";
import {badge, tyre} from "../ui/badges.js";
import {type Column, dataTable} from "../ui/dataTable.js";
import {counted, delta, lapTime, speed} from "../ui/format.js";
import {teamLabel} from "../ui/sessionNames.js";

type Row = DriverSummary & {
  name: string;
  team: string;
  raceNumber: number | null;
  /** in the classification of imported results; else of a race, by its lap times */
  position: number | null;
  /** of a race, by its lap times */
  race: RaceResult | null;
  /** why it did not finish, by the source; null: it did, or the source does not tell */
  out: string | null;
  ai: boolean;
  restricted: boolean;
};

/**
 * A row per driver: best lap, best sectors, laps, top speed, tyres, and of a race its order and gaps; in the order of the
 * classification or the race, else the fastest first. Columns without a value in any row are left out.
 */
export function driverTable(session: SessionFile, laps: readonly LapRow[]): HTMLElement {
  const all = new BestTimes(laps);
  const rows = driverRows(session, laps, all);
  const placed = rows.some(({position}) => position !== null);
  const table = dataTable(rows, {
    columns: columns(session, all),
    label: "drivers",
    sort: placed ? "position" : "best",
    decorate: (tr, row) => row.car === session.playerCar && rows.length > 1 && tr.setAttribute("aria-selected", "true"),
  });
  const byTimes = placed && !session.drivers.some(({position}) => position !== undefined);
  const notes = [
    rows.length > 1 && rows.some(({car}) => car === session.playerCar) && "The player's row is shaded.",
    byTimes &&
      "The order is that of laps and lap times: penalties that are not in a lap time may change the official one.",
  ].filter(Boolean);
  return html`<div>${table}${notes.length ? html`<p class="lb-caption">${notes.join(" ")}</p>` : ""}</div>`;
}

/** Drivers of the entry list, and cars with laps that are not on it. */
export function driverRows(session: SessionFile, laps: readonly LapRow[], all: BestTimes<LapRow>): Row[] {
  const known = new Map(session.drivers.map((driver) => [driver.car, driver]));
  const cars = new Set([...known.keys(), ...laps.map((lap) => lap.car)]);
  const results = isRace(session.type) && cars.size > 1 ? raceResult(raceTimes(laps), finishedLaps(laps)) : [];
  const races = new Map(results.map((result) => [result.car, result]));
  return [...cars].map((car) => {
    const driver = known.get(car);
    const {name = `car ${car}`, team = "", raceNumber = null, ai = false, restricted = false} = driver ?? {};
    // games and logs write 0 for an unknown number
    const number = raceNumber || null;
    const race = races.get(car) ?? null;
    const position = driver?.position ?? race?.position ?? null;
    const own = summarizeDriver(car, laps, all);
    const {status, because} = driver?.race ?? {};
    const out = status && status !== "finished" ? [status, because].filter(Boolean).join(": ") : null;
    return {...own, name: name || `car ${car}`, team, raceNumber: number, position, race, out, ai, restricted};
  });
}

function columns({id, source, drivers}: SessionFile, {session}: BestTimes): Column<Row>[] {
  const classified = drivers.some(({position}) => position !== undefined);
  return [
    {
      key: "position",
      optional: true,
      label: "Pos.",
      title: classified ? "in the classification of the results" : "by laps and lap times",
      number: true,
      value: ({position}) => position,
    },
    {key: "name", label: "Driver", value: ({name}) => name, cell: (row) => nameCell(id, row)},
    {
      key: "race",
      optional: true,
      label: "Race",
      title: "the winner's time, then the gap to the winner",
      number: true,
      value: ({race}) => race && 1000 * race.lapsDown + race.position,
      cell: (row) => raceText(row),
    },
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
      label: "To the best",
      title: "behind the session's best lap",
      number: true,
      optional: true,
      value: ({best}) => (best && best.lapTimeMs! - session.lapTimeMs) || null,
      cell: ({best}) => (best && best.lapTimeMs! > session.lapTimeMs ? delta(best.lapTimeMs! - session.lapTimeMs) : ""),
    },
    {
      key: "theoretical",
      optional: true,
      label: "△ Best sectors",
      title: "the driver's best sectors, added up: a sum, no lap",
      number: true,
      value: ({theoreticalMs}) => theoreticalMs,
      format: lapTime,
    },
    {
      key: "potential",
      optional: true,
      label: "Potential",
      title: "best sectors − best lap: the gain from driving all best sectors in one lap",
      number: true,
      value: ({theoreticalMs, best}) => theoreticalMs && best && theoreticalMs - best.lapTimeMs!,
      format: delta,
    },
    {key: "team", optional: true, label: teamLabel(source), value: ({team}) => team},
    {key: "number", optional: true, label: "No.", number: true, value: (r) => r.raceNumber},
    {label: "Laps", number: true, value: ({laps}) => laps},
    {
      key: "top",
      optional: true,
      label: "Top speed",
      number: true,
      value: ({topSpeedKmh}) => topSpeedKmh,
      format: speed,
    },
    {
      key: "tyres",
      optional: true,
      label: "Tyres",
      value: ({compounds}) => compounds.join(" "),
      cell: ({compounds}) => (compounds.length ? html`<span>${compounds.map((name) => tyre(name))}</span>` : "—"),
    },
  ];
}

/** The winner's time, `+3.052`, `+1 lap`, or that the car stopped, and why. */
function raceText({race, out}: Row): string {
  if (out) return out;
  if (!race) return "—";
  if (race.finished === false) return "stopped";
  if (race.lapsDown) return `+${counted(race.lapsDown, "lap")}`;
  if (race.gapS !== null) return delta(race.gapS * 1000);
  return race.position === 1 && race.timeS !== null ? lapTime(race.timeS * 1000) : "—";
}

function nameCell(id: string, {name, ai, restricted, car, best}: Row): Node {
  // without samples there are no traces to show
  const link = best?.file
    ? html`<a href=${pageLink("laps", {laps: lapKey({session: id, car, lap: best.lap})})}>${name}</a>`
    : name;
  const hidden = "this player shares no status or damage data: tyres, fuel and ERS are unknown, not zero";
  return html`<span>${link} ${ai ? badge("AI", {title: "driven by the game"}) : ""} ${restricted ? badge("restricted", {title: hidden}) : ""}</span>`;
}

/** The page's order of cars: of a race its order, else fastest first, then those without a time by number. It decides their colours. */
export function carOrder(session: SessionFile, laps: readonly LapRow[]): number[] {
  const rows = driverRows(session, laps, new BestTimes(laps));
  const time = (row: Row) => row.best?.lapTimeMs ?? Number.POSITIVE_INFINITY;
  const place = ({position}: Row) => position ?? Number.MAX_SAFE_INTEGER;
  return rows
    .sort((a, b) => place(a) - place(b) || (time(a) === time(b) ? a.car - b.car : time(a) - time(b)))
    .map((row) => row.car);
}
