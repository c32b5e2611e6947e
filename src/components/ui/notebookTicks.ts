import {html} from "npm:htl";
import type {NotebookEntry} from "../../core/notebook/notebookFile.js";
import {notebookCell, notebookUses} from "../../core/report/notebookReport.js";
import type {ReportCell} from "../../core/report/reportSpec.js";
import {fetchNotebook} from "./archive.js";

/** Ticks for the notebooks that a report may have. */
export interface NotebookTicks {
  element: HTMLElement;
  isAny(): boolean;
  /** the cells of the ticked ones, over the laps of these cells */
  cells(about: readonly ReportCell[]): Promise<ReportCell[]>;
}

/** None is ticked at first; a ticked one says what it needs. */
export function notebookTicks(notebooks: readonly NotebookEntry[], read = fetchNotebook): NotebookTicks {
  const lines = notebooks.map(({name, title}) => {
    const tick = html<HTMLInputElement>`<input type="checkbox" name="notebook" value=${name}>`;
    const note = html<HTMLElement>`<small class="lb-muted" aria-live="polite"></small>`;
    tick.addEventListener("change", async () => {
      note.replaceChildren();
      if (!tick.checked) return;
      const words = await read(name).then(needsText, (error: Error) => error.message);
      if (tick.checked) note.replaceChildren(words);
    });
    return {name, tick, element: html<HTMLElement>`<label>${tick} ${title} ${note}</label>`};
  });
  const element = lines.length
    ? html<HTMLElement>`<fieldset><legend>Your notebooks</legend>${lines.map((line) => line.element)}</fieldset>`
    : html<HTMLElement>`<span hidden></span>`;
  const ticked = () => lines.filter(({tick}) => tick.checked);
  return {
    element,
    isAny: () => ticked().length > 0,
    cells: (about) => Promise.all(ticked().map(async ({name}) => notebookCell({name, text: await read(name)}, about))),
  };
}

function needsText(text: string): string {
  const {hasQueries, hasFiles, isLive} = notebookUses(text);
  return [
    hasQueries ? "11 MB more for its queries," : "1 MB more,",
    "and every channel of the laps",
    hasFiles ? "; the files beside it that it reads do not come along" : "",
    isLive ? "; what follows a running session stays empty" : "",
  ]
    .filter(Boolean)
    .join(" ")
    .replaceAll(" ;", ";");
}
