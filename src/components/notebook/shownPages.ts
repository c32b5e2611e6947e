/** Pages of the product that notebooks can show. */
export const SHOWN_PAGES = [
  ...(["session", "debrief", "corners", "sectors", "consistency", "grip", "race", "stints"] as const),
  ...(["setups", "progress", "laps", "circuit"] as const),
] as const;
export type ShownPage = (typeof SHOWN_PAGES)[number];
