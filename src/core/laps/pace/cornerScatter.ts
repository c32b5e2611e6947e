import {groupBy} from "../../signal/groupBy.js";
import {type Scatter, scatterOf} from "./scatter.js";

/** Measures of one corner on one lap; a measure that the lap does not have (no braking, no channel) is null, NaN or absent. */
export interface CornerPass<M extends string = string> {
  corner: number;
  values: Partial<Record<M, number | null>>;
}

export interface CornerScatter<M extends string = string> {
  corner: number;
  /** laps through the corner */
  laps: number;
  measures: Partial<Record<M, Scatter>>;
}

/** The scatter of each measure at each corner over the laps given, corners by number. A measure counts the laps that have it: see its n. */
export function cornerScatter<M extends string>(passes: readonly CornerPass<M>[]): CornerScatter<M>[] {
  const corners = groupBy(passes, ({corner}) => corner);
  const scatterAt = (own: readonly CornerPass<M>[], name: M) =>
    scatterOf(own.map(({values}) => values[name] ?? Number.NaN));
  return [...corners]
    .sort(([a], [b]) => a - b)
    .map(([corner, own]) => {
      const names = new Set(own.flatMap(({values}) => Object.keys(values) as M[]));
      const measures = [...names].map((name) => [name, scatterAt(own, name)] as const);
      const known = measures.filter(([, scatter]) => scatter);
      return {corner, laps: own.length, measures: Object.fromEntries(known) as CornerScatter<M>["measures"]};
    });
}
