const DAY_S = 86_400;
/** A clock that falls by more passed midnight, s; smaller falls are rows out of order or damaged. */
const FALL_S = 0.75 * DAY_S;

/** Seconds of the day of a clock without colons, HHMMSS.sss (95558.2 is 09:55:58.2); NaN for a number that is none. */
export function clockSeconds(value: number): number {
  const [hours, minutes] = [Math.floor(value / 1e4), Math.floor(value / 100) % 100];
  const seconds = value - hours * 1e4 - minutes * 100;
  return value >= 0 && hours < 24 && minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : Number.NaN;
}

/** Times that go on over midnight, of seconds of the day: a day more after each fall by more than `fall`. NaN stays. */
export function overMidnight(seconds: Float64Array, fall = FALL_S): Float64Array {
  let days = 0;
  let last = Number.NaN;
  return seconds.map((s) => {
    if (Number.isNaN(s)) return s;
    if (last - s > fall) days++;
    // rows out of order around midnight
    else if (s - last > fall && days > 0) days--;
    last = s;
    return s + days * DAY_S;
  });
}

/** Start of the day on which a clock time lies that is nearest to `about`, ms since 1970. */
export function nearestDay(secondsOfDay: number, about: number): number {
  const at = Math.floor(about / (DAY_S * 1000)) * DAY_S * 1000;
  const gap = about - (at + secondsOfDay * 1000);
  return at + Math.round(gap / (DAY_S * 1000)) * DAY_S * 1000;
}
