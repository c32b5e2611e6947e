import type {SessionFile} from "./types.js";

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
/** null: JSON has no NaN */
const isNumber: Check = (value) => value === null || typeof value === "number";
const isCount: Check = (value) => Number.isSafeInteger(value);
const isDate: Check = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));
const either =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const orNull = (check: Check) => either((value) => value === null, check);
const optional = (check: Check) => either((value) => value === undefined, check);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const recordOf =
  (fields: Record<string, Check>): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));
const isPair: Check = (value) => Array.isArray(value) && value.length === 2 && value.every(isNumber);

const column = {from: isText, unit: isText};
const FIELDS: Record<string, Check> = {
  catalogueVersion: isCount,
  uid: isText,
  source: recordOf({
    ...{game: isText, format: either(isText, isNumber), gameVersion: isText},
    ...{simulated: isFlag, file: orNull(isText)},
  }),
  track: recordOf({
    ...{id: isNumber, name: isText, lengthM: isNumber, sectorStartsM: orNull(isPair)},
    shape: optional(recordOf({track: isText, meanM: isNumber, confidence: isNumber})),
  }),
  type: isText,
  startedAt: isDate,
  durationS: isNumber,
  weather: orNull(isText),
  trackTempC: isNumber,
  airTempC: isNumber,
  playerCar: orNull(isCount),
  drivers: listOf(
    recordOf({
      ...{car: isCount, name: isText, team: isText, raceNumber: isNumber, ai: isFlag, restricted: isFlag},
      race: optional(recordOf({status: optional(isText), because: optional(isText)})),
    }),
  ),
  stints: listOf(recordOf({car: isCount, startLap: isNumber, endLap: isNumber, compound: isText, actual: isText})),
  events: listOf(recordOf({code: isText, sessionTime: isNumber, car: optional(isCount)})),
  flashbacks: listOf(recordOf({fromTime: isNumber, toTime: isNumber})),
  ledger: recordOf({received: isCount}),
  best: orNull(recordOf({car: isCount, lap: isCount, lapTimeMs: isNumber})),
  outline: listOf(isPair),
  log: optional(
    recordOf({
      used: listOf(recordOf({...column, channel: isText, coverage: isNumber, assumed: optional(isText)})),
      unused: listOf(recordOf({...column, reason: isText})),
      notes: listOf(isText),
    }),
  ),
};

/**
 * Checks that the fields of a session from elsewhere have their types: a page that lists it would fail on others, and with it those of all
 * other sessions. Throws with the name of the field.
 */
export function checkSession(session: SessionFile): void {
  const fields = session as unknown as Record<string, unknown>;
  for (const [name, check] of Object.entries(FIELDS))
    if (!check(fields[name])) throw new Error(`session.json is damaged: invalid ${name}`);
}
