import {html} from "npm:htl";
import {SQL_SCRIPT_PATH} from "../../core/report/reportDatabase.js";
import {utf8Text} from "../../core/report/sourceArchive.js";
import {packedFile} from "./packedFiles.js";

/** The place of the database, which is unpacked when it is asked for. */
export function sqlStart({q = ""}: Readonly<Record<string, string>>): HTMLElement {
  const button = html<HTMLButtonElement>`<button type="button" class="lb-button">Ask the database</button>`;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const script = document.createElement("script");
    script.type = "module";
    script.textContent = utf8Text((await packedFile(SQL_SCRIPT_PATH))!);
    document.head.append(script);
  });
  return html<HTMLElement>`<div data-report-sql=${q}>
    <p class="lb-muted">Laps, sectors, corners, findings, samples and traces of this report in DuckDB, which is in this file too: its 34 MB are unpacked when you ask.</p>
    ${button}
  </div>`;
}
