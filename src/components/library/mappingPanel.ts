import {html} from "npm:htl";
import type {LogChoices} from "../../core/archive/types.js";
import type {ColumnChoice} from "../../core/files/columns/columnChoices.js";
import type {PreviewColumn} from "../../core/files/columns/previewColumn.js";
import type {Target} from "../../core/files/columns/targets.js";
import type {TableChoices} from "../../core/files/csv/tableHead.js";
import {fixed} from "../ui/format.js";
import {sparkline} from "../ui/sparkline.js";
import type {Mapping, MappingSource} from "./mappingSource.js";

export interface MappingOptions {
  /** earlier choices; without them the columns are guessed */
  choices?: LogChoices;
  /** further files with the same columns */
  more?: number;
  action?: string;
  onDone: (choices: LogChoices, all: boolean) => void;
  onCancel: () => void;
}

/** Channels that most tables have, listed first. */
const USUAL =
  "sessionTime currentLapTimeMs lapNumber lapDistance speedKmh throttle brake steering gear rpm worldX worldY worldZ gLateral gLongitudinal lastLapTimeMs".split(
    " ",
  );
/** Guesses of less confidence have a badge. */
const SURE = 0.75;
const TIME_TEXT = {
  time: "a time column",
  lapTime: "the current lap time",
  distance: "distance and speed",
  rate: "rows per second",
};
const LAP_TEXT = {
  lapNumber: "the lap number",
  lapTime: "restarts of the lap time",
  fraction: "restarts of the lap fraction",
  distance: "restarts of the distance",
  none: "no column",
};

/**
 * A form to review the columns of a file, each with its guessed channel and unit. Every change is previewed at once.
 */
export function mappingPanel(name: string, source: MappingSource, options: MappingOptions): HTMLElement {
  const {more = 0, action = "Import", onDone, onCancel} = options;
  const choices = source.start(options.choices);
  const columns = choices.columns as Record<string, ColumnChoice | null>;
  let mapping = source.preview(choices);

  const rows = mapping.columns.map((column) => mappingRow(column, source.targets, choose));
  const [taken, left] = [true, false].map((used) =>
    rows.filter((_, i) => (mapping.columns[i].channel !== null) === used),
  );
  const warnings = html`<ul class="lb-mapping-warnings" aria-live="polite"></ul>`;
  const lapCount = html`<span class="lb-muted"></span>`;
  const timeBase = choice(TIME_TEXT, (value) => set("timeBase", value));
  const lapFrom = choice(LAP_TEXT, (value) => set("lapFrom", value));
  const numbers = source.numbers.map((number) => {
    const {key, label} = number;
    const input = html<HTMLInputElement>`<input class="lb-input" type="number" min="0.1" step="any" size="6" value=${choices[key] ?? ""} oninput=${() => set(key, input.valueAsNumber || undefined)}>`;
    return {...number, element: html`<label>${label} ${input}</label>`};
  });
  const texts = (["track", "driver", "car"] as const).map((key) => {
    const input = html<HTMLInputElement>`<input class="lb-input" type="text" value=${choices[key] ?? ""} placeholder=${source.facts[key] || "not in the file"} oninput=${() => set(key, input.value || undefined)}>`;
    return html`<label>${key} ${input}</label>`;
  });
  const all = html<HTMLInputElement>`<input type="checkbox" checked>`;
  const done = html<HTMLButtonElement>`<button type="submit" class="lb-button lb-primary">${action}</button>`;
  const body = (
    some: MappingRow[],
  ) => html`<div class="lb-scroll" tabindex="0"><table class="lb-table lb-mapping-table">
    <thead><tr><th scope="col">Column</th><th scope="col">First values</th><th scope="col">Trace</th><th scope="col">Channel</th><th scope="col">Unit</th></tr></thead>
    <tbody>${some.map(({element}) => element)}</tbody></table></div>`;
  const timing = mapping.table
    ? [html`<label>time from ${timeBase}</label>`, html`<label>laps from ${lapFrom}</label>`]
    : [];
  const root = html<HTMLFormElement>`<form class="lb-mapping" aria-label=${`columns of ${name}`}>
    <h3>${name} <span class="lb-muted">${source.size}</span></h3>
    <p>${source.about}</p>
    ${source.reread ? readingBar(source, reread) : ""}
    ${warnings}
    ${body(taken)}
    ${left.length ? html`<details open=${taken.length === 0 || mapping.warnings.length > 0}><summary>${left.length === 1 ? "1 column" : `${left.length} columns`} left out</summary>${body(left)}</details>` : ""}
    <div class="lb-bar">${timing}${numbers.map(({element}) => element)}${lapCount}</div>
    <div class="lb-bar">${texts}</div>
    ${more ? html`<div class="lb-bar"><label>${all} the same for ${more === 1 ? "the other file" : `the other ${more} files`} with these columns</label></div>` : ""}
    <div class="lb-bar">${done}<button type="button" class="lb-button" onclick=${onCancel}>Cancel</button></div>
  </form>`;
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    onDone(source.done(choices, mapping), more > 0 && all.checked);
  });

  function reread(changed: Partial<TableChoices>): void {
    try {
      const next = source.reread!(changed);
      const {columns: _, ...kept} = choices;
      root.replaceWith(mappingPanel(name, next, {...options, choices: kept}));
    } catch (error) {
      show(mapping, (error as Error).message);
    }
  }

  function set(key: string, value: unknown): void {
    if (value === undefined) delete choices[key];
    else choices[key] = value;
    update();
  }

  let lent: {by: string; from: string; choice: ColumnChoice} | undefined;
  function choose(column: string, choice: ColumnChoice | null): void {
    // typing a channel's name chooses others on the way: what they took is given back
    if (lent?.by === column) columns[lent.from] = lent.choice;
    lent = undefined;
    // a channel has one column, the one chosen last
    for (const [other, its] of Object.entries(columns))
      if (choice && other !== column && its?.channel === choice.channel) {
        lent = {by: column, from: other, choice: its};
        columns[other] = null;
      }
    columns[column] = choice;
    update();
  }

  function update(): void {
    let problem = "";
    try {
      mapping = source.preview(choices);
    } catch (error) {
      problem = (error as Error).message;
    }
    for (const [i, row] of rows.entries()) row.show(mapping.columns[i]);
    show(mapping, problem);
  }

  function show({warnings: texts, table}: Mapping, problem: string): void {
    const list = problem ? [problem, ...texts] : texts;
    warnings.replaceChildren(...list.map((text) => html`<li>${text}</li>`));
    for (const {element, matters} of numbers) element.hidden = !matters(mapping);
    done.disabled = problem !== "";
    if (!table) return;
    const {timeBase: base, lapFrom: from, laps} = table;
    timeBase.value = base ?? "";
    lapFrom.value = from;
    lapCount.textContent = laps > 1 ? `${laps} laps, including unfinished ones` : "";
    done.disabled ||= base === undefined || (base === "rate" && !choices.rateHz);
  }

  show(mapping, "");
  return root;
}

const SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"};
const DECIMALS = {".": "point", ",": "comma"};

/** How the text of a table is read; a change reads it again. */
function readingBar({reading}: MappingSource, change: (changed: Partial<TableChoices>) => void): HTMLElement {
  const {separator, decimal, headerRow} = reading!;
  const between = choice(SEPARATORS, (value) => change({separator: value}));
  const mark = choice(DECIMALS, (value) => change({decimal: value as "." | ","}));
  between.value = separator;
  mark.value = decimal;
  const line = html<HTMLInputElement>`<input class="lb-input" type="number" min="0" step="1" size="4" value=${headerRow} onchange=${() => change({headerRow: line.valueAsNumber || 0})}>`;
  return html`<div class="lb-bar"><label>names of the columns in line ${line}</label><span class="lb-muted">0: there are none</span>
    <label>between fields ${between}</label><label>decimal mark ${mark}</label></div>`;
}

interface MappingRow {
  element: HTMLElement;
  show: (column: PreviewColumn) => void;
}

function mappingRow(
  first: PreviewColumn,
  targets: readonly Target[],
  choose: (column: string, choice: ColumnChoice | null) => void,
): MappingRow {
  const {name} = first;
  // a hundred channels for each of a hundred columns: a menu is filled when it is about to be opened
  const fill = () => {
    if (channel.length > 1) return;
    const {value} = channel;
    channel.replaceChildren(channelOptions(targets).cloneNode(true));
    channel.value = value;
  };
  const channel = html<HTMLSelectElement>`<select aria-label=${`channel of ${name}`} onchange=${() => choose(name, channel.value ? {channel: channel.value} : null)}></select>`;
  for (const before of ["focus", "pointerdown"]) channel.addEventListener(before, fill);
  const unit = html<HTMLSelectElement>`<select aria-label=${`unit of ${name}`} onchange=${() => choose(name, {channel: channel.value, unit: unit.value})}></select>`;
  const guess = html`<span class="lb-badge"></span>`;
  const unitGuess = html`<span class="lb-badge">a guess</span>`;
  const element = html`<tr>
    <th scope="row">${name}${first.unit ? html` <span class="lb-muted">${first.unit}</span>` : ""}</th>
    <td class="lb-mapping-values">${first.samples.join(", ") || "—"}</td>
    <td class="lb-mapping-course" title=${range(first)}>${first.kind === "text" || first.kind === "empty" ? "" : sparkline(first.spark)}</td>
    <td class="lb-mapping-channel">${channel} ${guess}</td>
    <td class="lb-mapping-unit">${unit} ${unitGuess}</td>
  </tr>`;
  const show = ({channel: to, channelUnit, units, assumed, confidence, reason}: PreviewColumn) => {
    if (channel.length < 2) channel.replaceChildren(channelOption(targets.find((target) => target.name === to)));
    channel.value = to ?? "";
    unit.replaceChildren(
      ...units.map((u) => html`<option value=${u} selected=${u === channelUnit}>${u || "unchanged"}</option>`),
    );
    unit.hidden = units.length === 0;
    const unsure = to !== null && confidence < SURE;
    guess.hidden = !unsure;
    guess.textContent = unsure ? "a guess" : "";
    unitGuess.hidden = assumed === "";
    unitGuess.title = assumed;
    channel.title = to ? "" : reason;
  };
  show(first);
  return {element, show};
}

function range({min, max}: PreviewColumn): string {
  const digits = Math.abs(max) < 10 ? 3 : 0;
  return Number.isNaN(min) ? "" : `${fixed(min, digits)} to ${fixed(max, digits)}`;
}

const options = new WeakMap<readonly Target[], DocumentFragment>();

/** "Leave out", the usual channels, then all others in the catalogue's order. */
function channelOptions(targets: readonly Target[]): DocumentFragment {
  const made = options.get(targets);
  if (made) return made;
  const usual = USUAL.flatMap((name) => targets.filter((target) => target.name === name));
  const all = document.createDocumentFragment();
  all.append(
    channelOption(),
    html`<optgroup label="usual">${usual.map(channelOption)}</optgroup>`,
    html`<optgroup label="all others">${targets.filter(({name}) => !USUAL.includes(name)).map(channelOption)}</optgroup>`,
  );
  options.set(targets, all);
  return all;
}

const channelOption = (target?: Target): Element =>
  html`<option value=${target?.name ?? ""}>${target?.label ?? "leave out"}</option>`;

function choice<T extends Record<string, string>>(texts: T, onChoice: (value: string) => void): HTMLSelectElement {
  const select = html<HTMLSelectElement>`<select onchange=${() => onChoice(select.value)}>${Object.entries(texts).map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select>`;
  return select;
}
