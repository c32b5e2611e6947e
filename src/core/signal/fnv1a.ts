/** FNV-1a of 32 bits (G. Fowler, L. C. Noll, K.-P. Vo), signed: a short fingerprint, no protection against intent. */
export function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash;
}
