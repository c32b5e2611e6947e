import {orPlain} from "../../messages/orPlain.js";
import {FIELD_TYPES, type FieldType, type Format} from "./formats.js";
import {type Layout, type LayoutField, layoutKey, layoutOf} from "./layout.js";

/** One element of a field in generated code: `array[index]`, at byte `p + at` of the view. */
export interface Element {
  type: FieldType;
  array: string;
  index: string;
  at: number;
}

/** The array that holds a field's elements in generated code, and the index of the first one. */
export type Place = (field: LayoutField) => {array: string; first: number};

/**
 * The code that visits every element of a packet: fields that repeat together share one loop, inside it all offsets are
 * literals. `visit` writes the statements for the elements of one pass, which follow each other without gaps and begin at byte
 * `p` of the view.
 */
export function statements(fields: LayoutField[], place: Place, visit: (elements: Element[]) => string[]): string {
  const lines: string[] = [];
  for (const block of blocks(fields)) {
    const {entities, stride, offset: start} = block[0];
    const elements = block.flatMap((field) => {
      const {type, count, offset} = field;
      const {array, first} = place(field);
      return Array.from({length: count}, (_, k): Element => {
        const index = entities === 1 ? `${first + k}` : `i * ${count} + ${first + k}`;
        return {type, array, index, at: offset - start + k * FIELD_TYPES[type].bytes};
      });
    });
    const body = visit(elements).join("\n");
    lines.push(
      `for (let i = 0, p = ${sum("offset", start)}; i < ${entities}; i++, p = ${sum("p", stride)}) {\n${body}\n}`,
    );
  }
  return lines.join("\n");
}

/** An offset into the view in generated code. `| 0` makes it an int32, so V8 skips the overflow check: an eighth of a decoder's time. */
export const sum = (base: string, bytes: number) => `${base} + ${bytes} | 0`;

/** Runs of neighbouring fields that repeat together; all fields between two repeated parts are one run. */
function blocks(fields: LayoutField[]): LayoutField[][] {
  const runs: LayoutField[][] = [];
  for (const field of fields) {
    const first = runs.at(-1)?.[0];
    // two adjacent arrays of the same shape stay apart: the second starts after the first one's first entity
    const together =
      first &&
      field.entities === first.entities &&
      field.stride === first.stride &&
      (field.entities === 1 || field.offset < first.offset + first.stride);
    if (together) runs.at(-1)!.push(field);
    else runs.push([field]);
  }
  return runs;
}

/**
 * One function a layout, made when first used. Where a page's security policy forbids `new Function`, `plain` replaces `generate`:
 * the same result, slower.
 */
export function compiled<F>(generate: (layout: Layout) => F, plain: (layout: Layout) => F) {
  const cache: F[] = [];
  return (format: Format, id: number): F => {
    const key = layoutKey(format, id);
    const known = cache[key];
    if (known) return known;
    const layout = layoutOf(format, id);
    if (!layout) throw new Error(`unknown packet: id ${id} in format ${format}`);
    cache[key] = orPlain(
      () => generate(layout),
      () => plain(layout),
    );
    return cache[key];
  };
}
