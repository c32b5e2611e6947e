/** Full throttle is ≥ 0.98; this is the largest float32 below it, to be compared with `>`. */
export const FULL_THROTTLE = Math.fround(0.98) - 2 ** -25;

/** Braking is above this share of the brake. */
export const BRAKING = 0.05;

/** The throttle is closed up to this share of it. */
export const PICK_UP = 0.05;
