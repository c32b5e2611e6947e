import {
  type DataType,
  Field,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  makeData,
  RecordBatch,
  RecordBatchReader,
  Schema,
  Struct,
  Table,
  Uint8,
  Uint16,
  Uint32,
  type Vector,
} from "../arrow.js";
import {CATALOGUE_VERSION, CHANNELS, type Channel, type ChannelType, PARTS} from "../channels/catalogue.js";
import {wholeMessages} from "./wholeMessages.js";

export type SampleColumn =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** The samples of one lap of one car, by column, as the lap builder made them. */
export interface SampleTable {
  rows: number;
  /** stored values by channel name, at least `rows` long; channels without any value in this lap are absent */
  columns: Record<string, SampleColumn>;
  /** parts of the frame that arrived, by row (bit = index in PARTS); the channels of an absent part are null */
  present: Uint16Array;
  /** channels with gaps within their part, by name: 1 where the value is null although the part arrived */
  missing?: Record<string, Uint8Array>;
}

/** The samples of a lap as pages and commands read them. */
export interface Samples {
  rows: number;
  /** channel names in file order */
  names: string[];
  has(name: string): boolean;
  /** values in the channel's unit (scale applied), NaN where null; throws `missing column: foo` */
  values(name: string): Float64Array;
  /** whether a column that is computed is discrete; undefined for others */
  isDiscrete?(name: string): boolean | undefined;
}

const ARRAYS = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
};

const TYPES = Object.keys(ARRAYS) as ChannelType[];

/** A stored column of a channel type, all zero. */
export function createColumn(type: ChannelType, rows: number): SampleColumn {
  return new ARRAYS[type](rows);
}

/** The column with room for more rows; they are zero. */
export function widenColumn<T extends SampleColumn>(column: T, rows: number): T {
  const wider = new (column.constructor as new (length: number) => T)(rows);
  wider.set(column as never);
  return wider;
}

export const ARROW_TYPES: Readonly<Record<ChannelType, DataType>> = {
  int8: new Int8(),
  uint8: new Uint8(),
  int16: new Int16(),
  uint16: new Uint16(),
  int32: new Int32(),
  uint32: new Uint32(),
  float32: new Float32(),
  float64: new Float64(),
};

/** The type of a stored column: the catalogue's for a game's packets, wider where a log resolves more. */
export function typeOf(column: SampleColumn): ChannelType {
  return TYPES.find((type) => column instanceof ARRAYS[type])!;
}

function fieldOf(channel: Channel, column: SampleColumn): Field {
  const type = typeOf(column);
  const metadata = new Map([
    ["unit", channel.unit],
    ["kind", channel.kind],
  ]);
  if (channel.scale && type === channel.type) metadata.set("scale", String(channel.scale));
  return new Field(channel.name, ARROW_TYPES[type], channel.part !== "frame", metadata);
}

/** Arrow's validity bitmap (least significant bit first) of one part, and the number of rows without it. */
export function validity(
  {rows, present}: SampleTable,
  bit: number,
  missing?: Uint8Array,
): {nullCount: number; nullBitmap?: Uint8Array} {
  const mask = 1 << bit;
  let nullCount = 0;
  for (let i = 0; i < rows; i++) if (!(present[i] & mask) || missing?.[i]) nullCount++;
  if (nullCount === 0) return {nullCount};
  const nullBitmap = new Uint8Array((((rows + 7) >> 3) + 7) & ~7);
  for (let i = 0; i < rows; i++) if (present[i] & mask && !missing?.[i]) nullBitmap[i >> 3] |= 1 << (i & 7);
  return {nullCount, nullBitmap};
}

/** The catalogue's channels that the table holds, as an Arrow schema. */
export function sampleSchema(table: Pick<SampleTable, "columns">): Schema {
  const fields = CHANNELS.filter((c) => table.columns[c.name]).map((c) => fieldOf(c, table.columns[c.name]));
  return new Schema(fields, new Map([["catalogueVersion", String(CATALOGUE_VERSION)]]));
}

const PART_OF_CHANNEL = new Map(CHANNELS.map((c) => [c.name, PARTS.indexOf(c.part)]));

/** One record batch of `table` under `schema`; columns are wrapped, not copied. */
export function sampleBatch(table: SampleTable, schema: Schema): RecordBatch {
  const {rows, columns} = table;
  // the channels of a part share its mask
  const masks: ReturnType<typeof validity>[] = [{nullCount: 0}];
  const children = schema.fields.map((field) => {
    const part = PART_OF_CHANNEL.get(field.name)!;
    const missing = table.missing?.[field.name];
    return makeData({
      type: field.type,
      length: rows,
      data: columns[field.name].subarray(0, rows),
      ...(missing ? validity(table, part, missing) : (masks[part] ??= validity(table, part))),
    });
  });
  const type = new Struct(schema.fields);
  return new RecordBatch(schema, makeData({type, length: rows, nullCount: 0, children}));
}

/**
 * Reads a samples file. From a truncated file (a crash during writing) the complete record batches are read. Throws
 * `not an Arrow stream: …`.
 */
export function readSamples(bytes: Uint8Array): Samples {
  return samplesInTable(readWholeBatches(bytes));
}

/** The samples in a table of a samples file. */
export function samplesInTable(table: Table): Samples {
  const scales = new Map(table.schema.fields.map((f) => [f.name, Number(f.metadata.get("scale") ?? 1)]));
  const cache = new Map<string, Float64Array>();
  return {
    rows: table.numRows,
    names: [...scales.keys()],
    has: (name) => scales.has(name),
    values(name) {
      let values = cache.get(name);
      if (!values) {
        const vector = table.getChild(name);
        if (!vector) throw new RangeError(`missing column: ${name}`);
        values = toFloat64(vector, scales.get(name)!);
        cache.set(name, values);
      }
      return values;
    },
  };
}

/**
 * The same samples with these columns only, decoded now: the bytes of the file may be used for something else. Another column of the file
 * throws `column was not read: foo`.
 */
export function decodedSamples(samples: Samples, columns: readonly string[]): Samples {
  const {rows, names} = samples;
  const present = new Set(names);
  const decoded = new Map(
    columns.filter((name) => present.has(name)).map((name): [string, Float64Array] => [name, samples.values(name)]),
  );
  return {
    rows,
    names,
    has: (name) => present.has(name),
    values(name) {
      const values = decoded.get(name);
      if (!values) throw new RangeError(`${present.has(name) ? "column was not read" : "missing column"}: ${name}`);
      return values;
    },
  };
}

/** The complete record batches of an Arrow IPC stream that may be truncated. */
export function readWholeBatches(bytes: Uint8Array): Table {
  try {
    const whole = wholeMessages(bytes);
    // Arrow takes no bytes at all for a table without columns
    if (whole.length === 0) throw new Error("damaged, it does not begin with a schema");
    const reader = RecordBatchReader.from(whole).open();
    return new Table(reader.schema, [...reader]);
  } catch (error) {
    throw new Error(`not an Arrow stream: ${(error as Error).message}`);
  }
}

/** The samples after the start line was first crossed (no out lap, no grid); all samples if none are after it. */
export function afterStartLine(samples: Samples): Samples {
  if (!samples.has("lapDistance")) return samples;
  const distance = samples.values("lapDistance");
  // the last negative distance: in the garage a game may still send positive distances of an earlier lap
  const first = distance.findLastIndex((d) => d < 0) + 1;
  if (first === 0 || !distance.subarray(first).some((d) => d >= 0)) return samples;
  const {names, has, rows} = samples;
  return {names, has, rows: rows - first, values: (name) => samples.values(name).subarray(first)};
}

function toFloat64(vector: Vector, scale: number): Float64Array {
  const out = new Float64Array(vector.length);
  let start = 0;
  for (const data of vector.data) {
    const {values, nullCount, nullBitmap, length, offset} = data;
    out.set(values.subarray(0, length), start);
    if (nullCount > 0) {
      for (let i = 0; i < length; i++) {
        const bit = i + offset;
        if (!(nullBitmap[bit >> 3] & (1 << (bit & 7)))) out[start + i] = Number.NaN;
      }
    }
    start += length;
  }
  if (scale !== 1) for (let i = 0; i < out.length; i++) out[i] *= scale;
  return out;
}
