/** Destination addresses in captures, which identify the receiving machine. */
export interface HostAddress {
  v4: string;
  v6: string;
}

/** Where only one machine writes to the log. */
export const UNSPECIFIED_ADDRESS: HostAddress = {v4: "0.0.0.0", v6: "::"};

/**
 * An address for a machine, where several write to one log: without it, two machines that read shared memory or a local game
 * would appear as one conversation. Derived from the machine's name, so that it is stable, within the loopback network
 * (127.0.0.0/8), so that it belongs to no other machine.
 */
export function hostAddress(host: string): HostAddress {
  let hash = 0x811c9dc5; // FNV-1a
  for (const byte of new TextEncoder().encode(host)) hash = Math.imul(hash ^ byte, 0x01000193);
  const folded = (hash >>> 24) ^ hash;
  const v4 = `127.${(folded >>> 16) & 255}.${(folded >>> 8) & 255}.${folded & 255}`;
  return {v4, v6: `::ffff:${v4}`};
}
