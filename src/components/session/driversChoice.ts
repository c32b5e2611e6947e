import {html} from "npm:htl";
import type {ArchivedSession, LibraryEntry} from "../../core/archive/types.js";
import {debriefedCar} from "../debrief/debriefChoice.js";
import {type CheckOption, checks} from "../ui/checks.js";
import {sessionMenu} from "../ui/sessionMenu.js";
import {driverName} from "../ui/sessionNames.js";

/** The choice as an address keeps it; `with` lists what is shown beside, by commas. */
export interface DriversParams {
  session: string;
  car?: string;
  with?: string;
}

export type DriversChoice = HTMLElement & {value: DriversParams};

/** Other drivers of a session with laps, as choices to show beside one. */
export function otherDrivers({laps}: ArchivedSession, car: number | null): CheckOption[] {
  const rows = new Map(laps.filter((row) => row.file !== null && row.car !== car).map((row) => [row.car, row]));
  return [...rows.values()].map((row) => ({key: String(row.car), label: driverName(row)}));
}

/** Menus of session and driver, and a list of what is shown beside him. Fires "input" when one changes. */
export function driversChoice(
  sessions: readonly LibraryEntry[],
  archived: ArchivedSession,
  asked: DriversParams,
  {beside = otherDrivers, most = 7}: {beside?: typeof otherDrivers; most?: number} = {},
): DriversChoice {
  const {session, laps} = archived;
  const car = debriefedCar(archived, asked.car);
  const cars = [...new Map(laps.map((row) => [row.car, row])).values()];
  const options = beside(archived, car);
  const known = new Set(options.map(({key}) => key));
  const chosen = (asked.with ?? "").split(",").filter((key) => known.has(key));
  const option = (key: string, label: string, isChosen: boolean) =>
    html`<option value=${key} selected=${isChosen}>${label}</option>`;
  const others = options.length ? checks("beside", options, chosen, {most, none: "nobody"}) : null;
  const root = html<DriversChoice>`<div class="lb-bar lb-debrief-choice" role="group" aria-label="whose laps">
    ${sessionMenu(sessions, session.id)}
    ${cars.length > 1 ? html`<label>driver <select name="driver">${cars.map((row) => option(String(row.car), driverName(row), row.car === car))}</select></label>` : ""}
    ${others ?? ""}
  </div>`;
  const own = {session: session.id, ...(car !== null && {car: String(car)})};
  root.value = {...own, ...(chosen.length && {with: chosen.join(",")})};
  root.addEventListener("input", (event) => {
    if (event.target === others) root.value = {...own, ...(others!.value.length && {with: others!.value.join(",")})};
    else {
      const {name, value} = event.target as HTMLSelectElement;
      root.value = name === "session" ? {session: value} : {session: session.id, car: value};
    }
  });
  return root;
}

/** The cars of a choice, the driver's first. */
export function carsOf({car, with: others}: DriversParams): number[] {
  const keys = [car ?? "", ...(others ?? "").split(",")];
  return [...new Set(keys.filter((key) => /^\d+$/.test(key)).map(Number))];
}
