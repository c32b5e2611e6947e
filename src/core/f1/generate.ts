import {FIELD_TYPES, type Format} from "./formats.js";
import {type Layout, type LayoutField, layoutKey, layoutOf} from "./layout.js";

/** Arrays of up to so many elements are written out; longer ones (names, lap positions) become a loop. */
const UNROLL = 12;

type Access = (field: LayoutField, column: string, index: string, at: string) => string;

/**
 * The statements that visit every element of a packet: fields that share a block share one loop, and every offset inside
 * is a literal. `access` writes the statement for one element.
 */
export function statements(layout: Layout, access: Access): string {
  const columns = layout.fields.map(({name}, i) => `const c${i} = columns[${JSON.stringify(name)}];`);
  const lines: string[] = [];
  for (const [first, last] of blocks(layout)) {
    const {entities, stride, offset: start} = layout.fields[first];
    if (entities > 1) lines.push(`for (let i = 0, p = offset + ${start}; i < ${entities}; i++, p += ${stride}) {`);
    for (let f = first; f < last; f++) {
      const field = layout.fields[f];
      const base = entities > 1 ? `p + ${field.offset - start}` : `offset + ${field.offset}`;
      const row = entities > 1 ? (field.count > 1 ? `i * ${field.count} + ` : "i") : "";
      const {bytes} = FIELD_TYPES[field.type];
      if (field.count > UNROLL) {
        const loop = `for (let k = 0; k < ${field.count}; k++)`;
        lines.push(`${loop} ${access(field, `c${f}`, `${row}k`, `${base} + k * ${bytes}`)};`);
        continue;
      }
      for (let k = 0; k < field.count; k++) {
        const index = field.count > 1 ? `${row}${k}` : row || "0";
        lines.push(`${access(field, `c${f}`, index, `${base} + ${k * bytes}`)};`);
      }
    }
    if (entities > 1) lines.push("}");
  }
  return [...columns, ...lines].join("\n");
}

/** Runs of neighbouring fields that repeat together, as [first, last). */
function blocks({fields}: Layout): [number, number][] {
  const runs: [number, number][] = [];
  for (let first = 0; first < fields.length; ) {
    const {entities, stride, offset} = fields[first];
    let last = first + 1;
    // the next block of equal shape begins a stride or more further on
    while (
      last < fields.length &&
      fields[last].entities === entities &&
      fields[last].stride === stride &&
      (entities === 1 || fields[last].offset < offset + stride)
    ) {
      last++;
    }
    runs.push([first, last]);
    first = last;
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
