import type {Racer} from "./racer.js";

/** m by which a car must be ahead to have passed another */
const PASSED_BY = 4;
/** largest gap in a field that has closed up, m */
const CLOSED_UP = 60;

/** The order of the race, and who passed whom on the road. */
export class Order {
  /** under a red flag: positions stay as they are, only cars that stop fall back */
  frozen = false;
  /** leader first: finished cars in their order, then running cars, then stopped ones */
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

  /** Recomputes all positions; calls `passed` for every car that passed another on the road. */
  update(passed: (by: Racer, of: Racer) => void): void {
    const {list, racers, ahead, frozen} = this;
    list.sort(frozen ? (a, b) => rank(a) - rank(b) : compare);
    for (let i = 0; i < list.length; i++) list[i].position = i + 1;
    const n = racers.length;
    for (const a of racers) {
      for (const b of racers) {
        if (a.car.distance < b.car.distance + PASSED_BY || ahead[a.index * n + b.index]) continue;
        ahead[a.index * n + b.index] = 1;
        ahead[b.index * n + a.index] = 0;
        if (!frozen && isRacing(a) && isRacing(b)) passed(a, b);
      }
    }
  }
}

function isRacing(racer: Racer): boolean {
  const {status, spinStartedAt} = racer;
  return status === "running" && spinStartedAt < 0 && isOnRoad(racer);
}

function compare(a: Racer, b: Racer): number {
  const [ra, rb] = [rank(a), rank(b)];
  if (ra !== rb) return ra - rb;
  if (ra === 0) return b.timing.laps.length - a.timing.laps.length || a.endedAt - b.endedAt || a.index - b.index;
  return b.car.distance - a.car.distance || a.gridPosition - b.gridPosition;
}

/** 0 finished, 1 running, 2 stopped. */
function rank({status}: Racer): number {
  if (status === "finished") return 0;
  return status === "retired" || status === "stopping" ? 2 : 1;
}

/** The result: more laps first, then less time including penalties; stopped cars by the distance they drove. */
export function classification(racers: readonly Racer[]): Racer[] {
  return [...racers].sort((a, b) => {
    const [ra, rb] = [rank(a), rank(b)];
    if (ra !== rb) return ra - rb;
    if (ra !== 0) return b.car.distance - a.car.distance || a.gridPosition - b.gridPosition;
    const laps = b.timing.laps.length - a.timing.laps.length;
    return laps || a.endedAt + a.penaltySeconds - b.endedAt - b.penaltySeconds || a.index - b.index;
  });
}

/** Time behind another car, s, at this car's present position; NaN when not known. */
export function gapTo(other: Racer, racer: Racer, time: number): number {
  return Math.max(0, time - other.passedAt(racer.car.distance));
}

/** Whether the field behind the safety car has closed up: no gap of more than 60 m among running cars on the road. */
export function hasClosedUp(order: readonly Racer[], lengthM: number): boolean {
  const on = order.filter(({status, pit}) => status === "running" && !pit);
  const places = on.map(({car}) => car.distance % lengthM);
  return on.every(
    ({car}, i) => i === 0 || on[i - 1].car.distance - car.distance < CLOSED_UP || hasCarAhead(places, i, lengthM),
  );
}

/** For a lapped car among the leaders the next car on the road counts, in any lap. */
function hasCarAhead(places: readonly number[], i: number, lengthM: number): boolean {
  return places.some((place, j) => j !== i && (place - places[i] + lengthM) % lengthM < CLOSED_UP);
}

/** Whether a car is on the road: not in the pit lane, nor on its way in or out. */
export function isOnRoad({pit}: Racer): boolean {
  return pit === null || pit.phase === "called";
}

/** Whether `other` keeps its place before `racer` while the race is neutralised; a car in trouble does not. */
export function keepsPlaceBefore(other: Racer, racer: Racer): boolean {
  const {car} = other;
  const troubled =
    car.v < 12 || other.spinStartedAt >= 0 || Math.abs(car.offset) > car.circuit.description.widthM / 2 + 1;
  return isOnRoad(other) && isOnRoad(racer) && !troubled && other.heldPlace < racer.heldPlace;
}
