import type {MeantTable} from "./meantTable.js";

/** Change of speed over about half a second, m/s², at the row in the middle. */
export function changesOfSpeed(table: MeantTable): {row: number; rate: number}[] {
  const {time} = table;
  const speed = table.isKnown("speedKmh") ? table.values("speedKmh") : undefined;
  if (!speed || !time) return [];
  const changes: {row: number; rate: number}[] = [];
  let from = 0;
  for (let to = 1; to < speed.length; to++) {
    const seconds = time[to] - time[from];
    if (seconds >= 0 && seconds < 0.4) continue;
    if (seconds > 0 && seconds < 2)
      changes.push({row: (from + to) >> 1, rate: (speed[to] - speed[from]) / 3.6 / seconds});
    from = to;
  }
  return changes;
}
