import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {QueryResult} from "../../core/sql/queryResult.js";
import {copyCell} from "../ui/copyCell.js";
import {withUnit} from "../ui/format.js";
import {color, SERIES} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import {dateOf, type PlotEncoding, suggestEncoding} from "./plotEncoding.js";
import {resultCell} from "./resultCell.js";

/** Rows drawn at most; of more, every nth is drawn. */
const DRAW_MOST = 20_000;

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
  const copying = copyCell(() => ({blocks: resultCell(result, encoding)}));
  return html`<div><div class="lb-bar">${pick("x", "x", names)}${pick("y", "y", numbers)}${pick("color", "colour", ["", ...names])}${pick("mark", "as", ["line", "dot", "bar"])}${copying}</div>${figure}</div>`;
}

/** Names listed at most on an axis. */
const MOST_NAMES = 40;
/** Longer bars are not easier to compare, px. */
const WIDEST_BARS = 1000;

function drawResult(result: QueryResult, encoding: PlotEncoding, width: number): Element {
  const {columns} = result;
  const {x, y, color: by, mark} = encoding;
  const rows = result.rows.filter((_, i) => i % Math.ceil(result.rows.length / DRAW_MOST) === 0);
  const dates = columns.filter(({type}) => type === "date").map(({name}) => name);
  const data = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(dates.map((name) => [name, row[name] === null ? null : dateOf(row[name])])),
  }));
  const labelOf = (name: string) => withUnit(name, columns.find((column) => column.name === name)?.unit ?? "");
  const isNumeric = columns.find((column) => column.name === by)?.type === "number";
  const stroke = by || color("series1");
  const legend = by
    ? isNumeric
      ? {legend: true, label: labelOf(by), scheme: "viridis" as const}
      : {legend: true, type: "categorical" as const, range: SERIES.map(color)}
    : undefined;
  const options = {x, y, ...(by && mark === "line" && {z: by}), tip: true};
  if (columns.find((column) => column.name === x)?.type === "text") {
    // a text column is the y axis: each value labels its bar, in the order of the answer
    const names = [...new Set(data.map((row) => row[x]))];
    const shown = names.slice(0, MOST_NAMES);
    // characters that 45 % of the width have room for
    const room = Math.floor((width * 0.45 - 16) / 7);
    const short = (text: string) => (text.length > room ? `${text.slice(0, room - 1)}…` : text);
    const longest = Math.max(...shown.map((name) => String(name ?? "—").length));
    const named = data.filter((row) => shown.includes(row[x]));
    const along = {x: y, y: x, tip: true};
    return plotChart({
      width: Math.min(width, WIDEST_BARS),
      height: 64 + shown.length * 20 * (mark === "bar" ? 1 : 1.1),
      marginLeft: 16 + 7 * Math.min(longest, room),
      marginBottom: 40,
      ariaLabel: `${y} by ${x}`,
      caption: names.length > shown.length ? `The first ${MOST_NAMES} of ${names.length} are drawn.` : undefined,
      x: {label: labelOf(y), labelOffset: 36, grid: true, nice: true, ticks: Math.max(3, Math.floor(width / 140))},
      y: {label: null, domain: shown, tickSize: 0, tickFormat: (name) => short(String(name ?? "—"))},
      color: legend,
      marks: [
        mark === "bar" ? Plot.ruleX([0], {stroke: color("muted")}) : null,
        mark === "bar" ? Plot.barX(named, {...along, fill: stroke}) : Plot.dot(named, {...along, stroke, r: 3}),
      ],
    });
  }
  const marks = {
    line: () => Plot.lineY(data, {...options, stroke, strokeWidth: 1.5}),
    dot: () => Plot.dot(data, {...options, stroke, r: 2.5}),
    bar: () => Plot.barY(data, {...options, fill: stroke}),
  };
  return plotChart({
    width,
    height: Math.round(Math.max(220, Math.min(400, width * 0.45))),
    marginLeft: 64,
    marginBottom: 40,
    ariaLabel: `${y} over ${x}`,
    x: {label: labelOf(x), labelOffset: 36},
    y: {label: labelOf(y), grid: true, zero: mark === "bar"},
    color: legend,
    marks: [mark === "bar" ? Plot.ruleY([0], {stroke: color("muted")}) : null, marks[mark]()],
  });
}
