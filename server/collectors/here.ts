/** How captures name the machine that received. */
export interface Here {
  v4: string;
  v6: string;
}

/** The one machine that there is. */
export const ANYWHERE: Here = {v4: "0.0.0.0", v6: "::"};

/**
 * An address of a machine's own, for those that produce to one log: two that read shared memory, or hear a game on themselves, would
 * else be one conversation to whoever reads them. Made of the name, so that it stays the same; in the network of oneself
 * (127.0.0.0/8), so that it is nobody's.
 */
export function hereAs(host: string): Here {
  let hash = 0x811c9dc5; // FNV-1a
  for (const byte of new TextEncoder().encode(host)) hash = Math.imul(hash ^ byte, 0x01000193);
  const folded = (hash >>> 24) ^ hash;
  const v4 = `127.${(folded >>> 16) & 255}.${(folded >>> 8) & 255}.${folded & 255}`;
  return {v4, v6: `::ffff:${v4}`};
}
