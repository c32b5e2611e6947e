import {base64Of, type PackedFile} from "./base64.js";
import type {AboutReport} from "./manifest.js";
import {DATABASE_POLICY, NOTEBOOK_POLICY, type ReportDatabase} from "./reportDatabase.js";
import type {ReportProgram} from "./reportProgram.js";

/** gzip of bytes; the same bytes for the same input, so without the time of packing. */
export type Gzip = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** Element that a report is described in, as JSON. */
export const ABOUT_ID = "lapbook-report";
/** Type of the elements that hold files. */
export const FILE_TYPE = "application/octet-stream;base64";
export const SCRIPT_PATH = "report.js";
export const STYLE_PATH = "report.css";
/** Folder of the archive, as on a host. */
export const ARCHIVE_FOLDER = "recordings/";

/** Files of an archive as a report holds them, sorted by path. */
export function packed(files: ReadonlyMap<string, Uint8Array>, gzip: Gzip): Promise<PackedFile[]> {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(
    sorted.map(async ([path, bytes]) => ({path: ARCHIVE_FOLDER + path, base64: base64Of(await gzip(bytes))})),
  );
}

/** No request leaves the page: what it shows is in it. */
const policy = ({script, more} = {script: "", more: ""}) =>
  `default-src 'none'; script-src 'unsafe-inline'${script}; style-src 'unsafe-inline'; img-src data: blob:${more}`;

/**
 * A report as one page, which opens without a server and without a network.
 *
 * @param database comes along where it is given, as does the program of notebooks
 */
export function reportHtml(
  about: AboutReport,
  program: ReportProgram,
  files: readonly PackedFile[],
  {database = [], notebook = []}: {database?: ReportDatabase; notebook?: readonly PackedFile[]} = {},
): string {
  const {title, paper = "A4"} = about.spec;
  const programFiles = [
    {path: STYLE_PATH, base64: base64Of(program.style)},
    {path: SCRIPT_PATH, base64: base64Of(program.script)},
  ];
  const elements = [...programFiles, ...files, ...notebook, ...database].map(
    ({path, base64}) =>
      `<script type="${FILE_TYPE}" data-path="${escapedHtml(path)}" data-encoding="gzip">${base64}</script>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(database.length ? DATABASE_POLICY : notebook.length ? NOTEBOOK_POLICY : undefined)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Lapbook ${escapedHtml(program.version)}">
<link rel="icon" href="data:,">
<title>${escapedHtml(title)}</title>
<style>:root{color-scheme:light dark;font:15px/24px system-ui,sans-serif}body{margin:0}main{padding:24px}@page{size:${paper};margin:12mm}</style>
</head>
<body>
<main id="observablehq-main" class="lb-report" aria-busy="true">
<h1>${escapedHtml(title)}</h1>
<p class="lb-loading" role="status">Unpacking the report…</p>
<noscript><p>This report draws its charts with JavaScript, which is switched off here.</p></noscript>
</main>
<script type="application/json" id="${ABOUT_ID}">${scriptText(JSON.stringify(about))}</script>
${elements.join("\n")}
<script>${program.boot}</script>
</body>
</html>
`;
}

/** JSON that cannot end the element that it is in. */
function scriptText(json: string): string {
  return json.replaceAll("<", "\\u003c");
}

function escapedHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
