import {lapNameText, parseLapNames} from "../laps/open/archivedLap.js";
import {splitNotebook} from "../notebook/splitNotebook.js";
import type {Redaction} from "./redact.js";
import type {ReportCell, ReportSpec} from "./reportSpec.js";
import type {ReportView} from "./viewNeeds.js";
import {wholeLapsNeeds} from "./wholeLaps.js";

/** A notebook: its cells run in the report, over the laps that come along whole. Options: `text`, `about` (`SESSION,SESSION:CAR`) and `laps`. */
export const notebookReport: ReportView = {
  sessions: ({about, laps}) => [...subjectsIn(about), ...parseLapNames(laps)].map(({session}) => session),
  needs: (archive, {about, laps}) => wholeLapsNeeds(archive, {subjects: subjectsIn(about), laps: parseLapNames(laps)}),
};

function subjectsIn(about = "") {
  return about.split(",").flatMap((text) => {
    const [, session, car, lap] = /^\s*([\w-][\w.-]*)(?::(\d+))?(?::(\d+))?\s*$/.exec(text) ?? [];
    return session ? [{session, ...(car && {car: Number(car)}), ...(lap && {lap: Number(lap)})}] : [];
  });
}

/** Where a report has the program of notebooks, and its styles. */
export const NOTEBOOK_SCRIPT_PATH = "report-notebook.js";
export const NOTEBOOK_STYLE_PATH = "report-notebook.css";

/** Whether a report has a notebook, whose cells are compiled where they run. */
export function hasNotebook({cells}: Pick<ReportSpec, "cells">): boolean {
  return cells.some((cell) => cell.kind === "view" && cell.view === "notebook");
}

/** Whether a report asks a database: a cell of SQL, or a notebook with a query. */
export function hasQueries({cells}: Pick<ReportSpec, "cells">): boolean {
  return cells.some(
    (cell) => cell.kind === "view" && (cell.view === "sql" || (cell.view === "notebook" && queries(cell.options.text))),
  );
}

function queries(text = ""): boolean {
  return notebookUses(text).hasQueries;
}

/** What a notebook uses that a report has to bring along, or cannot have. */
export function notebookUses(text: string): {hasQueries: boolean; hasFiles: boolean; isLive: boolean} {
  const {parts} = splitNotebook(text);
  const sources = parts.map((part) => (part.type === "cell" ? part.source : part.text));
  return {
    hasQueries: parts.some((part, i) => (part.type === "cell" && part.language === "sql") || /\bsql`/.test(sources[i])),
    hasFiles: parts.some((part, i) => part.type === "cell" && /\bfile\s*\(/.test(sources[i])),
    isLive: parts.some((part, i) => part.type === "cell" && /\blive\s*\(/.test(sources[i])),
  };
}

/** A notebook over the sessions, drivers and laps that other cells of the report are about. */
export function notebookCell({name, text}: {name: string; text: string}, cells: readonly ReportCell[]): ReportCell {
  const about = cells.flatMap((cell) => {
    if (cell.kind !== "view") return [];
    const {session, car, laps, lap = ""} = cell.options;
    const named = parseLapNames([laps, lap.includes(":") ? lap : ""].filter(Boolean).join(","));
    if (named.length) return named.map(lapNameText);
    return session ? [car ? `${session}:${car}` : session] : [];
  });
  return {kind: "view", view: "notebook", options: {name, text, about: [...new Set(about)].join(",")}};
}

/** Cells without drivers' names in the texts of notebooks. */
export function redactedNotebooks(cells: readonly ReportCell[], {text}: Redaction): ReportCell[] {
  return cells.map((cell) =>
    cell.kind === "view" && cell.view === "notebook"
      ? {...cell, options: {...cell.options, text: text(cell.options.text ?? "")}}
      : cell,
  );
}
