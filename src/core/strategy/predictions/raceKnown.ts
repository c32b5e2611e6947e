import {MARK_M, type PitFact, type RaceFact} from "./raceFacts.js";

/** A finished lap of a car, as far as it is known. */
export interface KnownLap {
  lap: number;
  /** session times at the line, s */
  startS: number | null;
  endS: number;
  timeMs: number | null;
  /** touched the pit lane; was driven partly behind a safety car or under a red flag */
  pit: boolean;
  neutral: boolean;
  /** at its end */
  fuel: number | null;
  compound: string | null;
  tyreAge: number | null;
  wear: number | null;
  position: number | null;
}

/** A visit to the pits. */
export interface KnownVisit {
  /** the lap in which it began */
  lap: number;
  inS: number;
  place: number;
  outS: number | null;
  /** lost against driving past, s; and what it would have lost without a safety car */
  lossS: number | null;
  greenLossS: number | null;
}

export interface KnownCar {
  car: number;
  /** the running lap and the session time at its start, s */
  lap: number;
  startS: number | null;
  laps: KnownLap[];
  visits: KnownVisit[];
  /** session times at the marks of the last laps, s, by mark; null: not seen */
  marks: {lap: number; times: (number | null)[]}[];
  /** s from the line to each mark of the last lap under green, and that lap's time */
  pass: {lap: number; times: (number | null)[]; lapS: number} | null;
  position: number | null;
  compound: string | null;
  tyreAge: number | null;
  fuel: number | null;
  isOut: boolean;
  /** session time at which it stopped for good, s */
  outS: number | null;
}

/** Everything known of a race up to a moment. JSON keeps it. */
export interface RaceKnown {
  /** session time of the last fact, s */
  time: number;
  /** distance; null: unknown, or no race */
  laps: number | null;
  safetyCar: number;
  /** each change of it; a flashback goes back to the last that was */
  safetyCars: {time: number; value: number}[];
  /** when rain began or ended, as announced */
  rain: {time: number; isWet: boolean}[];
  /** neutralised from, to; null: still */
  neutral: {from: number; to: number | null; red: boolean}[];
  cars: Record<string, KnownCar>;
}

/** Laps of which marks are kept. */
const MARKED_LAPS = 3;
/** Laps of a car that are kept while no race distance is announced. */
const LAPS_WITHOUT_DISTANCE = 10;

export function nothingKnown(): RaceKnown {
  return {time: 0, laps: null, safetyCar: 0, safetyCars: [], rain: [], neutral: [], cars: {}};
}

export function carOf(known: RaceKnown, car: number): KnownCar {
  known.cars[car] ??= {
    ...{car, lap: 0, startS: null, laps: [], visits: [], marks: [], pass: null},
    ...{position: null, compound: null, tyreAge: null, fuel: null, isOut: false, outS: null},
  };
  return known.cars[car];
}

/** The visit that a car is in; undefined on the road. */
export function visitOf(car: KnownCar): KnownVisit | undefined {
  const last = car.visits.at(-1);
  return last?.outS === null ? last : undefined;
}

/** Whether the race was neutralised at any time from `from` on. */
export function wasNeutral(known: RaceKnown, from: number, isRed = false): boolean {
  return known.neutral.some(({to, red}) => (to ?? Infinity) > from && (red || !isRed));
}

/** s after rain begins or ends within which laps and tyres change: roads take minutes to get wet, and longer to dry. */
const CHANGING_S = 720;

/** Since when the road changes, and to what; undefined where the weather has been as it is. */
export function changingRoad({rain, time}: RaceKnown): {time: number; isWet: boolean} | undefined {
  const last = rain.at(-1);
  return last && time - last.time < CHANGING_S ? last : undefined;
}

/** Updates what is known by one fact. */
export function learn(known: RaceKnown, fact: RaceFact): void {
  known.time = Math.max(known.time, fact.time);
  if (fact.type === "announced") {
    announce(known, fact.what, fact.value, fact.time);
    return;
  }
  const car = carOf(known, fact.car);
  if (fact.type === "mark") {
    let marks = car.marks.find(({lap}) => lap === fact.lap);
    if (!marks) car.marks.push((marks = {lap: fact.lap, times: []}));
    while (marks.times.length < fact.mark) marks.times.push(null);
    marks.times[fact.mark] = fact.time;
    while (car.marks.length > MARKED_LAPS) car.marks.shift();
  } else if (fact.type === "line") {
    if (fact.lap === car.lap + 1 && car.lap > 0) {
      const {lap, startS} = car;
      const pit = car.visits.some((visit) => visit.lap === lap || (visit.outS ?? Infinity) > (startS ?? Infinity));
      // the lap of a restart is no more a racing lap than that of the start
      const neutral = startS === null || wasNeutral(known, car.laps.at(-1)?.startS ?? startS);
      const {fuel, compound, tyreAge, wear, position, lineS} = fact;
      car.laps.push({lap, startS, endS: lineS, timeMs: null, pit, neutral, fuel, compound, tyreAge, wear, position});
      // practice may be endless
      if (known.laps === null && car.laps.length > LAPS_WITHOUT_DISTANCE) car.laps.shift();
    }
    Object.assign(car, {lap: fact.lap, startS: fact.lineS, fuel: fact.fuel, position: fact.position});
    Object.assign(car, {compound: fact.compound, tyreAge: fact.tyreAge});
  } else if (fact.type === "lap") {
    const own = car.laps.findLast(({lap}) => lap === fact.lap);
    if (own) {
      own.timeMs = fact.timeMs;
      if (!own.pit && !own.neutral && own.lap > 1) notePass(car, own);
    }
  } else if (fact.type === "pitIn" || fact.type === "pitOut") visit(known, car, fact);
  else if (fact.type === "out") Object.assign(car, {isOut: true, outS: fact.time});
}

function announce(known: RaceKnown, what: string, value: number, time: number): void {
  const last = known.neutral.at(-1);
  if (what === "raceLaps") known.laps = value;
  else if (what === "rain") known.rain.push({time, isWet: value > 0});
  else if (what === "redFlag") {
    if (value === 0 && last?.to === null && last.red) last.to = time;
    else if (value === 0) return;
    else if (last?.to === null) last.red = true;
    else known.neutral.push({from: time, to: null, red: true});
  } else {
    if (value > 0 && last?.to !== null) known.neutral.push({from: time, to: null, red: false});
    else if (value === 0 && last?.to === null) last.to = time;
    known.safetyCar = value;
    known.safetyCars.push({time, value});
  }
}

export function notePass(car: KnownCar, {lap, startS, timeMs}: KnownLap): void {
  const marks = car.marks.find((one) => one.lap === lap);
  if (!marks || startS === null) return;
  car.pass = {lap, times: marks.times.map((time) => (time === null ? null : time - startS)), lapS: timeMs! / 1000};
}

function visit(known: RaceKnown, car: KnownCar, {type, time, lap, place, position}: PitFact): void {
  car.position = position ?? car.position;
  if (type === "pitIn") {
    car.visits.push({lap, inS: time, place, outS: null, lossS: null, greenLossS: null});
    return;
  }
  const open = visitOf(car);
  if (!open) return;
  open.outS = time;
  const passS = passTime(known, car, open, {lap, place});
  if (passS === null) return;
  open.greenLossS = time - open.inS - passS;
  open.lossS = open.greenLossS + passS * (1 - paceNow(known, open.inS));
}

/** s that driving past takes under green from where a visit begins to where it ends, by the car's own last lap, else another's. */
export function passTime(
  known: RaceKnown,
  car: KnownCar,
  from: {lap: number; place: number},
  to: {lap: number; place: number},
): number | null {
  const pass = car.pass ?? Object.values(known.cars).find((one) => one.pass)?.pass;
  if (!pass) return null;
  const at = ({place}: {place: number}) => timeAt(pass.times, place);
  const [begin, end] = [at(from), at(to)];
  return begin === null || end === null ? null : end - begin + (to.lap - from.lap) * pass.lapS;
}

/** s from the line to a place, linear between marks; null where the marks about it were not seen. Before the line it is negative. */
function timeAt(times: readonly (number | null)[], place: number): number | null {
  const i = Math.max(0, Math.floor(place / MARK_M));
  const before = i === 0 ? 0 : (times[i] ?? null);
  const after = times[i + 1] ?? null;
  if (before === null) return null;
  // behind the last mark it drives on as between the last two
  const step = after !== null ? after - before : i > 1 && times[i - 1] !== null ? before - times[i - 1]! : null;
  return step === null ? null : before + step * (place / MARK_M - i);
}

/** Time that the cars on the road take now against their lap under green, from the last two marks of each; 1 where none shows it. */
export function paceNow(known: RaceKnown, since: number): number {
  if (!wasNeutral(known, since)) return 1;
  const ratios: number[] = [];
  for (const car of Object.values(known.cars)) {
    if (car.isOut || visitOf(car) || !car.pass) continue;
    const marks = car.marks.at(-1);
    for (let i = (marks?.times.length ?? 0) - 1; i > 0; i--) {
      const [from, to] = [marks!.times[i - 1], marks!.times[i]];
      const [passFrom, passTo] = [car.pass.times[i - 1], car.pass.times[i]];
      if (from === null || to === null || passFrom == null || passTo == null || from < since - 10) break;
      ratios.push((to - from) / (passTo - passFrom));
    }
  }
  ratios.sort((a, b) => a - b);
  return ratios.length > 0 ? Math.max(1, ratios[ratios.length >> 1]) : Number.NaN;
}

/**
 * s by which `behind` is behind `ahead`, at the last mark that it passed; negative where it is ahead. NaN while unknown, and where they are so
 * far apart that no common mark is kept.
 */
export function gapBetween(ahead: KnownCar, behind: KnownCar): number {
  const times = lastCommonMark(ahead, behind);
  return times ? times[1] - times[0] : Number.NaN;
}

/** Session times of two cars at the last mark that both have passed, s. */
export function lastCommonMark(a: KnownCar, b: KnownCar): [ofA: number, ofB: number] | undefined {
  const [one, other] = [lastMark(a), lastMark(b)];
  if (!one || !other) return undefined;
  if (one.lap < other.lap || (one.lap === other.lap && one.mark < other.mark)) {
    const [ofB, ofA] = lastCommonMark(b, a) ?? [];
    return ofA === undefined || ofB === undefined ? undefined : [ofA, ofB];
  }
  const passed = a.marks.find(({lap}) => lap === other.lap)?.times[other.mark];
  return passed == null ? undefined : [passed, other.time];
}

function lastMark(car: KnownCar): {lap: number; mark: number; time: number} | undefined {
  const marks = car.marks.at(-1);
  if (!marks) return undefined;
  const mark = marks.times.length - 1;
  return {lap: marks.lap, mark, time: marks.times[mark]!};
}
