/** A session is over after this time without datagrams, ms; later datagrams of its source begin a new one. Collector and recorder must agree on it. */
export const SILENT_MS = 300_000;

/** A session is over this long after the game has reported its end, ms. */
export const ENDED_MS = 10_000;
