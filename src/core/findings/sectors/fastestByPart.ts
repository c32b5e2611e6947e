import {pieceTimes} from "../../laps/partition.js";
import {type AnalysedLap, timeFloor} from "../analysedLap.js";

/** Who was fastest in a part of the lap. */
export interface FastestPart {
  fromM: number;
  toM: number;
  /** of each lap, s; NaN where it has none */
  times: number[];
  /** index of the fastest lap; −1 where no lap has a time */
  fastest: number;
  /** s by which the second is slower; NaN without a second */
  marginS: number;
  /** what the recordings cannot distinguish from no difference between these two, s */
  floorS: number;
}

/**
 * The fastest of several laps in each part of the lap. A margin within the floor is a tie: who drew the longer frame is no faster.
 *
 * @param laps one of each driver, on one line
 * @param bounds ascending, m along the line
 */
export function fastestByPart(laps: readonly Pick<AnalysedLap, "grid">[], bounds: ArrayLike<number>): FastestPart[] {
  const parts = Array.from({length: bounds.length - 1}, (_, i) => ({fromM: bounds[i], toM: bounds[i + 1]}));
  const times = laps.map(({grid}) => pieceTimes(grid, parts));
  return parts.map((part, p) => {
    const order = laps
      .map((_, i) => i)
      .filter((i) => Number.isFinite(times[i][p]))
      .sort((a, b) => times[a][p] - times[b][p]);
    const [first, second] = order;
    const hasTwo = second !== undefined;
    return {
      ...part,
      times: times.map((own) => own[p]),
      fastest: first ?? -1,
      marginS: hasTwo ? times[second][p] - times[first][p] : Number.NaN,
      floorS: hasTwo ? timeFloor(laps[first], laps[second], part) : Number.NaN,
    };
  });
}
