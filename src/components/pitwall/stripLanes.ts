import type {ColorName} from "../ui/palette.js";

/** px around and between the lanes of a strip */
export const STRIP = {left: 40, right: 8, header: 20, gap: 6, axis: 18};

export interface StripLine {
  channel: string;
  label: string;
  color: ColorName;
  digits: number;
  /** shown value = value × factor */
  factor: number;
}

/** One chart of a strip. */
export interface Lane {
  unit: string;
  height: number;
  /** in the channel's stored unit */
  domain: [number, number];
  ticks: number[];
  /** decimals of the ticks; none where absent */
  tickDigits?: number;
  lines: StripLine[];
  /** why there is no value of a car; absent: whether the game has sent one is looked at */
  missing?: (car: number) => string | undefined;
}

const line = (channel: string, label: string, color: ColorName, digits = 0, factor = 1): StripLine => ({
  channel,
  label,
  color,
  digits,
  factor,
});

export const PACE_LANES: readonly Lane[] = [
  {
    unit: "km/h",
    height: 128,
    domain: [0, 350],
    ticks: [0, 100, 200, 300],
    lines: [line("speedKmh", "speed", "foreground")],
  },
  {
    unit: "%",
    height: 64,
    domain: [-0.02, 1.04],
    ticks: [0, 0.5, 1],
    lines: [line("throttle", "throttle", "throttle", 0, 100), line("brake", "brake", "brake", 0, 100)],
  },
];

export const GRIP_LANES: readonly Lane[] = [
  {
    unit: "%",
    height: 96,
    domain: [-1.02, 1.02],
    ticks: [-1, 0, 1],
    lines: [line("steering", "steering, − left", "steering", 0, 100)],
  },
  {
    unit: "g",
    height: 96,
    domain: [-6, 6],
    ticks: [-4, 0, 4],
    lines: [line("gLateral", "lateral", "series2", 1), line("gLongitudinal", "longitudinal", "series6", 1)],
  },
];
