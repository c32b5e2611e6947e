import {halfFloat} from "../halfFloat.js";

/** A channel as its CHS record describes it, and its samples. */
export interface XrkChannel {
  name: string;
  /** "" where the code is unknown or the channel is a plain number */
  unit: string;
  /** bytes of a sample */
  size: number;
  /** ms between the samples of one M message; undefined for a rate code that is not known */
  stepMs: number | undefined;
  isDiscrete: boolean;
  /** of the logger, ms, rising */
  times: number[];
  values: number[];
  /** samples that cannot be read */
  unread: number;
  /** undefined for a type whose layout is not known */
  read: ((view: DataView, at: number) => number) | undefined;
}

const CHS_BYTES = 112;
/** By the unit code. Most of them were compared with RaceStudio's own CSV of the same session. */
const UNITS: Readonly<Record<number, string>> = {
  1: "%",
  3: "g",
  4: "deg",
  5: "deg/s",
  9: "Hz",
  12: "mm",
  14: "bar",
  15: "rpm",
  16: "km/h",
  17: "C",
  18: "ms",
  19: "Nm",
  20: "km/h",
  21: "V",
  22: "l",
  24: "l/s",
  27: "A",
  33: "%",
  43: "kg",
};
/** ms between samples by the rate code: five eighths of it. */
const STEPS: Readonly<Record<number, number>> = {8: 5, 16: 10, 32: 20, 64: 40, 80: 50, 160: 100};

type Type = {bytes: number; isDiscrete?: boolean; read(view: DataView, at: number): number};
const INT32: Type = {bytes: 4, read: (view, at) => view.getInt32(at, true)};
const INT16: Type = {bytes: 2, read: (view, at) => view.getInt16(at, true)};
const HALF: Type = {bytes: 2, read: (view, at) => halfFloat(view.getUint16(at, true))};
/** "N", "R", "1" … */
const LETTER: Type = {bytes: 2, isDiscrete: true, read: (view, at) => letterGear(view.getUint16(at, true))};
/** A gear that the logger computes of speed and rpm: bits 16 to 18, none where bit 19 is set. One description only. */
const COMPUTED: Type = {bytes: 8, isDiscrete: true, read: (view, at) => computedGear(view.getUint32(at, true))};
const GEARS = 15;
const TYPES: Readonly<Record<number, Type>> = {
  0: INT32,
  1: HALF,
  3: INT32,
  4: INT16,
  6: {bytes: 4, read: (view, at) => view.getFloat32(at, true)},
  11: INT16,
  12: INT32,
  13: {bytes: 1, isDiscrete: true, read: (view, at) => view.getUint8(at)},
  20: HALF,
  24: INT32,
};

/**
 * ```
 *  0 u16 index        12 u8 unit (7 bits)   20 u8 type
 * 24 char[8] short    32 char[24] name      64 u8 rate     72 u8 size
 * ```
 */
export function readChannel(payload: DataView): {index: number; channel: XrkChannel} | undefined {
  if (payload.byteLength < CHS_BYTES) return undefined;
  const size = payload.getUint8(72);
  const rate = payload.getUint8(64);
  const code = payload.getUint8(20);
  const type = code === GEARS ? (size === 8 ? COMPUTED : LETTER) : TYPES[code];
  const known = type && type.bytes <= size ? type : undefined;
  return {
    index: payload.getUint16(0, true),
    channel: {
      name: textAt(payload, 32, 24) || textAt(payload, 24, 8),
      unit: UNITS[payload.getUint8(12) & 127] ?? "",
      size,
      stepMs: STEPS[rate] ?? STEPS[rate & 127],
      isDiscrete: known?.isDiscrete ?? false,
      times: [],
      values: [],
      unread: 0,
      read: known?.read,
    },
  };
}

/** Text up to its first zero byte. */
export function textAt(view: DataView, at: number, most: number): string {
  let text = "";
  for (let i = at; i < Math.min(at + most, view.byteLength); i++) {
    const code = view.getUint8(i);
    if (code === 0) break;
    text += String.fromCharCode(code);
  }
  return text.trim();
}

function letterGear(code: number): number {
  if (code === 78) return 0;
  if (code === 82) return -1;
  return code >= 48 && code <= 57 ? code - 48 : Number.NaN;
}

function computedGear(bits: number): number {
  return bits & 0x80000 ? 0 : (bits >> 16) & 7;
}
