import {sameName} from "../columns/plainName.js";

/** The four numbers by which a channel's raw samples are scaled. */
export interface LdScaling {
  shift: number;
  multiplier: number;
  scale: number;
  decimals: number;
}

/** Converts raw samples in place: (raw ÷ scale × 10^−decimals + shift) × multiplier, or with the shift added last. */
export function scaleSamples(
  raw: Float64Array,
  {shift, multiplier, scale, decimals}: LdScaling,
  shiftLast: boolean,
): void {
  // dividing by a power of ten is exact, multiplying by 0.1 is not
  const up = decimals < 0 ? 10 ** -decimals : 1;
  const down = scale * (decimals > 0 ? 10 ** decimals : 1);
  const [before, after] = shiftLast ? [0, shift] : [shift, 0];
  for (let i = 0; i < raw.length; i++) raw[i] = ((raw[i] * up) / down + before) * multiplier + after;
}

/** Possible values by channel, in any unit that a log may have. */
const POSSIBLE: Record<string, [least: number, most: number]> = {
  groundspeed: [-5, 500],
  throttlepos: [-2, 102],
  brakepos: [-2, 102],
  clutchpos: [-2, 102],
  engrpm: [-100, 25_000],
  gear: [-2, 12],
  fuellevel: [-5, 500],
};

/**
 * Whether a file adds the shift after multiplying. Published readers multiply the shift too. That is done unless it gives a channel
 * impossible values, while all channels are possible the other way, as in logs of rFactor 2 and Le Mans Ultimate, which centre whole
 * numbers in their range.
 */
export function addsShiftLast(channels: readonly {name: string; scaling: LdScaling; raw(): Float64Array}[]): boolean {
  let impossible = false;
  for (const {name, scaling, raw} of channels) {
    const range = POSSIBLE[sameName(name)];
    if (!range || scaling.shift === 0 || scaling.multiplier === 1) continue;
    const fits = (shiftLast: boolean) => {
      const values = raw();
      scaleSamples(values, scaling, shiftLast);
      return values.every((v) => !(v < range[0] || v > range[1]));
    };
    if (!fits(true)) return false;
    impossible ||= !fits(false);
  }
  return impossible;
}
