import {groupBy} from "../../signal/groupBy.js";
import type {CornerMeasures} from "../cornerMeasures.js";
import {type CornerValue, cornerValues} from "./cornerValues.js";
import {type Scatter, scatterOf} from "./scatter.js";

export interface CornerScatter {
  number: number;
  name: string;
  /** laps through the corner */
  laps: number;
  /** a measure counts the laps that have it: see its n; absent where none has */
  values: Partial<Record<CornerValue, Scatter>>;
}

/** The scatter of each measure of each corner over some laps, corners in the order of the first lap. */
export function cornerScatter(laps: readonly (readonly CornerMeasures[])[]): CornerScatter[] {
  const corners = groupBy(laps.flat(), ({number, name}) => `${number} ${name}`);
  return [...corners.values()].map((passes) => {
    const rows = passes.map(cornerValues);
    const names = Object.keys(rows[0]) as CornerValue[];
    const values = names.flatMap((name): [CornerValue, Scatter][] => {
      const scatter = scatterOf(rows.map((row) => row[name] ?? Number.NaN));
      return scatter ? [[name, scatter]] : [];
    });
    const {number, name} = passes[0];
    return {number, name, laps: passes.length, values: Object.fromEntries(values)};
  });
}
