import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import type {HashedFile, ReportManifest} from "../../core/report/manifest.js";
import {simulatedBadge} from "../ui/badges.js";
import {counted, when} from "../ui/format.js";
import {saveCharts} from "../ui/saveCharts.js";
import {typeName} from "../ui/sessionNames.js";

/** The end of a report: which sessions it is about, by which rules it was computed, what is not in it, and the hashes of its files. */
export function reportFoot(
  manifest: ReportManifest,
  sessions: readonly LibraryEntry[],
  rules: readonly string[],
): HTMLElement {
  const {lapbook, program, files, sources, leftOut} = manifest;
  const about = sessions.map(
    ({track, type, startedAt, source, id, laps}) =>
      html`<li>${[track.name, typeName(type), when(startedAt), source.game === "unknown" ? "" : source.game, counted(laps, "timed lap")].filter(Boolean).join(" · ")} ${simulatedBadge(source)} <code>${id}</code></li>`,
  );
  return html`<footer class="lb-report-foot">
    <h2>About this report</h2>
    <div class="lb-report-about">
      <div><h3>Sessions</h3><ul>${about}</ul></div>
      ${listed("How it was calculated", rules)}${listed("Not in this report", leftOut)}
    </div>
    ${saveCharts(document)}
    <details><summary>Files and their hashes (SHA-256)</summary>
      <p class="lb-muted">Made with Lapbook ${lapbook}; its program <code>${program}</code>.</p>
      ${hashes("What this report carries", files)}${hashes("What it was made from", sources)}
    </details>
  </footer>`;
}

function listed(title: string, texts: readonly string[]): HTMLElement | string {
  return texts.length ? html`<div><h3>${title}</h3><ul>${texts.map((text) => html`<li>${text}</li>`)}</ul></div>` : "";
}

function hashes(label: string, files: readonly HashedFile[]): HTMLElement {
  return html`<div class="lb-scroll" tabindex="0" role="region" aria-label=${label}><table class="lb-table lb-hashes">
    <caption>${label}</caption>
    <thead><tr><th scope="col">file</th><th scope="col" class="lb-number">bytes</th><th scope="col">SHA-256</th></tr></thead>
    <tbody>${files.map(({path, bytes, sha256}) => html`<tr><th scope="row">${path}</th><td class="lb-number">${bytes}</td><td><code>${sha256}</code></td></tr>`)}</tbody>
  </table></div>`;
}
