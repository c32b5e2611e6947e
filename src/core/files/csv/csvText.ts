import {isUnit} from "../../channels/units.js";
import {LogFileError} from "../importedLog.js";
import {type DateOrders, halfDayClock, localDate} from "./localDate.js";

const LF = 10;
const CR = 13;

/**
 * The bytes of a text file as UTF-8 without a byte order mark. UTF-16 is converted, also without its mark if it begins with Latin letters.
 * Throws for a file with NUL bytes near its beginning: it is not text.
 */
export function textBytes(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  const utf16 = utf16Encoding(bytes);
  if (utf16) return new TextEncoder().encode(new TextDecoder(utf16).decode(bytes));
  const nul = bytes.subarray(0, 65_536).indexOf(0);
  if (nul >= 0) throw new LogFileError("not a text file: it contains a NUL byte", `byte ${nul}`);
  // line ends of old Macs
  if (bytes.indexOf(LF) < 0 && bytes.indexOf(CR) >= 0) return bytes.map((b) => (b === CR ? LF : b));
  return bytes;
}

/** Bytes that are examined for UTF-16 without a byte order mark. */
const UTF16_SAMPLE = 16;

/** The encoding of UTF-16: by its byte order mark, else where every second byte of the beginning, and no other, is NUL. */
export function utf16Encoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const start = bytes.subarray(0, UTF16_SAMPLE);
  if (start.length < UTF16_SAMPLE) return undefined;
  if (start.every((byte, i) => (byte === 0) === (i % 2 === 1))) return "utf-16le";
  return start.every((byte, i) => (byte === 0) === (i % 2 === 0)) ? "utf-16be" : undefined;
}

/** Whether these first bytes may be those of a text. */
export function isText(head: Uint8Array): boolean {
  try {
    return textBytes(head).length > 0;
  } catch (error) {
    if (error instanceof LogFileError) return false;
    throw error;
  }
}

const utf8 = new TextDecoder("utf-8", {fatal: true});
const western = new TextDecoder("windows-1252");

/** Decodes UTF-8; bytes that are not valid UTF-8 as Windows-1252, in which older tools write degree signs. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length <= 24) {
    let text = "";
    let any = 0;
    for (const b of bytes) {
      text += String.fromCharCode(b);
      any |= b;
    }
    if (any < 128) return text; // faster than a decoder for few letters
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return western.decode(bytes);
  }
}

/** Words for a missing or infinite number. */
const NO_NUMBER = new Set("nan nat -nan -nan(ind) inf +inf -inf infinity -infinity null none n/a #n/a -".split(" "));

/** Groups of three digits, at least one group: commas with or without a decimal point; points only where they cannot be decimal ones. */
const THOUSANDS =
  /^[+-]?[1-9]\d{0,2}((,\d{3})+(\.\d+)?|(\.\d{3})+,\d+|(\.\d{3}){2,}|(['’\u00a0\u202f ]\d{3})+([.,]\d+)?)$/;

/** A number with its unit in one cell. */
const MEASURE = /^([+-]?\d+(?:[.,]\d+)?) ?([°%a-zA-Z][a-zA-Z/%²0-9]{0,6})$/;

export interface SpecialValue {
  value: number;
  kind: "time" | "date" | "flag" | "none" | "thousands" | "measure";
  /** of a measure: `12.5 km/h`, `80%` */
  unit?: string;
  /** of a date with numbers in a country's order */
  order?: keyof DateOrders;
  /** with am or pm */
  halfDay?: boolean;
}

/**
 * The value of a field that is not a plain number: a lap time or clock (`1:23.456`, `0:01:23.4`, `11:59:30 PM`, pandas'
 * `0 days 00:01:23.456`) in seconds, a date (ISO 8601, or see localDate) in seconds since 1970 (UTC if it has no zone), true and false
 * as 1 and 0, NaN for words like `nan` and `inf`, a number with separated thousands (`5,151.9`, `1.234.567`); undefined for other
 * texts. `5,151` is 5151, and `5.151` too where the comma is the decimal mark; where it is their own mark they are plain numbers.
 */
export function specialValue(text: string, decimal: "." | "," = "."): SpecialValue | undefined {
  return /\d/.test(text) ? valueWithDigits(text, decimal) : wordValue(text.toLowerCase());
}

function valueWithDigits(text: string, decimal: "." | ","): SpecialValue | undefined {
  const clock = /^(-)?(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:[.,]\d+)?)$/.exec(text);
  if (clock) {
    const seconds = Number(clock[2] ?? 0) * 3600 + Number(clock[3]) * 60 + Number(clock[4].replace(",", "."));
    return {value: clock[1] ? -seconds : seconds, kind: "time"};
  }
  const days = /^(-?\d{1,6}) days?,?(?: \+?(\d{1,2}):(\d\d):(\d\d(?:[.,]\d+)?))?$/.exec(text);
  if (days) {
    const [hours, minutes, seconds] = days.slice(2).map((part = "0") => Number(part.replace(",", ".")));
    return {value: Number(days[1]) * 86_400 + hours * 3600 + minutes * 60 + seconds, kind: "time"};
  }
  if (/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?( ?(Z|[+-]\d\d:?\d\d))?)?$/.test(text)) {
    const iso = text
      .replace(",", ".")
      .replace(/^(\S{10}) /, "$1T")
      .replace(" ", "");
    const value = Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(iso) || !iso.includes("T") ? iso : `${iso}Z`);
    if (!Number.isNaN(value)) return {value: value / 1000, kind: "date"};
  }
  const halfDay = halfDayClock(text);
  if (halfDay !== undefined) return {value: halfDay, kind: "time", halfDay: true};
  const date = localDate(text);
  if (date) return {...date, kind: "date"};
  if (THOUSANDS.test(text)) {
    const decimal = /^[+-]?\d{1,3}(\.\d{3})+(,|\.)/.test(text) ? "," : ".";
    const plain = text.replace(/[^\d+.,-]/g, "").replaceAll(decimal === "," ? "." : ",", "");
    return {value: Number(plain.replace(",", ".")), kind: "thousands"};
  }
  // of the other decimal mark, where it cannot be one between thousands
  if (decimal === "," && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text))
    return {value: Number(text.replace(".", "")), kind: "thousands"};
  const measure = MEASURE.exec(text);
  if (!measure || !isUnit(measure[2])) return undefined;
  return {value: Number(measure[1].replace(",", ".")), kind: "measure", unit: measure[2]};
}

function wordValue(word: string): SpecialValue | undefined {
  if (word === "true") return {value: 1, kind: "flag"};
  if (word === "false") return {value: 0, kind: "flag"};
  return NO_NUMBER.has(word) ? {value: Number.NaN, kind: "none"} : undefined;
}
