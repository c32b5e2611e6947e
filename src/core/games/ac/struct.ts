import {type Words, wordsIn} from "../../channels/words.js";
/**
 * C structures as tables: fields in order, from which offsets, readers and writers are derived. Little endian. A field is aligned to the
 * width of its element or to `pack`, whichever is less; the structure is padded to the widest alignment.
 */
export type StructFieldType = "u8" | "char16" | "i32" | "f32";

interface StructRow<N extends string = string> {
  name: N;
  type: StructFieldType;
  /** number of elements */
  count: number;
  /** version of the game that first wrote the field; absent when the first version did */
  since?: string;
}

export interface StructField<N extends string = string> extends StructRow<N> {
  offset: number;
}

export interface Struct<N extends string = string> {
  bytes: number;
  fields: readonly StructField<N>[];
  /** offset of each field */
  at: Readonly<Record<N, number>>;
}

export type FieldValue = number | string | readonly number[];

const WIDTH: Record<StructFieldType, number> = {u8: 1, char16: 2, i32: 4, f32: 4};

/** Consecutive fields of one type, by their names with spaces between: `fields("f32", "gas brake fuel")`. */
export function fields<const S extends string>(
  type: StructFieldType,
  names: S,
  {count = 1, since}: Partial<Pick<StructRow, "count" | "since">> = {},
): StructRow<Words<S>>[] {
  return wordsIn(names).map((name) => ({name, type, count, ...(since && {since})}));
}

/** Computes the offsets of a table. */
export function structOf<N extends string>(rows: readonly StructRow<N>[], pack = 4): Struct<N> {
  const fields: StructField<N>[] = [];
  const at = {} as Record<N, number>;
  let end = 0;
  let widest = 1;
  const align = (offset: number, to: number) => Math.ceil(offset / to) * to;
  for (const row of rows) {
    const {name, type, count} = row;
    const alignment = Math.min(WIDTH[type], pack);
    const offset = align(end, alignment);
    fields.push({...row, offset});
    at[name] = offset;
    end = offset + WIDTH[type] * count;
    widest = Math.max(widest, alignment);
  }
  return {bytes: align(end, widest), fields, at};
}

/** Writes the given fields and leaves the others unchanged. A text that is too long is cut; bytes after its NUL stay unchanged. */
export function writeStruct<N extends string>(
  {fields}: Struct<N>,
  view: DataView,
  values: Partial<Record<NoInfer<N>, FieldValue>>,
): void {
  for (const {name, type, count, offset} of fields) {
    const value: FieldValue | undefined = values[name as NoInfer<N>];
    if (value === undefined) continue;
    if (typeof value === "string") writeText16(view, offset, count, value);
    else {
      const list = typeof value === "number" ? [value] : value;
      for (let i = 0; i < Math.min(count, list.length); i++) writeNumber(type, view, offset + i * WIDTH[type], list[i]);
    }
  }
}

/**
 * UTF-16LE text up to the first NUL or the character code `end`; bytes after it may be left over from a longer text. Lone surrogates
 * become U+FFFD.
 */
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

function writeNumber(type: StructFieldType, view: DataView, at: number, value: number): void {
  if (type === "u8") view.setUint8(at, value);
  else if (type === "char16") view.setUint16(at, value, true);
  else if (type === "i32") view.setInt32(at, value, true);
  else view.setFloat32(at, value, true);
}
