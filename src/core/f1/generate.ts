import {FIELD_TYPES, type FieldType, type Format} from "./formats.js";
import {type Layout, type LayoutField, layoutKey, layoutOf} from "./layout.js";

/** One element of a field in generated code: `column[index]`, at `base + at` in the datagram. */
export interface Element {
  type: FieldType;
  column: string;
  index: string;
  at: number;
}

/**
 * The code that visits every element of a packet: fields that repeat together share one loop, inside it all offsets are
 * literals. `visit` writes the statements for the elements of one pass, which follow each other without gaps.
 */
export function statements(layout: Layout, visit: (elements: Element[], base: string) => string[]): string {
  const lines = layout.fields.map(({name}, i) => `const c${i} = columns[${JSON.stringify(name)}];`);
  let number = 0;
  for (const block of blocks(layout)) {
    const {entities, stride, offset: start} = block[0];
    const elements = block.flatMap(({type, count, offset}) => {
      const column = `c${number++}`;
      return Array.from({length: count}, (_, k): Element => {
        const index = entities === 1 ? `${k}` : count === 1 ? "i" : `i * ${count} + ${k}`;
        return {type, column, index, at: offset - start + k * FIELD_TYPES[type].bytes};
      });
    });
    const body = visit(elements, "p").join("\n");
    lines.push(`for (let i = 0, p = offset + ${start}; i < ${entities}; i++, p += ${stride}) {\n${body}\n}`);
  }
  return lines.join("\n");
}

/** Runs of neighbouring fields that repeat together; all fields between two repeated parts are one run. */
function blocks({fields}: Layout): LayoutField[][] {
  const runs: LayoutField[][] = [];
  for (const field of fields) {
    const first = runs.at(-1)?.[0];
    // where two repeated parts of equal shape follow each other, the second begins beyond the first entity of the first
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
 * One function a layout, made when first asked for. Where a page's security policy forbids `new Function`, `plain` takes
 * its place: the same result, slower.
 */
export function compiled<F>(parameters: string[], body: (layout: Layout) => string, plain: (layout: Layout) => F) {
  const cache: F[] = [];
  return (format: Format, id: number): F => {
    const key = layoutKey(format, id);
    const known = cache[key];
    if (known) return known;
    const layout = layoutOf(format, id);
    if (!layout) throw new Error(`unknown packet: id ${id} in format ${format}`);
    let made: F;
    try {
      made = new Function(...parameters, `"use strict";\n${body(layout)}`) as F;
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
      made = plain(layout);
    }
    cache[key] = made;
    return made;
  };
}
