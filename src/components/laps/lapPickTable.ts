import {html} from "npm:htl";
import {lapFlaw} from "../../core/laps/open/archivedLap.js";
import {type LapKey, lapKey} from "../ui/archive.js";
import {aiBadge, simulatedBadge, tyre} from "../ui/badges.js";
import {make} from "../ui/canvas.js";
import {type DataTable, dataTable} from "../ui/dataTable.js";
import {delta, lapTime, when} from "../ui/format.js";
import {isShortcut} from "../ui/mount.js";
import {driverName, typeName} from "../ui/sessionNames.js";
import type {LapCandidate} from "./lapCandidates.js";
import {lapRank} from "./lapChoice.js";

export interface LapPickTableOptions {
  /** beside the search */
  controls: readonly Node[];
  isShown(key: LapKey): boolean;
  isReference(key: LapKey): boolean;
  /** no more laps can be shown */
  isFull(): boolean;
  /** a lap of another circuit than the reference's */
  isElsewhere(lap: LapCandidate): boolean;
  /** one lap is chosen, to compare with it; the next three are not needed then */
  compare?(key: LapKey): void;
  toggle?(key: LapKey): void;
  /** makes a lap the reference */
  refer?(key: LapKey): void;
  /** shows this lap alone */
  only?(key: LapKey): void;
  /** of the reference, ms */
  referenceMs(): number | null | undefined;
}

/** Laps to choose, best first. ↓ leads from the search into the rows; there ↑ and ↓ go on, Space shows a lap, R makes it the reference. */
export function lapPickTable(options: LapPickTableOptions): {
  element: HTMLElement;
  setRows: DataTable<LapCandidate>["setRows"];
} {
  const {isShown, isReference, isFull, isElsewhere, compare, referenceMs} = options;
  const nothing = () => {};
  const {toggle = compare ?? nothing, refer = compare ?? nothing, only = nothing} = options;
  const gap = ({lap}: LapCandidate) => {
    const reference = referenceMs();
    return lap.lapTimeMs === null || !reference ? null : lap.lapTimeMs - reference;
  };
  const table = dataTable<LapCandidate>([], {
    label: "laps to choose from",
    tall: true,
    sort: "time",
    search: ({lap, session}) =>
      [
        driverName(lap),
        `lap ${lap.lap}`,
        carOf({lap, session}),
        session.track.name,
        session.type,
        session.source.game,
        when(session.startedAt),
        lap.tyreCompound,
      ].join(" "),
    nothing: "No lap matches. Try a driver, a car, a session or a date.",
    controls: options.controls,
    columns: [
      {
        label: "lap",
        number: true,
        value: ({lap}) => lap.lap,
        cell: (one) => html`<span class="lb-lap-check">${showCell(one)}${one.lap.lap}</span>`,
      },
      {key: "time", label: "time", number: true, value: ({lap}) => lapRank(lap), cell: timeCell},
      {
        label: "gap",
        title: "to the reference, s",
        number: true,
        value: (one) => (isElsewhere(one) ? null : gap(one)),
        cell: (one) => gapCell(one, isElsewhere(one) ? null : gap(one), isReference(one.key)),
      },
      {
        label: "driver",
        value: ({lap}) => driverName(lap),
        cell: ({lap, session}) => html`<span>${driverName(lap)} ${aiBadge(session, lap.car)}</span>`,
      },
      {label: "car", value: carOf},
      {
        label: "tyre",
        value: ({lap}) => lap.tyreCompound,
        cell: ({lap}) => tyre(lap.tyreCompound, {ageLaps: lap.tyreAgeLaps}),
      },
      {label: "session", value: ({session}) => typeName(session.type) || null},
      {label: "circuit", value: ({session}) => session.track.name},
      {label: "game", value: ({session}) => session.source.game},
      {
        label: "date",
        value: ({session}) => session.startedAt,
        cell: ({session}) => html`<span>${when(session.startedAt)} ${simulatedBadge(session.source)}</span>`,
      },
    ],
    decorate: (tr, one) => {
      if (isShown(one.key)) tr.setAttribute("aria-selected", "true");
      if (isElsewhere(one)) tr.classList.add("lb-muted");
    },
  });

  function showCell(one: LapCandidate): HTMLElement {
    const {key, lap} = one;
    const name = `lap ${key.lap} of ${driverName(lap)}`;
    if (isElsewhere(one))
      return html`<button type="button" class="lb-button lb-plain" data-lap=${lapKey(key)} title="another circuit: show this lap alone, as the reference" aria-label=${`show ${name} alone`} onclick=${() => only(key)}>alone</button>`;
    const shown = isShown(key);
    if (compare)
      return html`<button type="button" class="lb-button lb-plain" data-lap=${lapKey(key)} aria-pressed=${String(shown)} aria-label=${`compare with ${name}`} onclick=${() => compare(key)}>compare</button>`;
    const box = html<HTMLInputElement>`<input type="checkbox" data-lap=${lapKey(key)} onchange=${() => act(key, toggle)} aria-label=${`show ${name}`}>`;
    box.checked = shown;
    box.disabled = !shown && isFull();
    return box;
  }

  /** Acts on a row; the rows are drawn anew, and the focus stays on it. */
  function act(key: LapKey, change: (key: LapKey) => void): void {
    change(key);
    rows()
      .find(({dataset}) => dataset.lap === lapKey(key))
      ?.focus({preventScroll: true});
  }
  const rows = () => [...table.querySelectorAll<HTMLElement>("[data-lap]")];

  table.addEventListener("keydown", (event) => {
    if (isShortcut(event)) return;
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const isSearch = (event.target as Element).matches("input[type=search]");
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step !== undefined && (at >= 0 || isSearch)) {
      event.preventDefault();
      if (at + step < 0) table.querySelector<HTMLElement>("input[type=search]")?.focus();
      else all[at + step]?.focus();
    } else if (at >= 0 && (event.key === "Enter" || event.key === "r")) {
      const [session, car, lap] = all[at].dataset.lap!.split(":");
      event.preventDefault();
      act({session, car: Number(car), lap: Number(lap)}, event.key === "r" ? refer : toggle);
    }
  });
  return {element: table, setRows: table.setRows};
}

/** The car or team of a lap's driver; null where it is unknown. */
function carOf({lap, session}: Pick<LapCandidate, "lap" | "session">): string | null {
  return session.drivers.find(({car}) => car === lap.car)?.team || null;
}

function gapCell(_: LapCandidate, ms: number | null, isReference: boolean): HTMLElement | string {
  if (isReference) return html`<span class="lb-muted">reference</span>`;
  if (ms === null) return "—";
  return html`<span class=${ms < 0 ? "lb-gained" : ms > 0 ? "lb-lost" : ""}>${delta(ms)}</span>`;
}

function timeCell({lap, timing}: LapCandidate): HTMLElement {
  const titles = {best: "session best", personal: "driver's best"};
  const known = timing === "best" || timing === "personal" ? timing : null;
  const time = make("span", known ? `lb-${known}` : lap.valid ? "" : "lb-muted", lapTime(lap.lapTimeMs));
  if (known) time.title = titles[known];
  const notes = [lap.valid ? "" : "invalid", lap.pit ? "pit" : "", lapFlaw(lap)];
  const note = notes.filter(Boolean).join(", ");
  if (note) time.append(" ", make("span", "lb-muted", note));
  return time;
}
