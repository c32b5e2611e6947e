import {LogFileError, withPlace} from "../importedLog.js";
import {hasKeys, jsonColumns, object, parseJson, text} from "../jsonFile.js";
import type {LogFile, LogFileReader} from "../reader.js";
import {readLapTimes, stintsOf} from "./lapTimes.js";
import {logOf, TELEMETRY_COLUMNS, type Telemetry} from "./timedLog.js";

const TELEMETRY_FILE = /^(\d{1,3})_tel\.json$/i;

/**
 * Laps of a real session stored by TracingInsights: one driver's `laptimes.json` with each lap's telemetry beside it as
 * `<lap>_tel.json`, or `session_laptimes.json` with every driver's laps. Laps without telemetry keep their times.
 */
export const tracingInsightsReader: LogFileReader = {
  format: "f1-laptimes",
  label: "Formula 1 laps (laptimes.json and its telemetry)",
  extensions: [".json"],
  belongs: (name, main) => /^laptimes\.json$/i.test(main) && TELEMETRY_FILE.test(name),
  recognises: (head) => hasKeys(head, "{", ["time", "lap", "compound", "stint"]),
  read({bytes, companions}, {onProgress} = {}) {
    const times = readLapTimes(object(parseJson(bytes), "laptimes.json"));
    const telemetry = new Map<number, Telemetry>();
    companions.forEach(({name, bytes: packed}, i) => {
      const lap = TELEMETRY_FILE.exec(name);
      if (lap)
        telemetry.set(
          Number(lap[1]),
          withPlace(name, () => readTelemetry(packed)),
        );
      onProgress?.((0.9 * (i + 1)) / companions.length);
    });
    if (telemetry.size > 0 && times.drivers.length > 1)
      throw new LogFileError(
        `telemetry next to the laps of ${times.drivers.length} drivers: its driver is unknown; import one driver's files alone`,
      );
    const log = logOf(times, telemetry);
    const {laps} = times.drivers[0];
    const without = laps.filter(({lap}) => !telemetry.has(lap)).length;
    const stray = [...telemetry.keys()].filter((lap) => !laps.some((known) => known.lap === lap));
    if (times.drivers.length > 1)
      log.report.notes.push("lap times only: telemetry can be read for one driver at a time");
    else if (without)
      log.report.notes.push(`${without} of ${laps.length} laps have no telemetry file: only their times are used`);
    if (stray.length) log.report.notes.push(`telemetry of laps that have no time is left out: ${stray.join(", ")}`);
    for (const from of times.unused)
      log.report.unused.push({from, unit: "", reason: "one value per lap, not per sample"});
    onProgress?.(1);
    return {...log, stints: times.drivers.flatMap((driver, car) => stintsOf(driver, car))};
  },
};

/** The telemetry of one lap alone. */
export const tracingInsightsLapReader: LogFileReader = {
  format: "f1-telemetry",
  label: "Formula 1 lap telemetry (JSON)",
  extensions: [".json"],
  recognises: (head) => hasKeys(head, "{", ["tel", "time"]),
  read({name, bytes}: LogFile) {
    const telemetry = readTelemetry(bytes);
    const reported = Number(TELEMETRY_FILE.exec(name)?.[1] ?? telemetry.key.split("-").at(-1));
    const lap = Number.isInteger(reported) && reported > 0 ? reported : 1;
    const service = {stint: Number.NaN, endS: Number.NaN, pitInS: Number.NaN, pitOutS: Number.NaN};
    const bare = {lap, startS: null, lapTimeMs: null, sectorsMs: null, valid: true, pit: false, service};
    const driver = {name: telemetry.key.split("-")[3] ?? "", team: "", raceNumber: 0, laps: [bare]};
    const nothing = {startedAt: null, airTempC: null, trackTempC: null, weather: null, unused: [], notes: []};
    const log = logOf({...nothing, drivers: [driver]}, new Map([[lap, telemetry]]));
    log.format = "f1-telemetry";
    log.report.notes.push("one lap without its official time, which is in laptimes.json");
    return log;
  },
};

function readTelemetry(bytes: Uint8Array): Telemetry {
  const tel = object(object(parseJson(bytes), "file").tel, "tel");
  const {raw, texts} = jsonColumns(tel, TELEMETRY_COLUMNS, "tel");
  if (!raw.has("time")) throw new LogFileError("no time", "tel");
  return {raw, texts, key: text(tel.dataKey)};
}
