import {html} from "npm:htl";
import {NOTEBOOK_SCRIPT_PATH, NOTEBOOK_STYLE_PATH} from "../../core/report/notebookReport.js";
import {utf8Text} from "../../core/report/sourceArchive.js";
import {packedFile} from "./packedFiles.js";

let started = false;

/** The place of a notebook; its program runs once for all of them. */
export function notebookStart({text = "", name = "notebook"}: Readonly<Record<string, string>>): HTMLElement {
  const place = html<HTMLElement>`<div data-report-notebook=${name} aria-busy="true"><p class="lb-loading" role="status">Starting the notebook…</p></div>`;
  place.dataset.text = text;
  if (!started) queueMicrotask(start);
  started = true;
  return place;
}

async function start(): Promise<void> {
  for (const [tag, path] of [
    ["style", NOTEBOOK_STYLE_PATH],
    ["script", NOTEBOOK_SCRIPT_PATH],
  ] as const) {
    const element = document.createElement(tag);
    if (element instanceof HTMLScriptElement) element.type = "module";
    element.textContent = utf8Text((await packedFile(path))!);
    document.head.append(element);
  }
}
