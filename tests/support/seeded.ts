/** 32 seeded random bits at each call (mulberry32). */
export function seededBits(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** Seeded numbers in [0, 1). */
export function seeded(seed: number): () => number {
  const bits = seededBits(seed);
  return () => bits() / 2 ** 32;
}
