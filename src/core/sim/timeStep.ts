/** Simulation steps per second. */
export const STEPS_PER_SECOND = 100;
/** Duration of one simulation step, s. */
export const TIME_STEP = 1 / STEPS_PER_SECOND;
