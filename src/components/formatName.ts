import type {Source} from "../core/archive/types.js";

const NAMES: Record<string, string> = {
  "motec-ld": "MoTeC log",
  "motec-csv": "MoTeC CSV",
  csv: "table (CSV)",
};

/** What a session was made from, for people: `packet format 2025`, `MoTeC log`. */
export function formatName({format}: Pick<Source, "format">): string {
  return typeof format === "number" ? `packet format ${format}` : (NAMES[format] ?? format.replaceAll("-", " "));
}
