import type {ChannelType} from "../channels.js";
import {exportColumns} from "./exportColumns.js";
import type {ExportInput} from "./exportLaps.js";

/** A column as `hyparquet-writer` takes it. */
export interface ParquetColumn {
  name: string;
  type: "INT32" | "INT64" | "FLOAT" | "DOUBLE";
  nullable: boolean;
  data: (number | bigint | null)[];
}

/** Parquet's narrowest type that holds ours; a uint32 needs 64 bits, for an INT32 is signed. */
const TYPES: Record<ChannelType, ParquetColumn["type"]> = {
  int8: "INT32",
  uint8: "INT32",
  int16: "INT32",
  uint16: "INT32",
  int32: "INT32",
  uint32: "INT64",
  float32: "FLOAT",
  float64: "DOUBLE",
};

/** Laps as Parquet's columns, null where a value is not known, and the metadata of the file. */
export function parquetColumns(input: ExportInput): {
  columnData: ParquetColumn[];
  kvMetadata: {key: string; value: string}[];
} {
  const columns = exportColumns(input);
  const {id, source, track} = input.session;
  return {
    columnData: columns.map(({name, type, values}) => {
      const wide = TYPES[type] === "INT64";
      const data = Array.from(values, (v) => (Number.isFinite(v) ? (wide ? BigInt(v) : v) : null));
      return {name, type: TYPES[type], nullable: data.includes(null), data};
    }),
    kvMetadata: [
      {key: "session", value: id},
      {key: "game", value: source.game},
      {key: "track", value: track.name},
      {key: "simulated", value: String(source.simulated)},
      {key: "units", value: JSON.stringify(Object.fromEntries(columns.map((c) => [c.name, c.unit])))},
    ],
  };
}
