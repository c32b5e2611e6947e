/** The charts of laps that are shown where nobody chose others: channels, and what is computed against the reference. */
export const DEFAULT_CHARTS = "delta speedKmh throttle brake gear steering rpm gLateral gLongitudinal".split(" ");
