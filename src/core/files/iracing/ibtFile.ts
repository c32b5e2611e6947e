import {LogFileError} from "../importedLog.js";

/** Layout as in the SDK, described by kutu/pyirsdk and teamjorge/ibt. Little endian. */
const HEADER_BYTES = 112;
const DISK_HEADER_BYTES = 32;
const VARIABLE_BYTES = 144;
/** Bytes of a value by type: char, bool, int32, bit field, float32, float64. */
const TYPE_BYTES = [1, 1, 4, 4, 4, 8];
const MOST_VARIABLES = 8192;
const MOST_RATE = 1000;

export interface IbtVariable {
  name: string;
  unit: string;
  /** 0 char, 1 bool, 2 int32, 3 bits, 4 float32, 5 float64 */
  type: number;
  offset: number;
  count: number;
  /** the array holds several samples of one tick (360 Hz) */
  countAsTime: boolean;
}

export interface IbtFile {
  /** records a second */
  rate: number;
  /** s since 1970 */
  startedAt: number;
  records: number;
  variables: IbtVariable[];
  sessionInfo: string;
  notes: string[];
  /** first (or `index`th) value of a variable in each record; chars are NaN */
  values(variable: IbtVariable, index?: number): Float64Array;
}

/** Whether the bytes begin as an .ibt file does. */
export function isIbt(head: Uint8Array): boolean {
  if (head.length < HEADER_BYTES + DISK_HEADER_BYTES) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const i32 = (at: number) => view.getInt32(at, true);
  return (
    (i32(0) === 1 || i32(0) === 2) &&
    inside(i32(8), 1, MOST_RATE) &&
    inside(i32(24), 1, MOST_VARIABLES) &&
    inside(i32(28), HEADER_BYTES, 1 << 20) &&
    inside(i32(32), 1, 4) &&
    inside(i32(36), 1, 1 << 24) &&
    i32(16) >= 0 &&
    i32(20) >= HEADER_BYTES
  );
}

/** @throws LogFileError with the offset where the file is cut or contradicts itself */
export function readIbt(bytes: Uint8Array): IbtFile {
  if (!isIbt(bytes)) throw new LogFileError("not an iRacing log: invalid header", "byte 0");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const i32 = (at: number) => view.getInt32(at, true);
  const size = bytes.length;
  const [infoBytes, infoAt, count, variablesAt, recordBytes, dataAt] = [16, 20, 24, 28, 36, 52].map(i32);
  if (infoAt + infoBytes > size)
    throw new LogFileError(`session text lies outside the file: ${infoAt} + ${infoBytes} of ${size} bytes`, "byte 16");
  if (variablesAt + count * VARIABLE_BYTES > size)
    throw new LogFileError(`${count} variables do not fit into ${size} bytes`, "byte 24");
  const variables: IbtVariable[] = [];
  const names = new Set<string>();
  for (let k = 0; k < count; k++) {
    const variable = readVariable(bytes, view, variablesAt + k * VARIABLE_BYTES, recordBytes);
    if (names.has(variable.name))
      throw new LogFileError(`duplicate variable: ${variable.name}`, `byte ${variablesAt + k * VARIABLE_BYTES}`);
    names.add(variable.name);
    variables.push(variable);
  }
  if (dataAt < HEADER_BYTES + DISK_HEADER_BYTES || dataAt > size)
    throw new LogFileError(`records begin after the end of the file: byte ${dataAt} of ${size}`, "byte 52");
  const notes: string[] = [];
  const there = Math.floor((size - dataAt) / recordBytes);
  let records = i32(140);
  if (records < 0) throw new LogFileError(`invalid number of records: ${records}`, "byte 140");
  if (records > there)
    throw new LogFileError(`the file is cut: its header announces ${records} records, ${there} found`, `byte ${size}`);
  if (records === 0) {
    records = there;
    notes.push(`no record count in the header (the game did not close the file): ${there} records found`);
  } else if (records < there) notes.push(`${there - records} records after the last announced one are left out`);
  if (records === 0) throw new LogFileError("no records", `byte ${dataAt}`);
  const startedAt = Number(view.getBigInt64(112, true));
  return {
    rate: i32(8),
    startedAt: startedAt > 0 && startedAt < 253_402_300_799 ? startedAt : Number.NaN,
    records,
    variables,
    sessionInfo: new TextDecoder("windows-1252").decode(bytes.subarray(infoAt, infoAt + infoBytes)).split("\0", 1)[0],
    notes,
    values({type, offset}, index = 0) {
      const out = new Float64Array(records);
      const first = dataAt + offset + index * TYPE_BYTES[type];
      for (let r = 0; r < records; r++) {
        const at = first + r * recordBytes;
        out[r] =
          type === 5
            ? view.getFloat64(at, true)
            : type === 4
              ? view.getFloat32(at, true)
              : type === 2
                ? view.getInt32(at, true)
                : type === 3
                  ? view.getUint32(at, true)
                  : type === 1
                    ? Number(view.getUint8(at) !== 0)
                    : Number.NaN;
      }
      return out;
    },
  };
}

function readVariable(bytes: Uint8Array, view: DataView, at: number, recordBytes: number): IbtVariable {
  const type = view.getInt32(at, true);
  const offset = view.getInt32(at + 4, true);
  const count = view.getInt32(at + 8, true);
  const place = `byte ${at}`;
  if (!(type in TYPE_BYTES)) throw new LogFileError(`unknown variable type: ${type}`, place);
  const name = latin(bytes.subarray(at + 16, at + 48));
  if (!/^[\x21-\x7e]+$/.test(name)) throw new LogFileError(`invalid variable name: ${JSON.stringify(name)}`, place);
  if (count < 1 || offset < 0 || offset + count * TYPE_BYTES[type] > recordBytes)
    throw new LogFileError(
      `${name} lies outside its record: ${count} values at ${offset} of ${recordBytes} bytes`,
      place,
    );
  return {
    name,
    unit: latin(bytes.subarray(at + 112, at + 144)),
    type,
    offset,
    count,
    countAsTime: bytes[at + 12] === 1,
  };
}

function latin(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder("windows-1252").decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
}

function inside(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
