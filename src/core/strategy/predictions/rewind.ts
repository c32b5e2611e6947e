import {carOf, type KnownCar, notePass, type RaceKnown} from "./raceKnown.js";

/** s by which session time falls in a flashback at least: rows of the cars that follow the first one are hardly older. */
const LEAST_FALL = 0.5;

/** Forgets what a flashback to a session time undid: of the car, and once of race control. */
export function rewindRace(known: RaceKnown, car: number, to: number): void {
  if (to < known.time - LEAST_FALL) rewindControl(known, to);
  rewindCar(carOf(known, car), to);
  known.time = Math.min(known.time, to);
}

function rewindControl(known: RaceKnown, to: number): void {
  known.neutral = known.neutral.filter(({from}) => from <= to);
  const last = known.neutral.at(-1);
  if (last && (last.to ?? 0) > to) last.to = null;
  known.rain = known.rain.filter(({time}) => time <= to);
  const then = known.safetyCars.findLast(({time}) => time <= to);
  known.safetyCars = known.safetyCars.filter(({time}) => time <= to);
  known.safetyCar = then?.value ?? 0;
}

function rewindCar(car: KnownCar, to: number): void {
  const undone = car.laps.find(({endS}) => endS > to);
  if (undone) {
    car.laps = car.laps.filter(({endS}) => endS <= to);
    const {lap, startS} = undone;
    Object.assign(car, {lap, startS, ...atStartOf(car)});
  } else if ((car.startS ?? Number.NEGATIVE_INFINITY) > to)
    // its first lap that was seen began later: nothing is known of the lap that runs again
    Object.assign(car, {lap: 0, startS: null, ...atStartOf(car)});
  car.visits = car.visits.filter(({inS}) => inS <= to);
  const open = car.visits.at(-1);
  if (open && (open.outS ?? 0) > to) Object.assign(open, {outS: null, lossS: null, greenLossS: null});
  for (const marks of car.marks)
    while (marks.times.length > 0 && (marks.times.at(-1) ?? Infinity) > to) marks.times.pop();
  car.marks = car.marks.filter(({times}) => times.length > 0);
  if (car.pass && undone && car.pass.lap >= undone.lap) {
    car.pass = null;
    const whole = car.laps.findLast(({timeMs, pit, neutral, lap}) => timeMs !== null && !pit && !neutral && lap > 1);
    if (whole) notePass(car, whole);
  }
  if ((car.outS ?? 0) > to) Object.assign(car, {isOut: false, outS: null});
}

/** What a car's line fact said when its running lap began: at the end of the lap before. */
function atStartOf({laps}: KnownCar): Pick<KnownCar, "fuel" | "compound" | "tyreAge" | "position"> {
  const {fuel = null, compound = null, tyreAge = null, position = null} = laps.at(-1) ?? {};
  return {fuel, compound, tyreAge, position};
}
