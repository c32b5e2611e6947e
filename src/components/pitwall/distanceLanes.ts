import type {ColorName} from "../ui/palette.js";

export interface DistanceLane {
  channel: string;
  label: string;
  unit: string;
  height: number;
  domain: readonly [number, number];
  ticks: readonly number[];
  color: ColorName;
  /** shown value = value × factor */
  factor: number;
  /** drawn into the lane above */
  over?: true;
}

/** What the running lap has beside its difference. */
export const DISTANCE_LANES: readonly DistanceLane[] = [
  {
    ...{channel: "speedKmh", label: "speed", unit: "km/h", height: 130, color: "foreground", factor: 1},
    ...{domain: [0, 350], ticks: [0, 100, 200, 300]},
  },
  {
    ...{channel: "throttle", label: "throttle", unit: "%", height: 56, color: "throttle", factor: 100},
    ...{domain: [0, 1.04], ticks: [0, 0.5, 1]},
  },
  {
    ...{channel: "brake", label: "brake", unit: "%", height: 56, color: "brake", factor: 100, over: true},
    ...{domain: [0, 1.04], ticks: []},
  },
];
/** px */
export const DELTA_HEIGHT = 84;
export const [LEFT, RIGHT, HEAD, AXIS] = [44, 8, 22, 20];

/** Top edges of the difference and of each lane, and the bottom edge of the last, px. */
export function laneTops(): number[] {
  const tops = [HEAD];
  let bottom = HEAD + DELTA_HEIGHT;
  for (const {height, over} of DISTANCE_LANES) {
    const top = over ? tops[tops.length - 1] : bottom + HEAD;
    tops.push(top);
    bottom = top + height;
  }
  return [...tops, bottom + 4];
}
