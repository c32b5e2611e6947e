/** A part of a report: words in Markdown, or a view of the product with its options, which are those of the page's address. */
export type ReportCell =
  | {kind: "text"; markdown: string}
  | {kind: "view"; view: string; options: Readonly<Record<string, string>>};

/** What a report shows. */
export interface ReportSpec {
  /** name of the template, or of the page that it was made on */
  template: string;
  title: string;
  cells: readonly ReportCell[];
  /** other names for the drivers */
  redact?: boolean;
  /** of its printed pages; A4 where it is absent */
  paper?: Paper;
}

export const PAPERS = ["A4", "letter"] as const;
export type Paper = (typeof PAPERS)[number];

/** Each view takes up to seconds to compute, and imports wait for it. */
const MOST_CELLS = 100;

/**
 * A report's description from JSON. Throws a message for the user where it is not one.
 *
 * @param views names of the views that can be shown
 */
export function parseReportSpec(value: unknown, views: readonly string[]): ReportSpec {
  const {template, title, cells, redact, paper} = recordOf(value, "a report is an object");
  if (typeof template !== "string" || typeof title !== "string")
    throw new RangeError("a report needs template and title");
  if (!Array.isArray(cells) || cells.length === 0) throw new RangeError("a report needs cells");
  if (cells.length > MOST_CELLS) throw new RangeError(`a report has at most ${MOST_CELLS} cells`);
  const size = PAPERS.find((one) => one === paper);
  if (paper !== undefined && !size) throw new RangeError(`unknown paper; papers are ${PAPERS.join(", ")}`);
  return {
    ...{template, title, cells: cells.map((cell) => parseCell(cell, views))},
    ...(redact === true && {redact}),
    ...(size && {paper: size}),
  };
}

function parseCell(value: unknown, views: readonly string[]): ReportCell {
  const {kind, markdown, view, options} = recordOf(value, "a cell is an object");
  if (kind === "text" && typeof markdown === "string") return {kind, markdown};
  if (kind !== "view" || typeof view !== "string") throw new RangeError("a cell is a text or a view");
  if (!views.includes(view)) throw new RangeError(`unknown view: ${view}; views are ${views.join(", ")}`);
  const given = Object.entries(recordOf(options ?? {}, "a view's options are an object"));
  const texts = given.filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "");
  return {kind, view, options: Object.fromEntries(texts)};
}

function recordOf(value: unknown, otherwise: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new RangeError(otherwise);
  return value as Record<string, unknown>;
}
