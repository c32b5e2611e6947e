import {encodeSamples} from "../../src/core/archive/encodeSamples.js";
import {createColumn, readSamples, type SampleColumn} from "../../src/core/archive/samples.js";
import type {LapRow} from "../../src/core/archive/types.js";
import {CHANNELS, type Channel, type ChannelType, PARTS} from "../../src/core/channels/catalogue.js";
import {storedType} from "../../src/core/channels/storedType.js";
import type {ExportInput} from "../../src/core/export/exportLaps.js";
import {random} from "../../src/core/signal/random.js";
import {bundledExport} from "./exportInput.js";

const WHOLE: Partial<Record<ChannelType, [least: number, most: number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
};
/** of floats; an export multiplies some of them */
const EXTREMES = [0, -0, 1e-40, -1e-30, 1 / 3, -1e9, 16_777_217, 1e30, -1e30, Number.NaN, Number.POSITIVE_INFINITY];

export interface EveryChannelOptions {
  seed: number;
  /** as the archive of the F1 games stores channels, or that of sources without packet layouts */
  stored: "f1" | "rows";
  rows?: number;
}

/**
 * Laps that hold every channel of the catalogue: the least and greatest of its stored type, odd floats, values drawn from all
 * of the type, and a third of them not known, in stretches and alone. 100 rows a second.
 */
export function everyChannel({seed, stored, rows = 400}: EveryChannelOptions): ExportInput {
  const {session, laps: bundled} = bundledExport();
  const source = random(seed);
  const lap = (number: number): ExportInput["laps"][number] => {
    const columns: Record<string, SampleColumn> = {};
    const missing: Record<string, Uint8Array> = {};
    const present = Uint16Array.from({length: rows}, (_, i) =>
      // sometimes a whole part of a frame did not come
      i > 0 && source.next() < 0.05 ? 1 | (1 << Math.floor(PARTS.length * source.next())) : (1 << PARTS.length) - 1,
    );
    for (const channel of CHANNELS) {
      const type = stored === "f1" ? channel.type : storedType(channel);
      const column = (columns[channel.name] = createColumn(type, rows));
      const bits = (missing[channel.name] = new Uint8Array(rows));
      for (let i = 0, away = 0; i < rows; i++, away--) {
        column[i] = storedValue(channel, type, i, number, () => source.next());
        if (channel.part === "frame" || i < 2) continue;
        if (source.next() < 0.02) away = 20;
        if (away > 0 || source.next() < 0.1) bits[i] = 1;
      }
    }
    const row: LapRow = {
      ...bundled[0].row,
      ...{car: 0, lap: number, complete: true, lapTimeMs: rows * 10, samples: rows},
    };
    return {row, samples: readSamples(encodeSamples({rows, columns, present, missing}))};
  };
  return {session, laps: [lap(1), lap(2)]};
}

function storedValue({name}: Channel, type: ChannelType, row: number, lap: number, next: () => number): number {
  if (name === "sessionTime") return 1000 + 4 * (lap - 1) + row / 100;
  if (name === "lapNumber") return lap;
  if (name === "car") return 0;
  if (name === "currentLapTimeMs") return 10 * row;
  if (name === "lapDistance") return row;
  if (name === "frame") return 2 ** 32 - 1000 + 400 * (lap - 1) + row;
  // places that are none on earth, and the one of a receiver without a fix, are no places to a reader
  if (name === "latitude") return 180 * (next() - 0.5);
  if (name === "longitude") return 360 * (next() - 0.5);
  const range = WHOLE[type];
  if (range) {
    const [least, most] = range;
    return row < 2 ? range[row] : Math.round(least + next() * (most - least));
  }
  if (row < EXTREMES.length) return EXTREMES[row];
  return (next() - 0.5) * 10 ** Math.floor(8 * next() - 3);
}
