import {sessionViewRows} from "../../core/sql/libraryRows.js";
import {newestFirst} from "../laps/lapChoice.js";
import {fetchLibrary, fetchSession, readParams, writeParams} from "../ui/archive.js";
import {counted} from "../ui/format.js";
import {type SessionMenu, sessionMenu} from "../ui/sessionMenu.js";
import {driverName} from "../ui/sessionNames.js";
import {askedCar} from "./askedCar.js";
import {CellError} from "./cellError.js";
import {described} from "./chosenBy.js";
import type {PlainRow} from "./libraryTables.js";
import type {NotebookHost} from "./notebookHost.js";

interface SessionChoice {
  label?: string;
  /** of the newest session for which it is true the menu begins */
  prefer?: (session: PlainRow) => unknown;
}

/** The menus of sessions and drivers of a library. */
export async function choices({Inputs}: Pick<NotebookHost, "Inputs">) {
  const sessions = newestFirst(await fetchLibrary());

  function chooseSession({label = "Session", prefer = () => false}: SessionChoice = {}): SessionMenu {
    if (sessions.length === 0)
      throw new CellError(
        "the library has no session yet",
        undefined,
        "Import a capture or a log, or run lapbook simulate.",
      );
    if (typeof prefer !== "function")
      throw new CellError(
        `prefer is a function of a session, not ${described(prefer)}`,
        undefined,
        'Write {prefer: (d) => d.type === "race"}.',
      );
    const rows = sessionViewRows(sessions) as readonly PlainRow[];
    const asked = sessions.find(({id}) => id === readParams().session);
    const first =
      asked ??
      sessions.find(({bestSampled}, i) => bestSampled && prefer(rows[i])) ??
      sessions.find((_, i) => prefer(rows[i])) ??
      sessions.find(({bestSampled}) => bestSampled) ??
      sessions[0];
    const menu = sessionMenu(sessions, first.id, {label});
    // the address shows what is seen; a driver belongs to his session
    menu.addEventListener("input", () => writeParams({session: menu.value, car: null}));
    return menu;
  }

  async function chooseDriver(session: string, {label = "Driver"}: {label?: string} = {}): Promise<HTMLElement> {
    const archived = await fetchSession(session);
    const own = askedCar(archived);
    const laps = new Map<number, number>();
    for (const {car} of archived.laps) laps.set(car, (laps.get(car) ?? 0) + 1);
    const cars = [...laps.keys()].sort((a, b) => Number(b === own) - Number(a === own) || a - b);
    const names = new Map(archived.laps.map((row) => [row.car, driverName(row)]));
    const format = (car: number) => `${names.get(car)} (${counted(laps.get(car)!, "lap")})`;
    const asked = Number(readParams().car || Number.NaN);
    const menu = Inputs.select(cars, {label, format, value: cars.includes(asked) ? asked : cars[0]});
    menu.addEventListener("input", () => writeParams({session, car: (menu as unknown as {value: number}).value}));
    return menu;
  }

  return {chooseSession, chooseDriver};
}
