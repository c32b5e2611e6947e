/** Standard gravity, m/s²: the unit g of accelerations. */
export const GRAVITY = 9.80665;
