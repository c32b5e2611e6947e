import {closestName} from "../channels/closestName.js";
import type {ReportCell} from "./reportSpec.js";

/** A cell as a text that can be edited: Markdown, or a line for each of a view's options, `charts: delta,speedKmh`. */
export function cellText(cell: ReportCell): string {
  if (cell.kind === "text") return cell.markdown;
  const lines = Object.entries({view: cell.view, ...cell.options});
  return lines.map(([name, value]) => `${name}: ${value}`).join("\n");
}

/**
 * The cell of an edited text. Throws a RangeError with the line that is not an option, and for an unknown view.
 *
 * @param views names of the views that can be shown
 */
export function cellOfText(text: string, kind: ReportCell["kind"], views: readonly string[]): ReportCell {
  if (kind === "text") return {kind, markdown: text};
  const options: Record<string, string> = {};
  for (const [n, line] of text.split("\n").entries()) {
    if (!line.trim()) continue;
    const [, name, value] = /^\s*(\w+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) throw new RangeError(`line ${n + 1} is no option: ${line.trim()}; write name: value`);
    if (value) options[name] = value;
  }
  const {view = "", ...rest} = options;
  if (!views.includes(view)) {
    const near = closestName(view, views);
    throw new RangeError(
      `unknown view: ${view || "none"}; ${near ? `did you mean ${near}?` : `views are ${views.join(", ")}`}`,
    );
  }
  return {kind, view, options: rest};
}
