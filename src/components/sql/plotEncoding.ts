import type {QueryResult, ResultColumn} from "../../core/sql/queryResult.js";
import {SERIES} from "../ui/palette.js";

export interface PlotEncoding {
  x: string;
  y: string;
  color: string;
  mark: PlotMark;
}

export type PlotMark = "line" | "dot" | "bar";

type Answer = {columns: readonly Pick<ResultColumn, "name" | "type">[]; rows: QueryResult["rows"]};

/**
 * The initial encoding of an answer: x, the first column; y, the first other column of numbers; colour, a further column
 * with few values. Texts on x make bars (dots where a text repeats, because bars would stack), rising numbers a line,
 * others dots.
 */
export function suggestEncoding({columns, rows}: Answer): PlotEncoding | null {
  const x = columns[0];
  const y = columns.slice(1).find(({type}) => type === "number") ?? (x?.type === "number" ? x : undefined);
  if (!x || !y || !rows.length) return null;
  const few = (name: string) => new Set(rows.map((row) => row[name])).size <= SERIES.length;
  const third = columns.find((c) => c !== x && c !== y && (c.type === "text" || c.type === "boolean") && few(c.name));
  const by = third?.name ?? "";
  const once = new Set(rows.map((row) => row[x.name])).size === rows.length;
  const mark = x.type === "text" ? (once ? "bar" : "dot") : rises(rows, x, by) ? "line" : "dot";
  return {x: x.name, y: y.name, color: by, mark};
}

function rises(rows: Answer["rows"], {name, type}: Answer["columns"][number], by: string): boolean {
  const last = new Map<unknown, number>();
  return rows.every((row) => {
    const key = by && row[by];
    const value = type === "date" ? Number(dateOf(row[name])) : Number(row[name]);
    const ok = value >= (last.get(key) ?? Number.NEGATIVE_INFINITY);
    last.set(key, value);
    return ok;
  });
}

/** A date as an answer writes it, in UTC. */
export function dateOf(text: unknown): Date {
  const [day, time = "00:00:00"] = String(text).split(" ");
  return new Date(`${day}T${time}Z`);
}
