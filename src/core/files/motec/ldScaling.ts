import {sameName} from "../columns/plainName.js";

/** The four numbers by which a channel's raw samples are scaled. */
export interface LdScaling {
  shift: number;
  multiplier: number;
  scale: number;
  decimals: number;
}

/** Changes raw samples to values: (raw ÷ scale × 10^−decimals + shift) × multiplier, or with the shift after the multiplier. */
export function scaleSamples(
  raw: Float64Array,
  {shift, multiplier, scale, decimals}: LdScaling,
  shiftLast: boolean,
): void {
  // a division by a whole power of ten is exact where a multiplication by 0.1 is not
  const up = decimals < 0 ? 10 ** -decimals : 1;
  const down = scale * (decimals > 0 ? 10 ** decimals : 1);
  const [before, after] = shiftLast ? [0, shift] : [shift, 0];
  for (let i = 0; i < raw.length; i++) raw[i] = ((raw[i] * up) / down + before) * multiplier + after;
}

/** What these can be at the most, in any unit that a log has them in. */
const POSSIBLE: Record<string, [least: number, most: number]> = {
  ...{groundspeed: [-5, 500], throttlepos: [-2, 102], brakepos: [-2, 102], clutchpos: [-2, 102]},
  ...{engrpm: [-100, 25_000], gear: [-2, 12], fuellevel: [-5, 500]},
};

/**
 * Whether a file adds the shift after it multiplies. The published readers multiply the shift too, and so it is done unless a
 * channel of this file gets values that it cannot have, while all get possible ones the other way: loggers of rFactor 2 and Le
 * Mans Ultimate, that move whole numbers to the middle of their range, seem to mean it so.
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
