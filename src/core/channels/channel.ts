import {type Quantity, quantityOf} from "./units.js";

export type ChannelType = "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "float32" | "float64";

/**
 * The part of a frame that carries a channel: a packet of the F1 games. The channels of a part that did not arrive are null in that
 * row. `frame` (identity and time) is always present; `other` holds channels that no F1 packet carries.
 */
export const PARTS = [
  "frame",
  "lap",
  "motion",
  "telemetry",
  "status",
  "damage",
  "motionEx",
  "telemetry2",
  "other",
] as const;
export type Part = (typeof PARTS)[number];

/** Where the F1 games send a channel: packet, field (as in `games/f1/packets`), element of an array field. */
export interface F1Source {
  packet: string;
  field: string;
  index?: number;
  /** value = raw × factor + add */
  factor?: number;
  add?: number;
}

export interface Channel {
  name: string;
  /** as an axis shows it, without the unit */
  label: string;
  /** as an axis shows it; "" for counts, flags and ratios */
  unit: string;
  quantity: Quantity;
  /** stored width */
  type: ChannelType;
  /** stored × scale = value; 1 when absent */
  scale?: number;
  /** discrete channels are never interpolated */
  kind: "continuous" | "discrete";
  part: Part;
  /** Protobuf field number in TelemetryFrame */
  tag: number;
  /** expected values, for axes and plausibility; not a filter */
  range?: [number, number];
  f1?: F1Source;
}

export const WHEELS = ["Rl", "Rr", "Fl", "Fr"] as const;
export type Wheel = (typeof WHEELS)[number];
/** In words, in the order of WHEELS. */
export const WHEEL_LABELS = ["rear left", "rear right", "front left", "front right"];

type Options = Partial<Pick<Channel, "range" | "scale">> & {
  discrete?: boolean;
  /** a plain number that is a share, 0–1 or −1–1, and may be logged as a percentage */
  ratio?: boolean;
  field?: string;
  index?: number;
  factor?: number;
  add?: number;
};

const PACKET_OF: Partial<Record<Part, string>> = {
  lap: "lapData",
  motion: "motion",
  telemetry: "carTelemetry",
  status: "carStatus",
  damage: "carDamage",
  motionEx: "motionEx",
  telemetry2: "carTelemetry2",
};

/** A channel; `field` is its field in the F1 games' packet of its part. */
export function channel(
  tag: number,
  part: Part,
  name: string,
  label: string,
  unit: string,
  type: ChannelType,
  {discrete = false, ratio = false, field, index, factor, add, range, scale}: Options = {},
): Channel {
  const packet = PACKET_OF[part];
  return {
    name,
    label,
    unit,
    quantity: ratio ? "ratio" : quantityOf(unit),
    type,
    kind: discrete ? "discrete" : "continuous",
    part,
    tag,
    ...(range && {range}),
    ...(scale && {scale}),
    ...(field &&
      packet && {f1: {packet, field, ...(index !== undefined && {index}), ...(factor && {factor}), ...(add && {add})}}),
  };
}

/** Four channels, one a wheel, with consecutive tags. */
export function wheels(
  tag: number,
  part: Part,
  name: (wheel: string) => string,
  label: string,
  unit: string,
  type: ChannelType,
  options: Options = {},
): Channel[] {
  return WHEELS.map((wheel, index) =>
    channel(tag + index, part, name(wheel), `${label} ${WHEEL_LABELS[index]}`, unit, type, {...options, index}),
  );
}
