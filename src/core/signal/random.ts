/** A seeded random generator: equal seeds give equal sequences on every machine. */
export interface Random {
  /** uniform in [0, 1) */
  next(): number;
  /** normal with mean 0 and standard deviation 1 */
  normal(): number;
  /** 32 random bits */
  bits(): number;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand), seeded with a number and a stream number. Each part of a simulation or of an analysis
 * draws from its own stream: an additional draw in one part does not change the others.
 */
export function random(seed: number, stream = 0): Random {
  return new Sfc32(seed, stream);
}

/** The state is kept in fields, so that a snapshot can save and restore it. */
class Sfc32 implements Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, stream: number) {
    this.a = seed | 0;
    this.b = Math.floor(seed / 2 ** 32) ^ 0x9e3779b9;
    this.c = Math.imul(stream + 1, 0x85ebca6b);
    for (let i = 0; i < 12; i++) this.bits();
  }

  bits(): number {
    const {b, c} = this;
    const t = (((this.a + b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = b ^ (b >>> 9);
    this.b = (c + (c << 3)) | 0;
    this.c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  }

  next(): number {
    return this.bits() / 2 ** 32;
  }

  normal(): number {
    // Box–Muller transform; 1 − u keeps the logarithm finite
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}
