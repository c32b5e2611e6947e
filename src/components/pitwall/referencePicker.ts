import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import type {LapBook} from "../../core/laps/lapBook.js";
import type {LapGrid, LapGrids} from "../../core/laps/lapGrids.js";
import {lapNameText, parseLapNames} from "../../core/laps/open/archivedLap.js";
import type {LapArchive} from "../../core/laps/open/lapArchive.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {lapTime} from "../ui/format.js";
import {type ArchivedReference, archivedReference} from "./archivedReference.js";
import type {ReferenceLap} from "./referenceLap.js";
import {referenceTable} from "./referenceTable.js";

/** Laps of the running session that the running lap is compared with. */
const REFERENCES = [
  ["own", "own best lap"],
  ["session", "best lap of the session"],
  ["last", "own last lap"],
] as const;
/** the menu's entry that opens the archive's laps */
const ARCHIVE = "archive";

/** Laps of the archive as references; what was chosen is kept in the address. */
export interface References {
  sessions: readonly LibraryEntry[];
  archive: LapArchive;
  /** "own", "session", "last" or SESSION:CAR:LAP; null: "own" */
  chosen: string | null;
  onChoose: (chosen: string | null) => void;
}

export interface ReferenceOptions {
  book: LapBook;
  grids: LapGrids;
  /** null: laps of the running session only */
  references: References | null;
  /** another reference is there */
  changed: () => void;
}

export interface ReferencePicker {
  menu: HTMLElement;
  /** laps of the archive, while they are chosen from */
  table: HTMLElement;
  reference(car: number): ReferenceLap | undefined;
  /** why there is no reference */
  absence(): string;
}

/** A menu of the session's own reference laps, and all laps of the circuit in the archive. */
export function referencePicker(
  source: LiveSource,
  {book, grids, references, changed}: ReferenceOptions,
): ReferencePicker {
  let wanted: string = references?.chosen ?? "own";
  const isOwn = () => REFERENCES.some(([id]) => id === wanted);
  if (!isOwn() && (!references || !parseLapNames(wanted).length)) wanted = "own";
  let archived: ArchivedReference | null = null;
  const select = html<HTMLSelectElement>`<select class="lb-select"></select>`;
  const menu = html<HTMLElement>`<label>against the ${select}</label>`;
  const place = make("div", "pw-reference-table");
  place.hidden = true;

  function list(): void {
    const own = isOwn() ? [] : [[wanted, nameOfArchived()] as const];
    const more = references ? [[ARCHIVE, "lap of the archive…"] as const] : [];
    select.replaceChildren(
      ...[...REFERENCES, ...own, ...more].map(([id, label]) => new Option(label, id, false, id === wanted)),
    );
  }
  function nameOfArchived(): string {
    const lap = archived?.opened;
    return lap ? `${lapTime(lap.lapTimeMs)} ${lap.name}` : wanted;
  }

  function choose(next: string): void {
    wanted = next;
    archived = null;
    list();
    references?.onChoose(next === "own" ? null : next);
    changed();
  }
  function showTable(isShown: boolean): void {
    place.hidden = !isShown;
    place.replaceChildren();
    if (!isShown || !references) return;
    const table = referenceTable(references.sessions, {
      track: () => source.session?.track,
      chosen: () => wanted,
      choose(name) {
        choose(lapNameText(name));
        showTable(false);
        select.focus();
      },
      cancel() {
        showTable(false);
        select.focus();
      },
    });
    place.append(table);
    table.querySelector<HTMLElement>("input[type=search]")?.focus();
  }
  select.addEventListener("change", () => {
    if (select.value !== ARCHIVE) showTable(false);
    if (select.value !== ARCHIVE) return choose(select.value);
    select.value = wanted;
    showTable(true);
  });
  list();

  /** The lap of the archive once it is read; reading begins when the running session's track is known. */
  function fromArchive(): ReferenceLap | undefined {
    const {session} = source;
    if (!references || !session || !(session.track.lengthM > 0)) return undefined;
    const key = `${wanted} ${session.game} ${session.track.lengthM}`;
    if (archived?.key !== key)
      archived = archivedReference(references.archive, {
        ...{key, name: parseLapNames(wanted)[0], channels: grids.channels, session},
        changed() {
          list();
          changed();
        },
      });
    return archived.opened;
  }

  function ofSession(car: number): ReferenceLap | undefined {
    const grid = wanted === "session" ? grids.sessionBest() : wanted === "last" ? grids.lastOf(car) : grids.bestOf(car);
    if (!grid) return undefined;
    const driver = nameOf(grid.car);
    return {
      ...{grid, driver, session: source.session?.id ?? ""},
      lapTimeMs: book.laps.findLast((one) => one.car === grid.car && one.lap === grid.lap)?.lapTimeMs ?? null,
      name: `lap ${grid.lap}${grid.car === car ? "" : `, ${driver}`}`,
      note: missedBest(car, grid),
    };
  }
  function nameOf(car: number): string {
    return source.session?.drivers.find((driver) => driver.car === car)?.name || `car ${car}`;
  }
  /** Where the fastest lap was not seen whole, another one stands in for it: this says so. */
  function missedBest(car: number, {car: of, lap}: LapGrid): string {
    const best = wanted === "session" ? book.bests.fastest : wanted === "own" ? book.bests.bestLap.get(car) : undefined;
    if (!best || (best.car === of && best.lap === lap)) return "";
    return `the best, lap ${best.lap} in ${lapTime(best.lapTimeMs)}, was not received whole`;
  }

  return {
    ...{menu, table: place},
    reference: (car) => (isOwn() ? ofSession(car) : fromArchive()),
    absence: () => (isOwn() ? "there is no such lap yet" : (archived?.problem ?? "reading the lap…")),
  };
}
