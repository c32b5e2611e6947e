/** A column as its file has it; the values are read when they are asked for. */
export interface FileColumn {
  name: string;
  unit: string;
  values(): Float64Array;
}

/** A column whose values have been read: one a row, NaN where the file has none. */
export interface RawColumn {
  unit: string;
  values: Float64Array;
}

/** By name. */
export type RawColumns = Map<string, RawColumn>;

/** A column of a table of text. */
export interface TableColumn extends RawColumn {
  /** unique in the table: a repeated name gets " (2)" */
  name: string;
  /** of the units row, else in brackets at the end of the name; "" where there is neither */
  unit: string;
  /** one a row; NaN for an empty field and for text; clock times and dates in s */
  values: Float64Array;
  /** "time" and "date" where most fields with a value are; "text" where fields that are text outnumber numbers */
  kind: "number" | "time" | "date" | "text" | "empty";
  /** the device that it is from, if the head has it: `100: gps` */
  source?: string;
  /** where some fields are text */
  words?: CellTexts;
}

/** Texts of a column: each distinct text once, and for each row the index of its text. */
export interface CellTexts {
  words: string[];
  /** 1 + index in `words`; 0: no text */
  codes: Uint32Array;
}

/** By channel, in the catalogue's units; NaN where a row has no value. */
export type ChannelColumns = Record<string, Float64Array>;
