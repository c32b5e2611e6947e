import {html} from "npm:htl";
import type {Channel} from "../../core/channels/catalogue.js";
import {type Column, dataTable} from "../ui/dataTable.js";
import {LAP_TABLE_COLUMNS} from "./lapColumns.js";

interface ColumnDescription {
  name: string;
  unit: string;
  meaning: string;
}

const COLUMNS: Column<ColumnDescription>[] = [
  {label: "Column", value: ({name}) => name, cell: ({name}) => html`<code>${name}</code>`},
  {label: "Unit", cell: ({unit}) => unit},
  {label: "Meaning", className: "lb-wide", value: ({meaning}) => meaning},
];

const PARTS: Partial<Record<Channel["part"], string>> = {
  motionEx: "the player's car only",
  telemetry2: "rules of 2026",
};

/** The columns of `laps`. */
export function lapColumnsTable(): HTMLElement {
  const rows = Object.entries(LAP_TABLE_COLUMNS).map(([name, [unit, meaning]]) => ({name, unit, meaning}));
  return details("laps", "a row per lap and car", rows);
}

/** The columns of `samples`, from the channel catalogue. */
export function sampleColumnsTable(
  channels: readonly Pick<Channel, "name" | "label" | "unit" | "kind" | "range" | "part">[],
): HTMLElement {
  const rows = channels.map(({name, label, unit, kind, range, part}) => ({
    name,
    unit,
    meaning: [label, range && `${range[0]} to ${range[1]}`, kind === "discrete" && "discrete", PARTS[part]]
      .filter(Boolean)
      .join("; "),
  }));
  rows.unshift({name: "session", unit: "", meaning: "id of the session"});
  return details("samples", "a row per frame; null where a packet of the frame was lost", rows);
}

function details(table: string, text: string, rows: ColumnDescription[]): HTMLElement {
  return html`<details><summary><code>${table}</code> <span class="lb-muted">${text}, ${rows.length} columns</span></summary>
    ${dataTable(rows, {columns: COLUMNS, label: `columns of ${table}`, search: ({name, meaning}) => `${name} ${meaning}`, tall: true})}
  </details>`;
}
