/**
 * The layout of a MoTeC log (.ld), little endian. Not published by MoTeC; from the public readers and writers gotzl/ldparser,
 * stevendaniluk/MotecLogGenerator, GeekyDeaks/sim-to-motec and afonso360/motec-i2, and checked against a log of a real logger.
 */

/** In the comment of logs written by Lapbook: their signs and axes are the catalogue's. */
export const OWN_LOG = "exported by Lapbook";

export const MAGIC = 0x40;
export const HEADER_SIZE = 1762;
export const EVENT_SIZE = 1154;
export const VENUE_SIZE = 1100;
export const VEHICLE_SIZE = 260;
export const CHANNEL_SIZE = 124;

/** Text fields: offset in their block, length in bytes. Eight bits a character, padded with NUL. */
export type TextField = readonly [offset: number, length: number];

export const HEADER = {
  firstChannel: 8,
  data: 12,
  event: 36,
  serial: 70,
  deviceType: [74, 8] as TextField,
  deviceVersion: 82,
  channels: 86,
  date: [94, 16] as TextField,
  time: [126, 16] as TextField,
  driver: [158, 64] as TextField,
  vehicle: [222, 64] as TextField,
  venue: [350, 64] as TextField,
  session: [1508, 64] as TextField,
  comment: [1572, 64] as TextField,
} as const;

export const EVENT = {
  name: [0, 64] as TextField,
  session: [64, 64] as TextField,
  comment: [128, 1024] as TextField,
  /** u16: the venue is below 65,536 */
  venue: 1152,
} as const;

export const VENUE = {name: [0, 64] as TextField, vehicle: 1098} as const;

export const VEHICLE = {
  id: [0, 64] as TextField,
  weight: 192,
  type: [196, 32] as TextField,
  comment: [228, 32] as TextField,
} as const;

/** value = (raw ÷ scale × 10^−decimals + shift) × multiplier */
export const CHANNEL = {
  previous: 0,
  next: 4,
  data: 8,
  count: 12,
  id: 16,
  type: 18,
  size: 20,
  rate: 22,
  shift: 24,
  multiplier: 26,
  scale: 28,
  decimals: 30,
  name: [32, 32] as TextField,
  short: [64, 8] as TextField,
  unit: [72, 12] as TextField,
  largest: 84,
  smallest: 88,
} as const;

export type SampleKind = "i8" | "i16" | "i32" | "f16" | "f32" | "f64";

/** Used for GPS by newer loggers; undocumented, read as doubles. */
export const GUESSED_TYPE = 8;

/** Type of a sample, by data type and bytes a sample; undefined for unknown ones. */
export function sampleKind(type: number, size: number): SampleKind | undefined {
  if (type === 7) return ({2: "f16", 4: "f32", 8: "f64"} as const)[size];
  if (type === GUESSED_TYPE && size === 8) return "f64";
  if (type === 0 || type === 3 || type === 5) return ({1: "i8", 2: "i16", 4: "i32"} as const)[size];
  return undefined;
}
