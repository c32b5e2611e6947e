import type {LapComparison} from "../../src/core/laps/compareLaps.js";
import type {CornerMeasures} from "../../src/core/laps/cornerMeasures.js";
import {isConfirmed} from "../../src/core/laps/isConfirmed.js";
import {lapTimeText} from "../../src/core/laps/lapTimeText.js";
import {type LapName, lapNameText} from "../../src/core/laps/open/archivedLap.js";
import {type OpenedLaps, refusalText} from "../../src/core/laps/open/openLaps.js";
import {CUTS} from "../../src/core/laps/partition.js";
import type {PieceDelta} from "../../src/core/laps/pieceDeltas.js";
import {alignedColumns} from "./alignedColumns.js";
import {describeMeasures} from "./describeMeasures.js";

/** A lap against the reference, or why it can't be compared. */
export type ComparedLap =
  | ({
      lap: LapName;
      unavailable?: undefined;
      notes: string[];
      partition: PieceDelta[];
      /** what both did in each corner, where it was asked for */
      measures?: {lap: CornerMeasures[]; reference: CornerMeasures[]};
    } & Pick<
      LapComparison,
      | "deltaAtLineMs"
      | "officialDifferenceMs"
      | "uncertaintyMs"
      | "measuredDifferenceMs"
      | "measuredErrorMs"
      | "alignment"
    >)
  | {lap: LapName; unavailable: string; advice?: string};

/** A comparison as text: a table of each lap, one line a corner or straight, with the phases of corners. */
export function describeComparison(
  {reference, source, corners, line}: Pick<OpenedLaps, "reference" | "source" | "corners" | "line">,
  laps: readonly ComparedLap[],
): string {
  const {found, name} = reference;
  const numbers =
    corners.list.length === 0 ? "no corners are known" : `${corners.list.length} corners, ${numbering(corners)}`;
  const blocks = [
    `reference ${lapNameText(name)}  ${found.row.driver}  ${found.row.lapTimeMs === null ? "–" : lapTimeText(found.row.lapTimeMs)}\n` +
      `${found.session.track.name}, ${line.lengthM.toFixed(0)} m; ${source}; ${numbers}`,
  ];
  if (corners.list.length) blocks.push(CUTS);
  for (const compared of laps) blocks.push(compared.unavailable === undefined ? table(compared) : refusal(compared));
  return blocks.join("\n\n");
}

type Table = Extract<ComparedLap, {unavailable?: undefined}>;

function refusal({lap, unavailable, advice}: Exclude<ComparedLap, Table>): string {
  return `${lapNameText(lap)}  not compared: ${refusalText({because: unavailable, advice})}`;
}

function table({lap, alignment, notes, partition, measures, ...check}: Table): string {
  const rows = partition.map(({name, fromM, toM, ms, deltaMs, phases}) => [
    name,
    `${fromM.toFixed(0)}–${toM.toFixed(0)} m`,
    seconds(ms),
    signed(deltaMs),
    Object.entries(phases)
      .map(([phase, {deltaMs: part}]) => `${phase} ${signed(part)}`)
      .join(", "),
  ]);
  const total = partition.reduce<number>((sum, {deltaMs}) => sum + (deltaMs ?? Number.NaN), 0);
  const sum = ["sum", "", "", signed(Number.isNaN(total) ? null : total), ""];
  const head = ["", "from–to", "time s", "delta s", "phases of the corner, s"];
  const lines = alignedColumns([head, ...rows, sum], {lastLeft: true});
  return [
    `${lapNameText(lap)}  ${differenceText(check)}; placed by ${alignment}`,
    ...notes.map((note) => `  note: ${note}`),
    ...lines.map((line) => `  ${line}`),
    ...(measures ? ["", ...describeMeasures(measures.lap, measures.reference).map((line) => `  ${line}`)] : []),
  ].join("\n");
}

function differenceText({
  officialDifferenceMs,
  measuredDifferenceMs,
  measuredErrorMs,
}: Pick<Table, "officialDifferenceMs" | "measuredDifferenceMs" | "measuredErrorMs">): string {
  if (officialDifferenceMs === null) return "no official difference: one of the laps is not whole on this line";
  const official = `${signed(officialDifferenceMs)} s by official times`;
  if (measuredDifferenceMs === null) return `${official}; the samples can't check it`;
  const samples = `${signed(measuredDifferenceMs)} s by the samples alone, ± ${seconds(measuredErrorMs)} s`;
  const check = {officialDifferenceMs, measuredDifferenceMs, measuredErrorMs};
  return `${official}; ${samples}${isConfirmed(check) ? "" : ": they disagree, a time or place of a recording is wrong"}`;
}

function numbering({from, circuit}: OpenedLaps["corners"]): string {
  if (from === "authored") return "as authored";
  return from === "official" ? `numbered as ${circuit}` : "counted along the track";
}

function seconds(ms: number | null): string {
  return ms === null ? "–" : (ms / 1000).toFixed(3);
}

function signed(ms: number | null): string {
  if (ms === null) return "–";
  const text = (Math.abs(ms) / 1000).toFixed(3);
  return `${ms < 0 && Number(text) > 0 ? "−" : "+"}${text}`;
}
