import {csvHead, readCsvTable} from "../csv/csvTable.js";
import {checkTime, csvColumns, firstText, textValues} from "../csvColumns.js";
import {deriveChannels} from "../derive.js";
import {ForeignError, type ForeignLap} from "../foreignLog.js";
import {rowsOfCounter} from "../lapSplit.js";
import type {ForeignReader} from "../reader.js";
import {applyRules, type Rule} from "../rules.js";
import {brake, drs, drsAllowed, metres, metresDown, throttle} from "./values.js";

const RULES: readonly Rule[] = [
  {from: "Speed", channel: "speedKmh", unit: "km/h"},
  {from: "RPM", channel: "rpm", unit: "rpm"},
  {from: "nGear", channel: "gear"},
  {from: "Throttle", channel: "throttle", unit: "%", value: throttle},
  {from: "Brake", channel: "brake", value: brake},
  {from: "DRS", channel: "drs", value: drs},
  {from: "DRS", channel: "drsAllowed", value: drsAllowed},
  {from: "X", channel: "worldX", unit: "0.1 m", value: metres},
  {from: "Y", channel: "worldZ", unit: "0.1 m", value: metresDown},
  {from: "Z", channel: "worldY", unit: "0.1 m", value: metres},
];

const REASONS = {
  Time: "tells the time of each row",
  SessionTime: "tells the time of each row",
  Date: "tells when it was",
  LapNumber: "tells the laps",
  Distance: "summed over all rows: counted anew from each line",
  RelativeDistance: "follows from the distance",
};

/** Telemetry of theOehrly's FastF1 as its tables are written to CSV; laps by LapNumber where there is that column. */
export const fastF1Reader: ForeignReader = {
  format: "fastf1-csv",
  label: "FastF1 telemetry (CSV)",
  extensions: [".csv"],
  recognises(head) {
    const names = csvHead(head)?.names ?? [];
    return ["Speed", "RPM", "nGear", "Throttle", "Brake"].every((name) => names.includes(name));
  },
  read({bytes}, {onProgress} = {}) {
    const table = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const {raw, reasons} = csvColumns(table);
    const clock = ["SessionTime", "Time"].find((name) => raw.has(name));
    if (!clock) throw new ForeignError("missing", "column SessionTime or Time");
    const column = table.columns.find(({name}) => name === clock)!;
    const time = textValues(column, timedelta);
    checkTime(time, clock, table.firstLine);
    const {columns, report} = applyRules(raw, RULES, {...reasons, ...REASONS});
    report.notes.push(...table.notes);
    columns.sessionTime = time.map((t) => t - time[0]);
    const laps = lapsOf(columns.sessionTime, raw.get("LapNumber")?.values);
    report.notes.push(
      raw.has("LapNumber")
        ? "laps: where LapNumber changes; times between their first rows, a row's time (0.25 s) true at most"
        : "laps: no LapNumber: one lap without a time",
    );
    const car = {
      car: 0,
      driver: firstText(table, "Driver"),
      team: firstText(table, "Team"),
      raceNumber: 0,
      rows: table.rows,
      columns,
      laps,
    };
    deriveChannels(car, report);
    onProgress?.(1);
    const date = raw.get("Date")?.values[0] ?? Number.NaN;
    return {
      format: "fastf1-csv",
      ...{game: "Formula 1", gameVersion: "", type: "unknown", weather: null, trackTempC: null, airTempC: null},
      track: {name: "", lengthM: null, sectorStartsM: null},
      startedAt: date > 0 && date < 253_402_300_799 ? date * 1000 : null,
      ...{playerCar: null, cars: [car], report},
    };
  },
};

function lapsOf(time: Float64Array, numbers: Float64Array | undefined): ForeignLap[] {
  const starts = numbers ? rowsOfCounter(numbers) : [0];
  const laps: ForeignLap[] = [];
  starts.forEach((first, k) => {
    const end = starts[k + 1] ?? time.length;
    const told = numbers ? Math.max(0, Math.trunc(numbers[first]) || 0) : 1;
    const before = laps.at(-1)?.lap ?? -1;
    if (told <= before)
      throw new ForeignError(`laps run back: ${before}, then ${told}`, `row ${first}, column LapNumber`);
    const complete = k > 0 && end < time.length && told === before + 1;
    laps.push({
      ...{lap: told, first, end, sectorsMs: null, valid: true, complete, pit: false},
      lapTimeMs: complete ? Math.round((time[end] - time[first]) * 1000) : null,
    });
  });
  return laps;
}

/** `0 days 00:01:23.456000` in s; NaN for other texts. */
function timedelta(word: string): number {
  const found = /^(-?\d+) days?,? \+?(\d{1,2}):(\d\d):(\d\d(?:\.\d+)?)$/.exec(word);
  if (!found) return Number.NaN;
  return Number(found[1]) * 86_400 + Number(found[2]) * 3600 + Number(found[3]) * 60 + Number(found[4]);
}
