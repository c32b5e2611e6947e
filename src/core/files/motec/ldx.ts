import {lapTimeText} from "../../laps/lapTimeText.js";
import {LogFileError} from "../importedLog.js";
import {decodeXml} from "../xml/decodeXml.js";
import {escapeXml, xmlTags} from "./xmlTags.js";

/** Lap markers beside a log. */
export interface LdxFile {
  /** line crossings, s from the beginning of the log, rising */
  beacons: number[];
  /** "Total Laps", "Fastest Time" …: as i2 last wrote them, perhaps outdated */
  details: Record<string, string>;
}

/** More laps than any log has. */
const MAX_MARKERS = 10_000;

/**
 * Reads an .ldx. Markers of the class BCN in any marker group are beacons; their times are microseconds.
 *
 * @throws LogFileError with the line of broken XML, or of a time that is no number
 */
export function readLdx(bytes: Uint8Array): LdxFile {
  const text = decodeXml(bytes);
  const tags = xmlTags(text);
  if (tags[0].name !== "LDXFile") throw new LogFileError(`not an .ldx: <${tags[0].name}>`, `line ${tags[0].line}`);
  const beacons: number[] = [];
  const details: Record<string, string> = {};
  for (const {name, attributes, path, line} of tags) {
    if (name === "Marker" && (attributes.ClassName ?? "BCN") === "BCN") {
      const time = Number(attributes.Time?.replace(",", ".") || Number.NaN);
      if (!Number.isFinite(time) || time < 0)
        throw new LogFileError(`invalid marker time: ${attributes.Time}`, `line ${line}`);
      if (beacons.length === MAX_MARKERS) throw new LogFileError(`more than ${MAX_MARKERS} markers`, `line ${line}`);
      beacons.push(time / 1e6);
    } else if (path.includes("Details") && attributes.Id !== undefined) details[attributes.Id] = attributes.Value ?? "";
  }
  return {beacons: beacons.sort((a, b) => a - b), details};
}

/**
 * Writes an .ldx from which i2 reads laps.
 *
 * @param beacons line crossings, s from the beginning of the log, rising
 */
export function writeLdx(beacons: readonly number[]): Uint8Array {
  const laps = beacons.slice(1).map((t, k) => t - beacons[k]);
  const fastest = laps.length ? Math.min(...laps) : Number.NaN;
  const details: [string, string][] = [["Total Laps", String(beacons.length + 1)]];
  if (laps.length) {
    details.push(["Fastest Time", lapTimeText(1000 * fastest, {withMinutes: true})]);
    details.push(["Fastest Lap", String(laps.indexOf(fastest) + 1)]);
  }
  const lines = [
    '<?xml version="1.0"?>',
    '<LDXFile Locale="English_United Kingdom.1252" DefaultLocale="C" Version="1.6">',
    " <Layers>",
    "  <Layer>",
    "   <MarkerBlock>",
    `    <MarkerGroup Name="Beacons" Index="${Math.max(0, beacons.length - 1)}">`,
    ...beacons.map(
      (t, k) =>
        `     <Marker Version="100" ClassName="BCN" Name="${escapeXml(`Manual.${k + 1}`)}" Flags="77" Time="${micros(t)}"/>`,
    ),
    "    </MarkerGroup>",
    "   </MarkerBlock>",
    "   <RangeBlock/>",
    "  </Layer>",
    "  <Details>",
    ...details.map(([id, value]) => `   <String Id="${escapeXml(id)}" Value="${escapeXml(value)}"/>`),
    "  </Details>",
    " </Layers>",
    "</LDXFile>",
    "",
  ];
  return new TextEncoder().encode(lines.join("\n"));
}

/** Whole microseconds in the notation of C's %.17e, as MoTeC writes them. */
function micros(seconds: number): string {
  return Math.round(seconds * 1e6)
    .toExponential(17)
    .replace(/e([+-])(\d)$/, "e$10$2");
}
