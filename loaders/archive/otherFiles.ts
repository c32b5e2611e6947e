/** What to do with files that are not read, by extension. */
const ADVICE: readonly (readonly [extension: RegExp, advice: string])[] = [
  [/\.rcz$/, "RaceChrono's session archive is not read: export the session in the app as CSV v3 or VBO"],
  [/\.(xlsx?|ods|numbers)$/, "a spreadsheet: save the sheet as CSV"],
  [/\.(zip|7z|rar|tar|tgz)$/, "an archive: unpack it, and import the folder"],
  [/\.(kml|kmz)$/, "a drawing of a path without times: export GPX or CSV"],
  [/\.fit$/, "FIT files are not read: export the activity as GPX"],
  [/\.(xdrk|rrk|drk)$/, "an older AiM log: export it in RaceStudio as CSV"],
  [
    /\.(csv|tsv|txt)$/,
    "for a table choose the line of its names (0 if it has none), the separator or the decimal mark",
  ],
];

/** Advice on a file of unknown type; "" for none. */
export function adviceOn(name: string): string {
  const plain = name.toLowerCase().replace(/\.gz$/, "");
  return ADVICE.find(([extension]) => extension.test(plain))?.[1] ?? "";
}
