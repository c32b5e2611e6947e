import {type SqlViews, VIEWS} from "./views.js";

const UNITS = new Map(
  Object.values(VIEWS).flatMap(({columns}) => columns.map(({name, unit}) => [name, unit] as const)),
);

/** Units as names end with them: `bestS`, `lostMs`, `exitKmh`. */
const SUFFIXES: readonly [RegExp, string][] = [
  [/[a-z0-9]Kmh$/, "km/h"],
  [/[a-z0-9]Ms$/, "ms"],
  [/[a-z0-9]S$/, "s"],
  [/[a-z0-9]M$/, "m"],
  [/[a-z0-9]Mm$/, "mm"],
  [/[a-z0-9]Kg$/, "kg"],
  [/[a-z0-9]Litres$/, "l"],
  [/[a-z0-9]Psi$/, "psi"],
  [/[a-z0-9]Bar$/, "bar"],
  [/[a-z0-9]C$/, "°C"],
  [/[a-z0-9]Percent$/, "%"],
];
/** These keep the unit of what they are given. */
const KEEPING =
  /^(?:min|max|avg|mean|median|mode|sum|first|last|any_value|arg_min|arg_max|min_by|max_by|stddev\w*|mad|abs|round|floor|ceil|quantile\w*|lag|lead)\((?:"([^"]+)"|(\w+))(?:,.*)?\)$/i;

/** Unit of a column of an answer, by its name: that of a view's column, or the name's ending; "" where neither tells. */
export function resultUnit(name: string, views?: SqlViews): string {
  const [, quoted, plain = quoted ?? name] = KEEPING.exec(name) ?? [];
  const inner = plain;
  const known = UNITS.get(inner) ?? views?.samples.columns.find((column) => column.name === inner)?.unit;
  if (known !== undefined) return known === "see unit" ? "" : known;
  return SUFFIXES.find(([ending]) => ending.test(inner))?.[1] ?? "";
}
