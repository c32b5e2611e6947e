import type {ChannelColumns} from "./columns/column.js";

/** Channels that are sampled while a car drives; others (engine hours, clocks, weather) may be logged without it. */
const DRIVING =
  /^(speedKmh|throttle|brake|clutchPercent|steering|gear|rpm|g(Lateral|Longitudinal|Vertical)|yawRate|lap(Distance|Fraction)|totalDistance|world[XYZ]|latitude|longitude|wheelSpeed..)$/;

export function isDriving(channel: string): boolean {
  return DRIVING.test(channel);
}

/** Rows `first` to `end` with a value of any driving channel, as a fraction; of a log without such channels all rows count. */
export function drivenShare(columns: ChannelColumns, first: number, end: number): number {
  if (end <= first) return 0;
  const driving = Object.entries(columns).flatMap(([channel, values]) => (isDriving(channel) ? [values] : []));
  if (!driving.length) return 1;
  let known = 0;
  for (let row = first; row < end; row++) if (driving.some((values) => !Number.isNaN(values[row]))) known++;
  return known / (end - first);
}
