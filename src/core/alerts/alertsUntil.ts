import {SEVERITIES, type StrategyAlert} from "../messages/events.js";

/** An alert as a panel lists it. */
export interface ListedAlert {
  /** the newest of its rule and car */
  alert: StrategyAlert;
  /** how often this rule was met by this car, up to the play head */
  times: number;
  /** s since it was met */
  ageS: number;
  /** it is recent: drawn large, spoken */
  isFresh: boolean;
}

export interface ListOptions {
  /** s in which an alert is fresh; the more urgent longer */
  freshS?: number;
  /** a car whose alerts alone are listed, beside those of the session; absent: all */
  car?: number;
  /** the least urgent that is listed */
  from?: StrategyAlert["severity"];
}

/** A critical alert is fresh for three times as long as a warning, a warning for three times as long as an information. */
const LONGER = 3;

/**
 * The alerts up to a session time as a panel lists them, sorted by need: the fresh ones first, of those the critical ones, then the newest.
 * Each rule and car is listed once, with how often it was met.
 *
 * @param alerts of the topic `strategy-alerts`, in any order
 */
export function alertsUntil(
  alerts: readonly StrategyAlert[],
  time: number,
  {freshS = 10, car, from = "info"}: ListOptions = {},
): ListedAlert[] {
  const least = SEVERITIES.indexOf(from);
  const listed = new Map<string, ListedAlert>();
  for (const alert of alerts) {
    const need = SEVERITIES.indexOf(alert.severity);
    const ageS = time - alert.sessionTime;
    const isOther = car !== undefined && !Number.isNaN(alert.car) && alert.car !== car;
    if (!(ageS >= 0) || need < least || isOther) continue;
    const key = `${alert.rule} ${alert.car}`;
    const known = listed.get(key);
    if (known && known.ageS <= ageS) {
      known.times++;
      continue;
    }
    listed.set(key, {alert, times: (known?.times ?? 0) + 1, ageS, isFresh: ageS <= freshS * LONGER ** need});
  }
  const need = ({alert, isFresh}: ListedAlert) => (isFresh ? 1 + SEVERITIES.indexOf(alert.severity) : 0);
  return [...listed.values()].sort((a, b) => need(b) - need(a) || a.ageS - b.ageS);
}
