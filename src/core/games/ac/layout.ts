/**
 * C structures as tables: fields in order, from which offsets, readers and writers are made. Little endian; a field stands at a
 * multiple of its element's width or of `pack`, whichever is less, and the whole is padded to the widest of them.
 */
export type FieldType = "u8" | "char16" | "i32" | "f32";

export interface FieldRow<N extends string = string> {
  name: N;
  type: FieldType;
  /** elements; 1 when absent */
  count?: number;
  /** version of the game that first wrote it; since the first when absent */
  since?: string;
}

export interface Field<N extends string = string> extends FieldRow<N> {
  count: number;
  offset: number;
}

export interface Layout<N extends string = string> {
  bytes: number;
  fields: readonly Field<N>[];
  /** offset of each field */
  at: Readonly<Record<N, number>>;
}

export type FieldValue = number | string | readonly number[];

const WIDTH: Record<FieldType, number> = {u8: 1, char16: 2, i32: 4, f32: 4};

/** A row of a table. */
export function field<const N extends string>(name: N, type: FieldType, count = 1, since?: string): FieldRow<N> {
  return {name, type, count, ...(since && {since})};
}

/** Works out the offsets of a table. */
export function layoutOf<N extends string>(rows: readonly FieldRow<N>[], pack = 4): Layout<N> {
  const fields: Field<N>[] = [];
  const at = {} as Record<N, number>;
  let end = 0;
  let widest = 1;
  const align = (offset: number, to: number) => Math.ceil(offset / to) * to;
  for (const row of rows) {
    const {name, type, count = 1} = row;
    const alignment = Math.min(WIDTH[type], pack);
    const offset = align(end, alignment);
    fields.push({...row, count, offset});
    at[name] = offset;
    end = offset + WIDTH[type] * count;
    widest = Math.max(widest, alignment);
  }
  return {bytes: align(end, widest), fields, at};
}

/** Every field by name: a number, an array of numbers, a text. For tests and tools; a decoder reads at offsets. */
export function readFields<N extends string>({fields}: Layout<N>, view: DataView, start = 0): Record<N, FieldValue> {
  const out = {} as Record<N, FieldValue>;
  for (const {name, type, count, offset} of fields) {
    const values = Array.from({length: count}, (_, i) => readNumber(type, view, start + offset + i * WIDTH[type]));
    if (type === "char16") out[name] = readText16(view, start + offset, count);
    else out[name] = count === 1 ? values[0] : values;
  }
  return out;
}

/** Writes the given fields and leaves the others as they are. A text too long is cut, its NUL included; the rest of it stays. */
export function writeFields<N extends string>(
  {fields}: Layout<N>,
  view: DataView,
  values: Partial<Record<NoInfer<N>, FieldValue>>,
  start = 0,
): void {
  for (const {name, type, count, offset} of fields) {
    const value: FieldValue | undefined = values[name as NoInfer<N>];
    if (value === undefined) continue;
    if (typeof value === "string") writeText16(view, start + offset, count, value);
    else {
      const list = typeof value === "number" ? [value] : value;
      for (let i = 0; i < Math.min(count, list.length); i++)
        writeNumber(type, view, start + offset + i * WIDTH[type], list[i]);
    }
  }
}

/** UTF-16LE up to the first NUL: bytes after it may be what a longer text left behind. Lone surrogates become U+FFFD. */
export function readText16(view: DataView, offset: number, chars: number, end = 0): string {
  let text = "";
  for (let i = 0; i < chars; i++) {
    const code = view.getUint16(offset + 2 * i, true);
    if (code === 0 || code === end) break;
    text += String.fromCharCode(code);
  }
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}

function writeText16(view: DataView, offset: number, chars: number, text: string): void {
  const length = Math.min(text.length, chars - 1);
  for (let i = 0; i < length; i++) view.setUint16(offset + 2 * i, text.charCodeAt(i), true);
  view.setUint16(offset + 2 * length, 0, true);
}

function readNumber(type: FieldType, view: DataView, at: number): number {
  switch (type) {
    case "u8":
      return view.getUint8(at);
    case "char16":
      return view.getUint16(at, true);
    case "i32":
      return view.getInt32(at, true);
    case "f32":
      return view.getFloat32(at, true);
  }
}

function writeNumber(type: FieldType, view: DataView, at: number, value: number): void {
  if (type === "u8") view.setUint8(at, value);
  else if (type === "char16") view.setUint16(at, value, true);
  else if (type === "i32") view.setInt32(at, value, true);
  else view.setFloat32(at, value, true);
}
