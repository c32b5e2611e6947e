import {html} from "npm:htl";
import type {LogChoices} from "../core/archive/types.js";
import type {CsvTable} from "../core/foreign/csv/csvTable.js";
import type {ColumnChoice} from "../core/foreign/generic/choices.js";
import {previewChoices} from "../core/foreign/generic/previewChoices.js";
import {type CsvPreview, type PreviewColumn, previewTable} from "../core/foreign/generic/previewCsv.js";
import {TARGETS} from "../core/foreign/generic/targets.js";
import {count, fixed} from "./format.js";
import {sparkline} from "./sparkline.js";

export interface MappingOptions {
  /** choices made before; else the columns are guessed */
  choices?: LogChoices;
  /** only the beginning of the file is in the table */
  partly?: boolean;
  /** further files that wait for the same question */
  more?: number;
  action?: string;
  onDone: (choices: LogChoices, all: boolean) => void;
  onCancel: () => void;
}

/** Channels that most tables have, before all others. */
const USUAL =
  "sessionTime currentLapTimeMs lapNumber lapDistance speedKmh throttle brake steering gear rpm worldX worldY worldZ gLateral gLongitudinal lastLapTimeMs".split(
    " ",
  );
/** Below this a guess is marked. */
const SURE = 0.75;
const TIME_TEXT = {
  time: "a column of time",
  lapTime: "the running lap time",
  distance: "distance and speed",
  rate: "rows a second",
};
const LAP_TEXT = {
  lapNumber: "a column that counts them",
  lapTime: "the lap time beginning anew",
  fraction: "the share of the lap beginning anew",
  distance: "the distance beginning anew",
  none: "one lap",
};

/**
 * A table's columns, each with what Lapbook takes it for: to be looked at, corrected and imported. Every change shows at
 * once what follows from it.
 */
export function mappingPanel(name: string, table: CsvTable, options: MappingOptions): HTMLElement {
  const {partly = false, more = 0, action = "Import", onDone, onCancel} = options;
  let preview = previewTable(table, options.choices);
  const {timeBase: _, lapFrom: __, ...start} = previewChoices(preview);
  const choices: LogChoices = {...start, ...options.choices, columns: {...(start.columns as object)}};
  const columns = choices.columns as Record<string, ColumnChoice | null>;

  const rows = preview.columns.map((column) => mappingRow(column, choose));
  const [taken, left] = [true, false].map((used) =>
    rows.filter((_, i) => (preview.columns[i].channel !== null) === used),
  );
  const warnings = html`<ul class="lb-mapping-warnings" aria-live="polite"></ul>`;
  const told = html`<span class="lb-muted"></span>`;
  const timeBase = choice(TIME_TEXT, (value) => set("timeBase", value));
  const lapFrom = choice(LAP_TEXT, (value) => set("lapFrom", value));
  const rate = html<HTMLInputElement>`<input class="lb-input" type="number" min="0.1" step="any" size="6" value=${choices.rateHz ?? ""} oninput=${() => set("rateHz", rate.valueAsNumber || undefined)}>`;
  const rateLabel = html`<label>rows a second ${rate}</label>`;
  const texts = (["track", "driver", "car"] as const).map((key) => {
    const input = html<HTMLInputElement>`<input class="lb-input" type="text" value=${choices[key] ?? ""} oninput=${() => set(key, input.value || undefined)}>`;
    return html`<label>${key} ${input}</label>`;
  });
  const all = html<HTMLInputElement>`<input type="checkbox" checked>`;
  const done = html<HTMLButtonElement>`<button type="submit" class="lb-button lb-primary">${action}</button>`;
  const body = (some: MappingRow[]) => html`<div class="lb-scroll"><table class="lb-table lb-mapping-table">
    <thead><tr><th scope="col">Column</th><th scope="col">First values</th><th scope="col">Course</th><th scope="col">Channel</th><th scope="col">Unit</th></tr></thead>
    <tbody>${some.map(({element}) => element)}</tbody></table></div>`;
  const root = html<HTMLFormElement>`<form class="lb-mapping" aria-label=${`columns of ${name}`}>
    <h3>${name} <span class="lb-muted">${count(preview.rows)} rows${partly ? " looked at, the file has more" : ""}</span></h3>
    <p>A table of numbers. This is what Lapbook takes its columns for: correct what is wrong, then import.</p>
    ${warnings}
    ${body(taken)}
    ${left.length ? html`<details open=${taken.length === 0}><summary>${left.length === 1 ? "a column" : `${left.length} columns`} left out</summary>${body(left)}</details>` : ""}
    <div class="lb-bar"><label>time from ${timeBase}</label>${rateLabel}<label>laps from ${lapFrom}</label>${told}</div>
    <div class="lb-bar">${texts}</div>
    ${more ? html`<div class="lb-bar"><label>${all} the same for ${more === 1 ? "the other file" : `the other ${more} files`} with these columns</label></div>` : ""}
    <div class="lb-bar">${done}<button type="button" class="lb-button" onclick=${onCancel}>Cancel</button></div>
  </form>`;
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    onDone({...choices, ...previewChoices(preview)}, more > 0 && all.checked);
  });

  function set(key: string, value: unknown): void {
    if (value === undefined) delete choices[key];
    else choices[key] = value;
    update();
  }

  function choose(column: string, choice: ColumnChoice | null): void {
    // a channel has one column: the one chosen last
    for (const [other, its] of Object.entries(columns))
      if (choice && other !== column && its?.channel === choice.channel) columns[other] = null;
    columns[column] = choice;
    update();
  }

  function update(): void {
    let problem = "";
    try {
      preview = previewTable(table, choices);
    } catch (error) {
      problem = (error as Error).message;
    }
    for (const [i, row] of rows.entries()) row.show(preview.columns[i]);
    show(preview, problem);
  }

  function show({warnings: texts, timeBase: base, lapFrom: from, laps}: CsvPreview, problem: string): void {
    const list = problem ? [problem, ...texts] : texts;
    warnings.replaceChildren(...list.map((text) => html`<li>${text}</li>`));
    timeBase.value = base ?? "";
    lapFrom.value = from;
    rateLabel.hidden = base !== "rate" && base !== undefined;
    told.textContent = laps > 1 ? `${laps} laps, begun ones included` : "";
    done.disabled = problem !== "" || base === undefined || (base === "rate" && !choices.rateHz);
  }

  show(preview, "");
  return root;
}

interface MappingRow {
  element: HTMLElement;
  show: (column: PreviewColumn) => void;
}

function mappingRow(first: PreviewColumn, choose: (column: string, choice: ColumnChoice | null) => void): MappingRow {
  const {name} = first;
  const channel = html<HTMLSelectElement>`<select aria-label=${`channel of ${name}`} onchange=${() => choose(name, channel.value ? {channel: channel.value} : null)}></select>`;
  channel.append(channelOptions().cloneNode(true));
  const unit = html<HTMLSelectElement>`<select aria-label=${`unit of ${name}`} onchange=${() => choose(name, {channel: channel.value, unit: unit.value})}></select>`;
  const mark = html`<span class="lb-badge"></span>`;
  const element = html`<tr>
    <th scope="row">${name}${first.unit ? html` <span class="lb-muted">${first.unit}</span>` : ""}</th>
    <td class="lb-mapping-values">${first.samples.join(", ") || "—"}</td>
    <td class="lb-mapping-course" title=${range(first)}>${first.kind === "text" || first.kind === "empty" ? "" : sparkline(first.spark)}</td>
    <td class="lb-mapping-channel">${channel} ${mark}</td>
    <td class="lb-mapping-unit">${unit}</td>
  </tr>`;
  const show = ({channel: to, channelUnit, units, confidence, reason}: PreviewColumn) => {
    channel.value = to ?? "";
    unit.replaceChildren(...units.map((u) => html`<option value=${u} selected=${u === channelUnit}>${u}</option>`));
    unit.hidden = units.length === 0;
    const unsure = to !== null && confidence < SURE;
    mark.hidden = !unsure;
    mark.textContent = unsure ? "a guess" : "";
    channel.title = to ? "" : reason;
  };
  show(first);
  return {element, show};
}

function range({min, max}: PreviewColumn): string {
  const digits = Math.abs(max) < 10 ? 3 : 0;
  return Number.isNaN(min) ? "" : `${fixed(min, digits)} to ${fixed(max, digits)}`;
}

let options: DocumentFragment | undefined;

/** "Leave out", the usual channels, then all others as the catalogue has them. */
function channelOptions(): DocumentFragment {
  if (options) return options;
  const option = ({name, label}: {name: string; label: string}) => html`<option value=${name}>${label}</option>`;
  const usual = USUAL.flatMap((name) => TARGETS.filter((target) => target.name === name));
  options = document.createDocumentFragment();
  options.append(
    html`<option value="">leave out</option>`,
    html`<optgroup label="usual">${usual.map(option)}</optgroup>`,
    html`<optgroup label="all others">${TARGETS.filter(({name}) => !USUAL.includes(name)).map(option)}</optgroup>`,
  );
  return options;
}

function choice<T extends Record<string, string>>(texts: T, onChoice: (value: string) => void): HTMLSelectElement {
  const select = html<HTMLSelectElement>`<select onchange=${() => onChoice(select.value)}>${Object.entries(texts).map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select>`;
  return select;
}
