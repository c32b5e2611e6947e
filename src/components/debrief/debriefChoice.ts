import {group} from "npm:d3";
import {html} from "npm:htl";
import type {ArchivedSession, LapRow, LibraryEntry} from "../../core/archive/types.js";
import type {DebriefParams} from "../../core/findings/debrief/debriefParams.js";
import {freeLaps} from "../../core/laps/open/chooseLaps.js";
import {playerCarOf} from "../../core/laps/playerCar.js";
import {lapText} from "../laps/lapChoice.js";
import {fastestLapsFirst} from "../laps/lapSelect.js";
import {sessionMenu} from "../ui/sessionMenu.js";
import {driverName} from "../ui/sessionNames.js";
import {defaultReference, referenceOptions, validLaps} from "./referenceOptions.js";

export interface DebriefChoice extends HTMLElement {
  value: DebriefParams;
  /** shows which lap the debrief chose: null for all together */
  showLap(lap: number | null): void;
}

/** The driver of a session who is debriefed: the one asked for, the player, else the fastest with a valid lap; null without laps. */
export function debriefedCar({session, laps}: ArchivedSession, asked: string | undefined): number | null {
  if (asked && laps.some(({car}) => String(car) === asked)) return Number(asked);
  return playerCarOf(session, laps).car ?? validLaps(laps)[0]?.car ?? laps[0]?.car ?? null;
}

/** Menus of session, driver, lap and reference. Fires "input" when one changes. */
export function debriefChoice(
  sessions: readonly LibraryEntry[],
  archived: ArchivedSession,
  asked: DebriefParams,
): DebriefChoice {
  const {session, laps} = archived;
  const car = debriefedCar(archived, asked.car);
  const valid = validLaps(laps);
  const cars = [...new Map(laps.map((row) => [row.car, row])).values()];
  const own = car === null ? [] : valid.filter((row) => row.car === car);
  const others = fastestLapsFirst(
    laps.filter((row) => row.car === car && row.file && !own.includes(row)).map((lap) => ({session: session.id, lap})),
  );
  const options = car === null ? [] : referenceOptions(archived, car, sessions);
  const reference = asked.reference ?? (car === null ? "" : defaultReference(options, archived, car));
  const lap = asked.lap ?? "";
  const option = (key: string, label: string, chosen: string) =>
    html`<option value=${key} selected=${key === chosen}>${label}</option>`;
  const menu = (label: string, content: unknown) =>
    html`<label>${label} <select name=${label}>${content}</select></label>`;
  const known = options.some(({key}) => key === reference);

  const root = Object.assign(
    html<HTMLElement>`<div class="lb-bar lb-debrief-choice" role="group" aria-label="what is compared">
      ${sessionMenu(sessions, session.id)}
      ${
        cars.length > 1
          ? menu(
              "driver",
              cars.map((row) => option(String(row.car), driverName(row), String(car))),
            )
          : ""
      }
      ${menu("lap", [
        lap === "" ? option("", "chosen for you", lap) : "",
        own.length > 1 ? option("all", `all my valid laps (${countText(archived, own)})`, lap) : "",
        ...own.map((row) => option(String(row.lap), lapText(row), lap)),
        ...others.map(({lap: row}) => option(String(row.lap), lapText(row), lap)),
      ])}
      ${menu("against", [
        known ? "" : option(reference, reference || "no other lap", reference),
        ...[...group(options, (one) => one.group)].map(
          ([name, list]) =>
            html`<optgroup label=${name}>${list.map(({key, label}) => option(key, label, reference))}</optgroup>`,
        ),
      ])}
    </div>`,
    {
      showLap(lap: number | null) {
        const key = lap === null ? "all" : String(lap);
        const laps = root.querySelector<HTMLSelectElement>("select[name=lap]")!;
        if ([...laps.options].some((one) => one.value === key)) laps.value = key;
      },
      value: {
        session: session.id,
        ...(car !== null && {car: String(car)}),
        ...(lap && {lap}),
        ...(reference && {reference}),
      },
    },
  ) as DebriefChoice;
  root.addEventListener("input", (event) => {
    const {name, value} = event.target as HTMLSelectElement;
    if (name === "session") root.value = {session: value};
    // laps and references are those of a driver
    else if (name === "driver") root.value = {session: session.id, car: value};
    else root.value = {...root.value, [name === "against" ? "reference" : "lap"]: value};
  });
  return root;
}

/** How many of a driver's valid laps are compared together: "4", in a race "3 of 4". */
function countText(archived: ArchivedSession, own: readonly LapRow[]): string {
  const {length} = freeLaps(archived, own[0].car);
  return length < own.length ? `${length} of ${own.length}` : String(own.length);
}
