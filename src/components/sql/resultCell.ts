import type {QueryResult} from "../../core/sql/queryResult.js";
import {fenced} from "../ui/copyCell.js";
import {withUnit} from "../ui/format.js";
import type {PlotEncoding} from "./plotEncoding.js";

/** Blocks of a notebook that ask a query and draw its answer as it is drawn here. */
export function resultCell({text, columns}: Pick<QueryResult, "text" | "columns">, encoding: PlotEncoding): string {
  const name = rowsName(encoding);
  // in a block of SQL `${…}` would be a value of JavaScript
  const query = text.includes("${")
    ? fenced("js", `const ${name} = await sql\`${text.replace(/[`\\]|\$(?=\{)/g, "\\$&")}\`;`)
    : fenced(`sql id=${name}`, text);
  return `${query}\n${fenced("js", plotCode(name, columns, encoding))}`;
}

function plotCode(rows: string, columns: QueryResult["columns"], {x, y, color: by, mark}: PlotEncoding): string {
  const columnOf = (name: string) => columns.find((column) => column.name === name);
  const label = (name: string) => JSON.stringify(withUnit(name, columnOf(name)?.unit ?? ""));
  const value = (name: string) => (columnOf(name)?.type === "date" ? dateCode(name) : JSON.stringify(name));
  const paint = by ? value(by) : "colors[0]";
  const color = by
    ? columnOf(by)?.type === "number"
      ? `, color: {legend: true, label: ${label(by)}, scheme: "viridis"}`
      : `, color: {legend: true, type: "categorical", range: colors}`
    : "";
  if (columnOf(x)?.type === "text") {
    const along = `x: ${value(y)}, y: ${value(x)}, tip: true`;
    return `Plot.plot({width, marginLeft: 160, x: {label: ${label(y)}, grid: true, nice: true}, y: {label: null, tickSize: 0, domain: [...new Set(${rows}.map((d) => d[${JSON.stringify(x)}]))]}${color}, marks: [
  ${mark === "bar" ? `Plot.ruleX([0]), Plot.barX(${rows}, {${along}, fill: ${paint}})` : `Plot.dot(${rows}, {${along}, stroke: ${paint}, r: 3})`}
]})`;
  }
  const at = `x: ${value(x)}, y: ${value(y)}, tip: true`;
  const marks = {
    line: `Plot.lineY(${rows}, {${at}, ${by ? `z: ${value(by)}, ` : ""}stroke: ${paint}})`,
    dot: `Plot.dot(${rows}, {${at}, stroke: ${paint}, r: 2.5})`,
    bar: `Plot.ruleY([0]), Plot.barY(${rows}, {${at}, fill: ${paint}})`,
  };
  return `Plot.plot({width, marginLeft: 64, x: {label: ${label(x)}}, y: {label: ${label(y)}, grid: true}${color}, marks: [
  ${marks[mark]}
]})`;
}

/** A date as an answer writes it, in UTC. */
function dateCode(name: string): string {
  const text = `d[${JSON.stringify(name)}]`;
  return `(d) => ${text} && new Date(${text}.length > 10 ? ${text}.replace(" ", "T") + "Z" : ${text})`;
}

/** `bestSByTrack`: a name that says what the rows are, so that several answers have several names. */
function rowsName({x, y}: PlotEncoding): string {
  const words = `${y} by ${x}`.match(/[A-Za-z\d]+/g) ?? [];
  const name = words
    .map((word, i) => (i ? word[0].toUpperCase() + word.slice(1) : word[0].toLowerCase() + word.slice(1)))
    .join("");
  return /^[a-z]\w{2,60}$/.test(name) ? name : "answer";
}
