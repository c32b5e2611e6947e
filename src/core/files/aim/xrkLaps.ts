import type {ImportedLap} from "../importedLog.js";
import {lapsFromCrossings} from "../laps/lapSplit.js";

/** A record that the logger wrote at a timing line. */
export interface XrkLap {
  /** 0: the start line; others: a split */
  segment: number;
  lap: number;
  durationMs: number;
  /** of the logger, ms */
  endMs: number;
  /** what followed the last crossing, when the logger was switched off */
  isRest: boolean;
}

/** Records that follow each other agree within this, ms. */
const AGREE_MS = 5;

/**
 * ```
 * 20 bytes (MyChron 5, Solo 2 …):  1 u8 segment   2 u16 lap   4 u32 duration   12 u8 flags   16 u32 end
 * 32 bytes (MyChron 4 …):          1 u8 segment   2 u16 lap   4 u32 duration   24 u8 flags   28 u32 end
 * ```
 *
 * Times in ms. Flags are 3 or 4 for a lap, and 6 for the part after the last crossing of the line (seen in three files of three loggers, where the
 * car ends in the pits).
 */
export function readLap(payload: DataView): XrkLap | undefined {
  const size = payload.byteLength;
  if (size !== 20 && size !== 32) return undefined;
  return {
    segment: payload.getUint8(1),
    lap: payload.getUint16(2, true),
    durationMs: payload.getUint32(4, true),
    endMs: payload.getUint32(size - 4, true),
    isRest: (payload.getUint8(size === 20 ? 12 : 24) & 6) === 6,
  };
}

/**
 * Laps between the crossings of the start line, with the logger's times. The first record is the drive from switching on to the first
 * crossing, which is no lap.
 *
 * @param time of the rows, s
 * @param startMs logger's time at 0 s
 */
export function xrkLaps(
  time: Float64Array,
  records: readonly XrkLap[],
  startMs: number,
  notes: string[],
): ImportedLap[] | undefined {
  const lines = records.filter(({segment}) => segment === 0).sort((a, b) => a.endMs - b.endMs);
  const crossings = lines.filter(({isRest}, k) => !isRest && (k === 0 || lines[k].endMs > lines[k - 1].endMs));
  if (!crossings.length) return undefined;
  const seconds = (ms: number) => (ms - startMs) / 1000;
  const laps = lapsFromCrossings(
    time,
    crossings.map(({endMs}) => seconds(endMs)),
  );
  let told = 0;
  for (const lap of laps) {
    const [begin, record] = [crossings[lap.lap - 1], crossings[lap.lap]];
    if (!begin || !record || !lap.complete) continue;
    // a record that was lost leaves two laps in one
    if (Math.abs(record.endMs - begin.endMs - record.durationMs) > AGREE_MS) {
      notes.push(`lap ${lap.lap}: the logger's ${record.durationMs} ms do not fit its crossings; these are used`);
      continue;
    }
    told++;
    lap.lapTimeMs = record.durationMs;
    const splits = records
      .filter(({segment, endMs}) => segment > 0 && endMs > begin.endMs && endMs < record.endMs)
      .sort((a, b) => a.endMs - b.endMs)
      .map(({endMs}) => endMs - begin.endMs);
    if (splits.length === 2) lap.sectorsMs = [splits[0], splits[1] - splits[0], record.durationMs - splits[1]];
  }
  notes.push(`laps: ${crossings.length} crossings recorded by the logger; ${told} lap times are its own`);
  return laps;
}
