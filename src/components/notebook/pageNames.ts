/** Pages of the product that notebooks can show. */
export const PAGE_NAMES = [
  ...(["session", "debrief", "corners", "sectors", "consistency", "grip", "race", "stints"] as const),
  ...(["setups", "progress", "laps", "circuit"] as const),
] as const;
export type PageName = (typeof PAGE_NAMES)[number];
