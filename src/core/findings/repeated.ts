/** Share of pairings with the sign of their median from which a difference counts as repeated. */
export const REPEATED = 0.9;
