import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";

/** Rows further apart are not of one drive over the line, s. */
const GAP_S = 1;

/**
 * Laps by lap_number, which is empty outside of laps. The file has no lap times: a crossing is halfway between two rows. The part of a
 * lap before and after, which the app adds to a single lap, begins or ends with the file and is no whole lap.
 *
 * @param time of each row, s, not falling
 */
export function raceChronoLaps(time: Float64Array, given: Float64Array, notes: string[]): ImportedLap[] {
  const numbers = withoutSlips(given);
  const same = (a: number, b: number) => a === b || (Number.isNaN(a) && Number.isNaN(b));
  const starts = [0];
  for (let row = 1; row < numbers.length; row++) if (!same(numbers[row], numbers[row - 1])) starts.push(row);
  const crossing = (row: number): number | null =>
    row > 0 && row < time.length && time[row] - time[row - 1] <= GAP_S ? (time[row] + time[row - 1]) / 2 : null;
  const known = starts.map((row) => numbers[row]).filter((n) => !Number.isNaN(n));
  const rise = known.every((n, k) => Number.isInteger(n) && n > 0 && n < 65_536 && (k === 0 || n > known[k - 1]));
  if (!rise) notes.push("lap_number does not rise: laps are counted from 1");
  const laps: ImportedLap[] = [];
  let counted = 0;
  let widest = 0;
  for (const [k, first] of starts.entries()) {
    const end = starts[k + 1] ?? time.length;
    if (Number.isNaN(numbers[first])) {
      // before the first lap; later parts outside of laps belong to none
      if (k === 0) laps.push({...PLAIN_LAP, lap: 0, first, end});
      continue;
    }
    const lap = rise ? numbers[first] : ++counted;
    const [from, to] = [crossing(first), crossing(end)];
    const complete = from !== null && to !== null;
    if (complete) widest = Math.max(widest, time[first] - time[first - 1], time[end] - time[end - 1]);
    laps.push({
      ...PLAIN_LAP,
      ...{lap, first, end, complete, lapTimeMs: complete ? Math.round((to - from) * 1000) : null},
      ...(from !== null && !complete && {fromLine: true}),
    });
  }
  const whole = laps.filter(({complete}) => complete).length;
  notes.push(
    whole
      ? `laps: ${whole} by lap_number; the file has no lap times: they are from the rows, accurate to ${widest.toFixed(3)} s`
      : "laps: none from line to line in the file",
  );
  return laps;
}

/** Empty and impossible numbers within one lap are of that lap. */
function withoutSlips(given: Float64Array): Float64Array {
  const numbers = given.map((n) => (Number.isFinite(n) ? n : Number.NaN));
  let last = -1;
  for (let row = 0; row < numbers.length; row++) {
    if (Number.isNaN(numbers[row])) continue;
    if (last >= 0 && last < row - 1 && numbers[last] === numbers[row]) numbers.fill(numbers[row], last, row);
    last = row;
  }
  return numbers;
}

/**
 * Distance since the line, m, of one that counts from the beginning of the recording. A lap that began before the file ends where
 * whole laps end.
 */
export function raceChronoDistance(total: Float64Array, laps: readonly ImportedLap[]): Float64Array {
  const out = new Float64Array(total.length).fill(Number.NaN);
  const startOf = ({first}: ImportedLap) => (first > 0 ? (total[first] + total[first - 1]) / 2 : total[first]);
  const lengths = laps
    .filter(({complete}) => complete)
    .map((lap) => (total[lap.end] + total[lap.end - 1]) / 2 - startOf(lap))
    .filter((m) => m > 0)
    .sort((a, b) => a - b);
  const length = lengths[lengths.length >> 1] ?? 0;
  for (const lap of laps) {
    const {first, end, complete, fromLine} = lap;
    const driven = total[end - 1] - total[first];
    const start = complete || fromLine ? startOf(lap) : total[first] - Math.max(0, length - driven);
    for (let row = first; row < end; row++) out[row] = Math.max(0, total[row] - start);
  }
  return out;
}
