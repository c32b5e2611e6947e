import {createColumn, type SampleColumn} from "../../archive/samples.js";
import {CHANNELS_OF_PART} from "../../channels/catalogue.js";
import type {ChannelType} from "../../channels/channel.js";
import type {Views} from "./columns.js";

/**
 * Rows that are gathered in short columns before they are moved to the long ones: a frame of a full grid has 1,800 values, and
 * in long columns each would lie in a memory page of its own. A multiple of 8, so that columns of one buffer are aligned.
 */
export const GATHERED = 128;

/** The view of a block that has the values of a channel type. */
export const VIEW_OF_TYPE: Readonly<Record<ChannelType, keyof Views>> = {
  int8: "i8",
  uint8: "u8",
  int16: "i16",
  uint16: "u16",
  int32: "i32",
  uint32: "u32",
  float32: "f32",
  float64: "f64",
};

/** The columns of a part in catalogue order, all zero, in one buffer: `rows`, a multiple of 8, aligns them. */
export function rowColumns(part: number, rows = GATHERED): SampleColumn[] {
  const empty = CHANNELS_OF_PART[part].map(({type}) => createColumn(type, 0));
  const buffer = new ArrayBuffer(empty.reduce((sum, {BYTES_PER_ELEMENT}) => sum + rows * BYTES_PER_ELEMENT, 0));
  let at = 0;
  return empty.map((none) => {
    const Column = none.constructor as new (buffer: ArrayBufferLike, offset: number, length: number) => SampleColumn;
    const column = new Column(buffer, at, rows);
    at += column.byteLength;
    return column;
  });
}

/** Index of the first row of each column of a part in the view of its width, in a block of GATHERED rows. */
export function firstRows(part: number): number[] {
  return rowColumns(part).map(({byteOffset, BYTES_PER_ELEMENT}) => byteOffset / BYTES_PER_ELEMENT);
}
