import {LapError} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {type Redaction, redactionOf, renamedArchive} from "./redact.js";
import type {ReportCell, ReportSpec} from "./reportSpec.js";
import {asMarkdown, type ComparedLaps, namesValues, refuseMistyped, textValues, withValues} from "./textValues.js";
import {REPORT_VIEWS} from "./views.js";

/** The sessions that a report names, in its order: drivers are numbered by it. */
export function reportSessions({cells}: Pick<ReportSpec, "cells">): string[] {
  return [...new Set(cells.flatMap(sessionsOf))];
}

function sessionsOf(cell: ReportCell): string[] {
  return cell.kind === "view" ? REPORT_VIEWS[cell.view].sessions(cell.options) : [];
}

/** Where words are: in the title, which is no Markdown. */
const TITLE = "the title";

/** A report with other words: `change` takes a text and where it is. */
export function changedWords(spec: ReportSpec, change: (text: string, where: string) => string): ReportSpec {
  let n = 0;
  const cells = spec.cells.map((cell) =>
    cell.kind === "text" ? {...cell, markdown: change(cell.markdown, `your words ${++n}`)} : cell,
  );
  return {...spec, title: change(spec.title, TITLE), cells};
}

/**
 * A report with the values that its words name. Throws a LapError for a mistyped name, and where no view of it compares laps.
 *
 * @param compared the first comparison among the views
 */
export async function filledWords(
  spec: ReportSpec,
  archive: LapArchive,
  compared: ComparedLaps | undefined,
): Promise<ReportSpec> {
  const texts: string[] = [];
  changedWords(spec, (text) => {
    refuseMistyped(text);
    texts.push(text);
    return text;
  });
  // a title is no Markdown, in which a backslash goes
  const plain = {...spec, title: spec.title.replaceAll("\\{", "{")};
  if (!texts.some(namesValues)) return plain;
  if (!compared) throw new LapError(NO_COMPARISON);
  const values = await textValues(archive, compared);
  const inMarkdown = asMarkdown(values);
  return changedWords(plain, (text, where) => withValues(text, where === TITLE ? values : inMarkdown));
}

const NO_COMPARISON = "words with {…} need a debrief, corners or laps in the report: their values are those laps'";

/**
 * A text as a report of these cells has it, for a preview. Throws a LapError as filledWords.
 *
 * @param comparedOf reads the first comparison among the cells, which may take seconds
 */
export async function filledText(
  markdown: string,
  {cells, redact}: Pick<ReportSpec, "cells" | "redact">,
  {archive, comparedOf}: {archive: LapArchive; comparedOf: () => Promise<ComparedLaps | undefined>},
): Promise<string> {
  refuseMistyped(markdown);
  const redaction = redact ? await redactionFor(cells, archive) : undefined;
  const text = redaction?.text(markdown) ?? markdown;
  if (!namesValues(text)) return text;
  const compared = await comparedOf();
  if (!compared) throw new LapError(NO_COMPARISON);
  return withValues(
    text,
    asMarkdown(await textValues(redaction ? renamedArchive(archive, redaction) : archive, compared)),
  );
}

/** Renames the drivers of a report's sessions. */
export async function redactionFor(cells: ReportSpec["cells"], archive: LapArchive): Promise<Redaction> {
  return redactionOf(await Promise.all(reportSessions({cells}).map((id) => archive.session(id))));
}

/** The first comparison among cells. */
export async function comparedLaps(cells: ReportSpec["cells"], archive: LapArchive): Promise<ComparedLaps | undefined> {
  for (const cell of cells) {
    if (cell.kind === "view" && REPORT_VIEWS[cell.view].isComparison)
      return (await REPORT_VIEWS[cell.view].needs(archive, cell.options)).compared;
  }
  return undefined;
}

/** Of the server's answer: `kept` of the report that it made, JSON in percent encoding. */
export const KEPT_HEADER = "Lapbook-Kept-Names";

/** Parts of drivers' names that a redacted report keeps in the user's words, a sentence each. */
export function keptNames(spec: ReportSpec, {parts}: Redaction): string[] {
  const found: string[] = [];
  const look = (text: string, where: string) => {
    const names = parts(text);
    if (names.length) found.push(`${where}: ${names.join(", ")}`);
    return text;
  };
  changedWords(spec, look);
  return found;
}
