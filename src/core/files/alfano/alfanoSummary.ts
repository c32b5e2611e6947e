import {decodeText} from "../csv/csvText.js";
import {LogFileError} from "../importedLog.js";
import {wholeMs} from "../jsonFile.js";

export interface AlfanoSummary {
  driver: string;
  track: string;
  /** ms since 1970, the device's clock taken as UTC */
  startedAt: number | null;
  rateHz: number;
  /** ms, by the lap's number */
  lapsMs: Map<number, number>;
}

/** Fields of the first line, by place. */
const FIELD = {date: 0, clock: 1, track: 4, driver: 5, rate: 18} as const;

/**
 * The session's file of an Alfano: facts in line 1, names in line 2, a row a lap with its time in ms.
 *
 * @throws LogFileError for a row that is none
 */
export function alfanoSummary(bytes: Uint8Array): AlfanoSummary {
  const lines = decodeText(bytes)
    .split(/\r?\n/)
    .map((line) => line.split(",").map((field) => field.trim()));
  const facts = lines[0];
  const lapsMs = new Map<number, number>();
  lines.slice(2).forEach((fields, i) => {
    if (fields.every((field) => field === "")) return;
    const [lap, ms] = fields.map(Number);
    if (!Number.isInteger(lap) || lap < 0 || !Number.isFinite(ms))
      throw new LogFileError(`not a lap with its time: ${fields.slice(0, 2).join(",")}`, `line ${i + 3}`);
    const time = wholeMs(ms);
    if (time !== null) lapsMs.set(lap, time);
  });
  const rateHz = Number(facts[FIELD.rate]);
  return {
    driver: facts[FIELD.driver] ?? "",
    track: facts[FIELD.track] ?? "",
    startedAt: startOf(facts[FIELD.date] ?? "", facts[FIELD.clock] ?? ""),
    rateHz: rateHz > 0 && rateHz <= 100 ? rateHz : 10,
    lapsMs,
  };
}

function startOf(date: string, clock: string): number | null {
  const found = /^(\d\d)-(\d\d)-(\d{4}) (\d\d):(\d\d)$/.exec(`${date} ${clock}`);
  if (!found) return null;
  const [day, month, year, hours, minutes] = found.slice(1).map(Number);
  const ms = Date.UTC(year, month - 1, day, hours, minutes);
  return new Date(ms).getUTCDate() === day && month >= 1 ? ms : null;
}
