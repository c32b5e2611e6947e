import type {LapFeed} from "../../src/core/laps/lapFeed.js";

/** Session time, lap, distance, lap time. */
type Row = readonly [number, number, number, number];

/** A feed of one car whose rows are given; the first `upTo` of them have come. Channels beside lap and time are NaN. */
export function rowFeed(
  rows: readonly Row[],
  {lengthM = Number.NaN} = {},
): LapFeed & {
  upTo: number;
  rows: readonly Row[];
  rowsRead: number;
} {
  const feed = {
    rows,
    upTo: 1,
    /** rows handed out */
    rowsRead: 0,
    session: lengthM > 0 ? {id: "s", track: {lengthM, sectorStartsM: null}} : null,
    range: {from: rows[0][0]},
    get time() {
      return rows[feed.upTo - 1][0];
    },
    latest: (_: number, channel: string) => feed.window(0, channel, 1e9).values.at(-1)!,
    window(_: number, channel: string, seconds: number) {
      const known = rows.slice(0, feed.upTo).filter(([t]) => t >= feed.time - seconds);
      const column = ["lapNumber", "lapDistance", "currentLapTimeMs"].indexOf(channel) + 1;
      if (column === 1) feed.rowsRead += known.length;
      return {
        time: Float64Array.from(known, ([t]) => t),
        values: Float64Array.from(known, (row) => (column > 0 ? row[column] : Number.NaN)),
      };
    },
    events: () => [],
  };
  return feed;
}
