import {html} from "npm:htl";
import type {ArchivedSession, LibraryEntry} from "../../core/archive/types.js";
import {type LapGroup, lapGroupText} from "../../core/findings/lapGroup.js";
import {stintRuns} from "../../core/laps/stints/stintRuns.js";
import {sessionMenu} from "../ui/sessionMenu.js";
import {driverName} from "../ui/sessionNames.js";

/** Menus of a group's session and driver, and its first and last lap. Fires "input" when one changes. */
export function groupChoice(
  letter: "A" | "B",
  group: LapGroup,
  {session, laps}: ArchivedSession,
  sessions: readonly LibraryEntry[],
): HTMLElement & {value: LapGroup} {
  const cars = [...new Map(laps.map((row) => [row.car, row])).values()];
  const own = laps.filter(({car}) => car === group.car);
  const numbers = own.map(({lap}) => lap);
  const stints = stintRuns(
    own,
    session.stints.filter(({car}) => car === group.car),
  );
  const isStint = (one: {firstLap: number; lastLap: number}) =>
    one.firstLap === group.firstLap && one.lastLap === group.lastLap;
  const field = (name: "firstLap" | "lastLap", label: string, standard: number) =>
    html`<input class="lb-input" type="number" name=${name} aria-label=${`${label} lap of ${letter}`} min=${Math.min(...numbers)} max=${Math.max(...numbers)} value=${group[name] ?? standard}>`;
  const root = html<HTMLElement & {value: LapGroup}>`<fieldset class="lb-group">
    <legend>${letter}</legend>
    ${sessionMenu(sessions, session.id)}
    <label>driver <select name="car">${cars.map((row) => html`<option value=${row.car} selected=${row.car === group.car}>${driverName(row)}</option>`)}</select></label>
    ${
      stints.length > 1
        ? html`<label>stint <select name="stint"><option value="">any</option>${stints.map(
            (one) =>
              html`<option value=${`${one.firstLap}-${one.lastLap}`} selected=${isStint(one)}>${[one.number, one.compound].filter(Boolean).join(", ")}: laps ${one.firstLap}–${one.lastLap}</option>`,
          )}</select></label>`
        : ""
    }
    <span class="lb-group-laps">laps ${field("firstLap", "first", Math.min(...numbers))} to ${field("lastLap", "last", Math.max(...numbers))}</span>
  </fieldset>`;
  root.value = group;
  root.addEventListener("change", (event) => {
    const {name, value} = event.target as HTMLInputElement;
    const {session, car} = root.value;
    if (name === "session") root.value = {session: value, car};
    else if (name === "car") root.value = {session, car: Number(value)};
    else if (name === "stint") {
      const [first, last] = value.split("-").map(Number);
      root.value = value ? {session, car, firstLap: first, lastLap: last} : {session, car};
    } else {
      const at = (end: "firstLap" | "lastLap") => Number(root.querySelector<HTMLInputElement>(`[name=${end}]`)!.value);
      const [first, last] = [at("firstLap"), at("lastLap")].sort((a, b) => a - b);
      root.value = {session, car, firstLap: first, lastLap: last};
    }
    root.dispatchEvent(new CustomEvent("chosen", {detail: lapGroupText(root.value)}));
  });
  return root;
}
