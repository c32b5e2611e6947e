import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import {color, SERIES} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import type {QueryResult} from "./queryResult.js";

export interface PlotEncoding {
  x: string;
  y: string;
  color: string;
  mark: PlotMark;
}

export type PlotMark = "line" | "dot" | "bar";

/** Rows drawn at most; of more, every nth is drawn. */
const DRAW_MOST = 20_000;

/**
 * The initial encoding of an answer: x, the first column; y, the first other column of numbers; colour, a further column
 * with few values. Texts on x make bars (dots where a text repeats, because bars would stack), rising numbers a line,
 * others dots.
 */
export function suggestEncoding({columns, rows}: Pick<QueryResult, "columns" | "rows">): PlotEncoding | null {
  const x = columns[0];
  const y = columns.slice(1).find(({type}) => type === "number") ?? (x?.type === "number" ? x : undefined);
  if (!x || !y || !rows.length) return null;
  const few = (name: string) => new Set(rows.map((row) => row[name])).size <= SERIES.length;
  const third = columns.find((c) => c !== x && c !== y && (c.type === "text" || c.type === "boolean") && few(c.name));
  const by = third?.name ?? "";
  const once = new Set(rows.map((row) => row[x.name])).size === rows.length;
  const mark = x.type === "text" ? (once ? "bar" : "dot") : rises(rows, x.name, by) ? "line" : "dot";
  return {x: x.name, y: y.name, color: by, mark};
}

function rises(rows: QueryResult["rows"], x: string, by: string): boolean {
  const last = new Map<unknown, number>();
  return rows.every((row) => {
    const key = by && row[by];
    const value = Number(row[x]);
    const ok = value >= (last.get(key) ?? Number.NEGATIVE_INFINITY);
    last.set(key, value);
    return ok;
  });
}

/** A plot of an answer, with menus for x, y, colour and mark. */
export function resultPlot(result: QueryResult, {width = 960}: {width?: number} = {}): HTMLElement {
  const encoding = suggestEncoding(result);
  if (!encoding) return html`<p class="lb-muted">No numbers to draw.</p>`;
  const figure = html`<figure></figure>`;
  const names = result.columns.map(({name}) => name);
  const numbers = result.columns.filter(({type}) => type === "number").map(({name}) => name);
  const pick = (key: keyof PlotEncoding, label: string, options: string[]) => {
    const chosen = (event: Event) => {
      Object.assign(encoding, {[key]: (event.target as HTMLSelectElement).value});
      draw();
    };
    return html`<label>${label} <select onchange=${chosen}>${options.map((o) => html`<option value=${o} selected=${o === encoding[key]}>${o || "—"}</option>`)}</select></label>`;
  };
  const draw = () => figure.replaceChildren(drawResult(result, encoding, width));
  draw();
  return html`<div><div class="lb-bar">${pick("x", "x", names)}${pick("y", "y", numbers)}${pick("color", "colour", ["", ...names])}${pick("mark", "as", ["line", "dot", "bar"])}</div>${figure}</div>`;
}

function drawResult({columns, rows}: QueryResult, {x, y, color: by, mark}: PlotEncoding, width: number): Element {
  const step = Math.ceil(rows.length / DRAW_MOST);
  const data = step > 1 ? rows.filter((_, i) => i % step === 0) : rows;
  const numeric = columns.find((c) => c.name === by)?.type === "number";
  const discrete = mark === "bar" || columns.find((c) => c.name === x)?.type === "text";
  const stroke = by || color("series1");
  const options = {x, y, ...(by && mark === "line" && {z: by}), tip: true};
  const marks = {
    line: () => Plot.lineY(data, {...options, stroke, strokeWidth: 1.5}),
    dot: () => Plot.dot(data, {...options, stroke, r: 2.5}),
    bar: () => Plot.barY(data, {...options, fill: stroke}),
  };
  return plotChart({
    width,
    height: Math.round(Math.max(220, Math.min(400, width * 0.45))),
    marginLeft: 64,
    marginBottom: discrete ? 64 : 40,
    ariaLabel: `${y} over ${x}`,
    x: {label: x, labelOffset: discrete ? 60 : 36, ...(discrete && {tickRotate: rows.length > 6 ? -30 : 0})},
    y: {label: y, grid: true, zero: mark === "bar"},
    color: by
      ? numeric
        ? {legend: true, label: by, scheme: "viridis"}
        : {legend: true, type: "categorical", range: SERIES.map(color)}
      : undefined,
    marks: [mark === "bar" ? Plot.ruleY([0], {stroke: color("muted")}) : null, marks[mark]()],
  });
}
