import type {RawColumns} from "../columns/column.js";
import {chosenColumns} from "../columns/columnChoices.js";
import {countKnown} from "../columns/columnFigures.js";
import {applyRules} from "../columns/rules.js";
import {oneCarLog} from "../derive.js";
import {checkTurns} from "../driveChecks.js";
import {setPositions} from "../positions.js";
import type {LogFileReader} from "../reader.js";
import {IBT_REASONS, IBT_RULES} from "./ibtChannels.js";
import {type IbtFile, type IbtVariable, isIbt, readIbt} from "./ibtFile.js";
import {ibtLaps} from "./ibtLaps.js";
import {readSessionInfo, type SessionInfo} from "./sessionInfo.js";

/** iRacing's telemetry files (.ibt): 60 records a second of the player's car. */
export const ibtReader: LogFileReader = {
  format: "iracing-ibt",
  label: "iRacing telemetry",
  extensions: [".ibt"],
  recognises: (head) => isIbt(head),
  columns({bytes}) {
    const file = readIbt(bytes);
    return file.variables
      .filter(({count, type}) => count === 1 && type !== 0)
      .map((variable) => ({name: variable.name, unit: unitOf(variable), values: () => file.values(variable)}));
  },
  read({bytes}, {choices, onProgress} = {}) {
    const file = readIbt(bytes);
    const info = readSessionInfo(file.sessionInfo);
    const {raw, reasons} = columnsOf(file);
    const chosen = chosenColumns(choices);
    // not derived if the user chose the column or its channel
    const open = (from: string, channel: string) => !Object.hasOwn(chosen.columns, from) && !columns[channel];
    onProgress?.(0.6);
    const {columns, report} = applyRules(raw, IBT_RULES, {...IBT_REASONS, ...reasons}, chosen);
    report.notes.push(...file.notes);
    sessionTime(columns, file, report.notes);
    setPositions(columns, report);
    if (open("LapDeltaToBestLap", "deltaToBestMs")) deltaToBest(raw, columns, report);
    if (open("SteeringWheelAngle", "steering")) steering(raw, columns, report);
    if (open("FuelLevel", "fuelMass")) fuel(raw, columns, report, info);
    checkTurns(columns, report.notes, {leftPositive: true});
    const laps = ibtLaps(
      {
        time: columns.sessionTime,
        lap: raw.get("Lap")?.values,
        part: raw.get("LapDistPct")?.values,
        running: raw.get("LapCurrentLapTime")?.values,
        lastLap: raw.get("LapLastLapTime")?.values,
        onPitRoad: raw.get("OnPitRoad")?.values,
      },
      report.notes,
    );
    // −1 off the track
    if (columns.lapDistance) columns.lapDistance = columns.lapDistance.map((v) => (v < 0 ? Number.NaN : v));
    const number = Number.isFinite(info.carNumber) ? Math.max(0, Math.trunc(info.carNumber)) : 0;
    const car = {driver: info.driver, team: info.car, raceNumber: number, rows: file.records, columns, laps};
    onProgress?.(1);
    const lengthM = info.lengthM > 0 ? info.lengthM : null;
    return oneCarLog(car, report, {
      format: "iracing-ibt",
      game: "iRacing",
      gameVersion: info.build,
      track: {
        name: info.track,
        lengthM,
        sectorStartsM:
          lengthM && info.sectorStarts ? [info.sectorStarts[0] * lengthM, info.sectorStarts[1] * lengthM] : null,
      },
      type: (info.sessionTypes.get(raw.get("SessionNum")?.values[0] ?? 0) || "unknown").toLowerCase(),
      startedAt: Number.isNaN(file.startedAt) ? null : file.startedAt * 1000,
      weather: info.skies.toLowerCase() || null,
      trackTempC: Number.isFinite(info.trackTempC) ? info.trackTempC : null,
      airTempC: Number.isFinite(info.airTempC) ? info.airTempC : null,
    });
  },
};

type Columns = Record<string, Float64Array>;
type Report = ReturnType<typeof applyRules>["report"];

function columnsOf(file: IbtFile): {raw: RawColumns; reasons: Record<string, string>} {
  const raw: RawColumns = new Map();
  const reasons: Record<string, string> = {};
  for (const variable of file.variables) {
    const {name, count, countAsTime, type} = variable;
    const unit = unitOf(variable);
    const skipped = count > 1 || type === 0;
    raw.set(name, {unit, values: skipped ? new Float64Array(0) : file.values(variable)});
    if (count > 1 && countAsTime)
      reasons[name] = `${count} samples per record (${count * file.rate} Hz), but rows are at ${file.rate} Hz`;
    else if (skipped) reasons[name] = `${count} values per record, for other cars`;
  }
  return {raw, reasons};
}

/** The unit "%" in the file means 0–1. */
function unitOf({unit}: IbtVariable): string {
  return unit === "%" ? "0–1" : unit;
}

/** Session time; where it falls (the next session of an event), times are counted by the records' rate. */
function sessionTime(columns: Columns, {records, rate}: IbtFile, notes: string[]): void {
  const reported = columns.sessionTime;
  if (reported?.every((t, i) => Number.isFinite(t) && t >= 0 && (i === 0 || t >= reported[i - 1]))) return;
  columns.sessionTime = Float64Array.from({length: records}, (_, i) => i / rate);
  notes.push(
    `sessionTime: ${reported ? "SessionTime falls within the file" : "no SessionTime in the file"}; time is counted from records at ${rate} Hz`,
  );
}

/** Delta to the best lap, where the game has one. */
function deltaToBest(raw: RawColumns, columns: Columns, report: Report): void {
  const seconds = raw.get("LapDeltaToBestLap");
  const known = raw.get("LapDeltaToBestLap_OK")?.values;
  if (!seconds?.values.length || !known?.some((v) => v > 0)) return;
  columns.deltaToBestMs = seconds.values.map((v, i) => (known[i] > 0 ? v * 1000 : Number.NaN));
  used(report, "deltaToBestMs", "LapDeltaToBestLap", seconds.unit, columns.deltaToBestMs);
}

/** −1 … 1 between the stops, which are SteeringWheelAngleMax apart. */
function steering(raw: RawColumns, columns: Columns, report: Report): void {
  const angle = raw.get("SteeringWheelAngle");
  const range = raw.get("SteeringWheelAngleMax")?.values[0];
  if (!angle || !range || !(range > 0)) return;
  columns.steering = angle.values.map((v) =>
    Number.isFinite(v) ? Math.min(1, Math.max(-1, v / (range / 2))) : Number.NaN,
  );
  used(report, "steering", "SteeringWheelAngle", angle.unit, columns.steering);
  report.notes.push(
    `steering: full lock is ${((range * 90) / Math.PI).toFixed(0)}° to either side (SteeringWheelAngleMax)`,
  );
}

function fuel(raw: RawColumns, columns: Columns, report: Report, {fuelKgPerLitre}: SessionInfo): void {
  const litres = raw.get("FuelLevel");
  if (!litres || !(fuelKgPerLitre > 0)) return;
  columns.fuelMass = litres.values.map((v) => v * fuelKgPerLitre);
  report.used.push({channel: "fuelMass", from: "derived", unit: "", coverage: 1});
  report.notes.push(`fuelMass: FuelLevel times the car's fuel density, ${fuelKgPerLitre} kg/l`);
}

function used(report: Report, channel: string, from: string, unit: string, values: Float64Array): void {
  report.used.push({channel, from, unit, coverage: countKnown(values) / values.length});
  const at = report.unused.findIndex((column) => column.from === from);
  if (at >= 0) report.unused.splice(at, 1);
}
