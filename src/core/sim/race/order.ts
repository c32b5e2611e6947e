import type {Racer} from "./racer.js";

/** m that one must be ahead for having passed */
const LEAD = 4;

/** Who is where: the order of the race, and who passed whom on the road. */
export class Order {
  /** as under a red flag: places stay as they are, only who stops falls back */
  frozen = false;
  /** leader first; those who finished stand in their order, those who stopped last */
  readonly list: Racer[];
  /** whether i was last clearly ahead of j, at i × n + j */
  private readonly ahead: Uint8Array;

  constructor(private readonly racers: readonly Racer[]) {
    this.list = [...racers].sort((a, b) => a.gridPosition - b.gridPosition);
    const n = racers.length;
    this.ahead = new Uint8Array(n * n);
    for (const a of racers)
      for (const b of racers) if (a.gridPosition < b.gridPosition) this.ahead[a.index * n + b.index] = 1;
  }

  /** Positions anew; `passed` hears of every car that went by another one on the road. */
  update(passed: (by: Racer, of: Racer) => void): void {
    const {list, racers, ahead, frozen} = this;
    list.sort(frozen ? (a, b) => rank(a) - rank(b) : before);
    for (let i = 0; i < list.length; i++) list[i].position = i + 1;
    const n = racers.length;
    for (const a of racers) {
      for (const b of racers) {
        if (a.car.distance < b.car.distance + LEAD || ahead[a.index * n + b.index]) continue;
        ahead[a.index * n + b.index] = 1;
        ahead[b.index * n + a.index] = 0;
        if (!frozen && fights(a) && fights(b)) passed(a, b);
      }
    }
  }
}

function fights({status, pit, spinFrom}: Racer): boolean {
  return status === "running" && spinFrom < 0 && (pit === null || pit.phase === "called");
}

function before(a: Racer, b: Racer): number {
  const [ra, rb] = [rank(a), rank(b)];
  if (ra !== rb) return ra - rb;
  if (ra === 0) return b.timing.laps.length - a.timing.laps.length || a.endedAt - b.endedAt || a.index - b.index;
  return b.car.distance - a.car.distance || a.gridPosition - b.gridPosition;
}

/** 0 finished, 1 on the way, 2 out. */
function rank({status}: Racer): number {
  if (status === "finished") return 0;
  return status === "retired" || status === "stopping" ? 2 : 1;
}

/** The result: more laps first, then less time with penalties; those who stopped by how far they came. */
export function classification(racers: readonly Racer[]): Racer[] {
  return [...racers].sort((a, b) => {
    const [ra, rb] = [rank(a), rank(b)];
    if (ra !== rb) return ra - rb;
    if (ra !== 0) return b.car.distance - a.car.distance || a.gridPosition - b.gridPosition;
    const laps = b.timing.laps.length - a.timing.laps.length;
    return laps || a.endedAt + a.penaltySeconds - b.endedAt - b.penaltySeconds || a.index - b.index;
  });
}

/** Time behind another car at the place where this one now is, s; NaN when that is not known. */
export function gapTo(other: Racer, racer: Racer, time: number): number {
  return Math.max(0, time - other.passedAt(racer.car.distance));
}
