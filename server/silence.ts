/** A session is over after so long a silence, ms: what its source sends then begins another one. The same for all who name sessions. */
export const SILENT_MS = 300_000;

/** … and so long after the game said that it ended, ms. */
export const ENDED_MS = 10_000;
