import {closestChannels} from "../channels/closestChannels.js";
import {closestNames} from "../channels/closestName.js";
import {VIEWS} from "./views.js";

/** DuckDB's message, with the position in the query once (syntax errors repeat it). */
export function duckError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [head, ...places] = message.split(/\n+(?=LINE \d+:)/);
  return [head.trimEnd(), ...new Set(places.map((place) => place.trimEnd()))].join("\n\n");
}

const HINTS: readonly [RegExp, (found: RegExpExecArray, query: string) => string][] = [
  [
    /Table with name (\S+) does not exist/,
    ([, name]) => {
      const tables = Object.keys(VIEWS);
      return `${meant(closestNames(name, tables))}Tables: ${tables.join(", ")}.`;
    },
  ],
  [
    /Referenced column "([^"]+)" not found/,
    ([, name], query) =>
      query.includes(`"${name}"`)
        ? `A text is written in single quotes: '${name}'. Double quotes are for names of columns.`
        : `${meant(closestColumns(name, query))}Columns and units of each table are listed below.`,
  ],
  [
    /does not have a column named "([^"]+)"/,
    ([, name], query) => `${meant(closestColumns(name, query))}Columns and units of each table are listed below.`,
  ],
  [
    /must appear in the GROUP BY clause/,
    () => "Add GROUP BY ALL, or take min(…), avg(…) or any_value(…) of the column.",
  ],
  [
    /Out of Memory|could not allocate|memory access out of bounds/i,
    () => "Ask for fewer columns or laps: restrict session, car or lap.",
  ],
  [/No function matches/, () => "Convert the column first: lapTimeMs::double, startedAt::timestamp."],
  [
    /exists in the \w+ extension|install.*extension/i,
    () => "Extensions of DuckDB would be downloaded, which this page never does.",
  ],
];

/** The columns of the query's tables that a mistyped name means. */
function closestColumns(name: string, query: string): string[] {
  const views = Object.entries(VIEWS).filter(([view]) => new RegExp(`\\b${view}\\b`, "i").test(query));
  const columns = views.flatMap(([, {columns}]) => columns.map(({name}) => name));
  const near = closestNames(name, columns);
  return near.length ? near : closestChannels(name).filter((channel) => columns.includes(channel));
}

const meant = (names: readonly string[]) => (names.length ? `Did you mean ${names.join(", ")}? ` : "");

/** How to mend a query that failed; "" where the message says it all. */
export function errorHint(message: string, query: string): string {
  for (const [pattern, hint] of HINTS) {
    const found = pattern.exec(message);
    if (found) return hint(found, query);
  }
  return "";
}

/** Where in the query an error is: the characters to mark. Undefined where the message does not say. */
export function errorPlace(message: string, query: string): [from: number, to: number] | undefined {
  const found = /^LINE (\d+): (.*)\n( *)\^/m.exec(message);
  if (!found) return undefined;
  const [, line, shown, indent] = found;
  const lines = query.split("\n");
  const text = lines[Number(line) - 1];
  if (text === undefined) return undefined;
  // DuckDB shows a part of a long line, with dots for what is left out
  const cut = shown.startsWith("...") ? 3 : 0;
  const start = text.indexOf(shown.slice(cut).replace(/\.\.\.$/, ""));
  const column = start + indent.length - `LINE ${line}: `.length - cut;
  if (start < 0 || column < 0 || column > text.length) return undefined;
  const before = lines.slice(0, Number(line) - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const word = /^(?:"[^"]*"|'[^']*'|\w+|.)/.exec(text.slice(column))?.[0] ?? "";
  return [before + column, before + column + word.length];
}
