import {html} from "npm:htl";
import type {CornerPass, PassValue, ShownValue} from "../../core/findings/debrief/cornerPasses.js";
import type {MeasuredPart} from "../../core/laps/cornerMeasures.js";
import {cornerLabel} from "../../core/track/corner.js";
import {type Column, type DataTable, dataTable} from "../ui/dataTable.js";
import {delta, fixed} from "../ui/format.js";

export interface CornerTable extends DataTable<CornerPass> {
  /** marks the row of a corner; with `focus` its button is focused */
  choose(chosen: CornerPass, focus?: boolean): void;
  /** the corner `steps` rows below a corner, in the order shown; the corner itself at an end */
  beside(chosen: CornerPass, steps: number): CornerPass;
}

/** The corners of a lap beside a reference, in the order of the lap until a head sorts them. A row calls `onChoose`. */
export function cornerTable(passes: readonly CornerPass[], onChoose: (pass: CornerPass) => void): CornerTable {
  const rows = new Map<HTMLTableRowElement, CornerPass>();
  let current: CornerPass | undefined;
  const columns: Column<CornerPass>[] = [
    {
      key: "turn",
      label: "turn",
      className: "c-turn",
      value: ({corner}) => cornerLabel(corner),
      cell: ({corner}) =>
        html`<button type="button"><strong>${cornerLabel(corner)}</strong> ${corner.name ?? ""}</button>`,
    },
    {
      label: "type",
      className: "c-kind",
      value: ({corner}) => corner.type,
      cell: ({corner}) => `${corner.type}, ${corner.direction}`,
    },
    {
      key: "time",
      label: "time (s)",
      title: "from where the first of the laps slows for the corner to its exit",
      number: true,
      value: ({time}) => time.value,
      cell: (pass) => html`<span>${fixed(pass.time.value, 3)}${spreadOf(pass, pass.time, 3)}</span>`,
    },
    {
      key: "delta",
      label: "Δ (s)",
      title: "+ slower, − faster than the reference, counted where it began; faded: not resolved",
      number: true,
      value: ({time}) => time.difference,
      cell: timeDifference,
    },
    place("brake point", "brake (m)", "where braking begins: metres from the apex, before it negative"),
    {
      key: "applications",
      label: "presses",
      title: "applications of the brake for this corner",
      number: true,
      value: ({own}) => own.brake?.applications,
      cell: (pass) =>
        pass.own.brake ? String(pass.own.brake.applications) : absent(absenceReason(pass, "brake point")),
    },
    speed("minimum speed", "min (km/h)", "least speed in the corner"),
    place("throttle pick-up", "throttle (m)", "where the throttle is opened again: metres from the apex"),
    place("full throttle", "full (m)", "where the throttle is full again: metres from the apex"),
    speed("exit speed", "exit (km/h)", "speed at the end of the corner"),
    {
      key: "gear",
      label: "gear",
      title: "at the least speed",
      number: true,
      value: ({own}) => own.gear,
      cell: ({own}) => (own.gear === null ? absent(own.unavailable.gear ?? "unknown") : fixed(own.gear)),
    },
  ];
  const table = dataTable(passes, {
    columns,
    label: "corners",
    decorate(tr, pass) {
      rows.set(tr, pass);
      // the button's click, of pointer or key, rises to its row
      tr.addEventListener("click", () => onChoose(pass));
      mark(tr, pass === current);
    },
  }) as CornerTable;
  table.classList.add("lb-corners");
  const shown = () => [...table.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  table.choose = (chosen, focus = false) => {
    current = chosen;
    for (const tr of shown()) {
      const isChosen = rows.get(tr) === chosen;
      mark(tr, isChosen);
      if (isChosen && focus) tr.querySelector("button")?.focus();
    }
  };
  table.beside = (chosen, steps) => {
    const order = shown().map((tr) => rows.get(tr)!);
    return order[order.indexOf(chosen) + steps] ?? chosen;
  };
  return table;
}

function mark(tr: HTMLTableRowElement, isChosen: boolean): void {
  tr.setAttribute("aria-selected", String(isChosen));
  tr.querySelector("button")?.setAttribute("aria-pressed", String(isChosen));
}

const place = (name: ShownValue, label: string, title: string) => valueColumn(name, label, title);
const speed = (name: ShownValue, label: string, title: string) => valueColumn(name, label, title);

function valueColumn(name: ShownValue, label: string, title: string): Column<CornerPass> {
  return {
    key: name,
    label,
    title: `${title}; beside it the difference to the reference, faded where the recordings do not resolve it`,
    number: true,
    value: ({values}) => values[name].value,
    cell(pass) {
      const value = pass.values[name];
      if (value.value === null) return absent(absenceReason(pass, name));
      return html`<span>${fixed(value.value)}${spreadOf(pass, value)}${difference(value)}</span>`;
    },
  };
}

/** A difference in the value's own column, so that the values stay aligned. */
function difference({difference: by, reference, isResolved}: PassValue): HTMLElement {
  if (by === null) return html`<span class="c-by"></span>`;
  const title = `reference ${fixed(reference)}${isResolved === false ? "; the difference is not resolved" : ""}`;
  return html`<span class=${`c-by${isResolved ? "" : " lb-faded"}`} title=${title}>${signed(by)}</span>`;
}

/** What is usual from lap to lap, where values are medians: a place of its own, so that the values stay aligned. */
function spreadOf({isTypical}: CornerPass, {spread}: PassValue, decimals = 0): HTMLElement | "" {
  return isTypical
    ? html`<span class="c-spread lb-muted">${spread === null ? "" : `±${fixed(spread, decimals)}`}</span>`
    : "";
}

function timeDifference({time: {difference: by, isResolved}, claim}: CornerPass): HTMLElement {
  if (by === null) return absent("the reference has no time here");
  const side = isResolved ? (by > 0 ? "lb-lost" : "lb-gained") : "lb-faded";
  const title = claim?.carried.length
    ? claim.text
    : isResolved
      ? null
      : (claim?.reason ?? "not resolved by the recordings");
  return html`<span class=${side} title=${title}>${delta(1000 * by)}</span>`;
}

/** "+8", "−3", "±0". */
export function signed(value: number): string {
  const text = fixed(value);
  return text === "0" ? "±0" : value > 0 ? `+${text}` : text;
}

/** A dash for a value that is not there, with the reason. */
function absent(reason: string): HTMLElement {
  return html`<span class="lb-muted" title=${reason}><span aria-hidden="true">—</span><span class="lb-visually-hidden">${reason}</span></span>`;
}

const PART: Record<ShownValue, MeasuredPart> = {
  "brake point": "brake",
  "minimum speed": "speed",
  "exit speed": "speed",
  "throttle pick-up": "throttle",
  "full throttle": "throttle",
};

/** Why the lap has no such value in a corner. */
export function absenceReason({own}: Pick<CornerPass, "own">, name: ShownValue): string {
  const missing = own.unavailable[PART[name]];
  if (missing !== undefined) return missing;
  if (name === "brake point") return "no braking for this corner";
  if (PART[name] === "throttle" && own.throttle === null) return "the throttle stayed full";
  if (name === "throttle pick-up") return "the throttle was never closed";
  if (name === "full throttle") return "the throttle was not full before the next corner";
  return "not recorded here";
}
