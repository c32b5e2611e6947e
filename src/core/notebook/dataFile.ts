import {DEVICES} from "./notebookFile.js";

/** Kinds of data files that notebooks read, by the ending of the name. */
const KINDS = {
  ...{csv: "csv", tsv: "tsv", json: "json", geojson: "json", txt: "text"},
  ...{parquet: "parquet", arrow: "arrow", arrows: "arrow", feather: "arrow"},
} as const;
export type DataKind = (typeof KINDS)[keyof typeof KINDS];

/** Endings of the files that notebooks read. */
export const DATA_ENDINGS = Object.keys(KINDS);

/** A larger file is not read: it is decoded whole in the page. */
export const MOST_DATA_BYTES = 100_000_000;

const LONGEST_PATH = 200;
const MOST_FOLDERS = 4;

/** The kind of a data file; undefined for a name that is of none. */
export function dataKind(path: string): DataKind | undefined {
  const ending = /\.(\w+)$/.exec(path)?.[1].toLowerCase() ?? "";
  return Object.hasOwn(KINDS, ending) ? KINDS[ending as keyof typeof KINDS] : undefined;
}

/**
 * Why a text can't be the path of a data file in the folder of notebooks; undefined where it can: names separated by `/`, on any system the same
 * file, in the folder or below it. Hidden files, links of a path upwards, drives, streams and devices of Windows are none.
 */
export function dataFileFault(path: string): string | undefined {
  const parts = path.split("/");
  if (path.length > LONGEST_PATH) return `the name of the file is too long: at most ${LONGEST_PATH} characters`;
  if (parts.length > MOST_FOLDERS + 1) return `${path} is too deep: at most ${MOST_FOLDERS} folders`;
  for (const part of parts) {
    // a dot or a space at the end is dropped by Windows: two names would be one file
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    if (part === "" || /^\.|[. ]$|[\\:*?"<>|\u0000-\u001f\u007f]/.test(part)) return `invalid name of a file: ${path}`;
    if (DEVICES.test(part)) return `invalid name of a file: ${path}; Windows keeps ${part} for a device`;
  }
  if (!dataKind(path))
    return `${path} is no data file: notebooks read ${DATA_ENDINGS.map((one) => `.${one}`).join(", ")}`;
  return undefined;
}
