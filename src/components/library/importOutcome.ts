import {when} from "../ui/format.js";
import type {Imported} from "./importRequest.js";

/** How the import of one file ended. */
export type Outcome = "imported" | "known" | "none" | "failed" | "cancelled";

const TEXTS: Record<Outcome, string> = {
  imported: "imported",
  known: "in the archive already",
  none: "without a session",
  failed: "failed",
  cancelled: "cancelled",
};

/** Whether the archive stays as it is: it has the same of the session, or more. */
export function isKnown({status}: Imported["sessions"][number]): boolean {
  return status === "unchanged" || status === "shorter";
}

/** The outcome of a file that the server has read. */
export function importOutcome({sessions}: Imported): Outcome {
  if (!sessions.length) return "none";
  return sessions.every(isKnown) ? "known" : "imported";
}

/** "24 files: 20 imported, 3 in the archive already, 1 failed". */
export function outcomeSummary(outcomes: readonly Outcome[]): string {
  const parts = (Object.keys(TEXTS) as Outcome[])
    .map((outcome) => [outcomes.filter((o) => o === outcome).length, TEXTS[outcome]] as const)
    .filter(([n]) => n > 0);
  return `${outcomes.length} files: ${parts.map(([n, text]) => `${n} ${text}`).join(", ")}`;
}

/** Track and type of an imported session, or its id. */
function importedName({id, track, type}: Imported["sessions"][number]): string {
  const name = typeof track === "string" ? track : track?.name;
  return [name, type].filter((word) => word && word !== "unknown").join(", ") || id;
}

/** The names of a file's sessions; equal ones with their time, so that they can be told apart. */
export function importedNames(sessions: Imported["sessions"]): string[] {
  const names = sessions.map(importedName);
  return names.map((name, i) => {
    const {startedAt} = sessions[i];
    const isAlone = names.indexOf(name) === names.lastIndexOf(name);
    return isAlone || !startedAt ? name : `${name}, ${when(startedAt)}`;
  });
}

/** What files must share to have the same columns: the end of their names; all tables share one. */
export function fileKind({name}: {name: string}): string {
  const [end = ""] = /\.\w+$/.exec(name.toLowerCase().replace(/\.gz$/, "")) ?? [];
  return /^\.(csv|tsv|txt)$/.test(end) ? ".csv" : end;
}
