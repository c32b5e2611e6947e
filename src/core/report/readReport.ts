import type {PackedFile} from "./base64.js";
import type {AboutReport} from "./manifest.js";
import {ABOUT_ID, ARCHIVE_FOLDER} from "./reportHtml.js";

/** A report that was read again. */
export interface StoredReport extends AboutReport {
  /** of the archive, paths in it; gzip in base64 */
  files: PackedFile[];
}

/** Whether a file may be a report, by its first bytes. */
export function isReportHead(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, 1024));
  return /^<!doctype html>/i.test(text) && text.includes('<meta name="generator" content="Lapbook ');
}

/** Reads a report's page, without running it. Null for a text that is no report; throws for a report of a later version. */
export function readReport(html: string): StoredReport | null {
  const [, json] = new RegExp(`<script type="application/json" id="${ABOUT_ID}">([^<]*)</script>`).exec(html) ?? [];
  if (json === undefined) return null;
  const about: AboutReport = JSON.parse(json);
  const {format, version} = about.manifest;
  if (format !== "lapbook-report") return null;
  if (version > 1) throw new Error(`the report was written by a newer Lapbook (version ${version}): update Lapbook`);
  const elements = html.matchAll(
    /<script type="[^"]*;base64" data-path="([^"]+)" data-encoding="gzip">([^<]*)<\/script>/g,
  );
  const files = [...elements].flatMap(([, path, base64]) =>
    path.startsWith(ARCHIVE_FOLDER) ? [{path: path.slice(ARCHIVE_FOLDER.length), base64}] : [],
  );
  return {...about, files};
}
