import {html} from "npm:htl";
import type {LapArchive} from "../../core/laps/open/lapArchive.js";
import type {ReportCell, ReportSpec} from "../../core/report/reportSpec.js";
import {reportTitle} from "../../core/report/reportTemplates.js";
import {comparedLaps, filledText, reportSessions} from "../../core/report/reportWords.js";
import {TEXT_VALUES} from "../../core/report/textValues.js";
import {REPORT_VIEWS} from "../../core/report/views.js";
import {trackSlug} from "../../core/track/trackKey.js";
import {fetchLibrary, fetchNotebookIndex} from "./archive.js";
import {afterPainting} from "./canvas.js";
import type {PageParams} from "./carriedArchive.js";
import {bytes} from "./format.js";
import {type NotebookTicks, notebookTicks} from "./notebookTicks.js";
import {pageArchive} from "./pageArchive.js";
import {type PageReport, pageReport} from "./pageReport.js";
import {publishText} from "./publishText.js";
import {saveCharts} from "./saveCharts.js";
import {saveFile} from "./saveFile.js";

/** A page that a report can show, with the options that its address has, or would have for the choice of the current page. */
export interface OfferedView {
  view: string;
  title: string;
  options: PageParams;
}

export interface PublishParts {
  page: string;
  views: readonly OfferedView[];
  title: string;
  /** sessions about which something is written */
  noted?: ReadonlySet<string>;
  /** the user's */
  notebooks?: NotebookTicks;
  /** replaced in tests */
  make?: typeof pageReport;
  archive?: LapArchive;
  save?: typeof saveFile;
}

let opened: HTMLDialogElement | undefined;
/** What was written, for the next time that the dialog opens on this page. */
const words = {before: "", after: ""};

/** Opens the dialog that makes a report of what the page shows. */
export async function openPublishDialog(page: string, views: readonly OfferedView[]): Promise<void> {
  const [{sessions}, {notebooks}] = await Promise.all([fetchLibrary(), fetchNotebookIndex()]);
  const about = new Set(views.flatMap(({view, options}) => (view === page ? sessionsOf(view, options) : [])));
  const title = reportTitle(
    page,
    sessions.filter(({id}) => about.has(id)),
  );
  opened?.remove();
  const noted = new Set(sessions.flatMap(({id, notes}) => (notes ? [id] : [])));
  const parts = {page, views, noted, notebooks: notebookTicks(notebooks)};
  opened = publishDialog({...parts, title: about.size ? title : title.replace(/: $/, "")});
  (document.querySelector("#observablehq-main") ?? document.body).append(opened);
  opened.showModal();
}

/** The dialog: title, what is shown, words, names; then the report as a file. */
export function publishDialog({
  page,
  views,
  title,
  noted = new Set(),
  notebooks = notebookTicks([]),
  make = pageReport,
  archive = pageArchive,
  save = saveFile,
}: PublishParts): HTMLDialogElement {
  const able = views.filter(({view, options}) => sessionsOf(view, options).length > 0);
  const isShown = (view: string) => (able.some((one) => one.view === page) ? view === page : view === "debrief");
  const name = html<HTMLInputElement>`<input class="lb-input" name="title" required maxlength="200" autofocus value=${title}>`;
  const ticks = able.map(
    (one) => html<HTMLInputElement>`<input type="checkbox" name="view" value=${one.view} checked=${isShown(one.view)}>`,
  );
  const field = (label: string, place: keyof typeof words) =>
    publishText(label, words[place], {onInput: (text) => (words[place] = text), fill});
  const [before, after] = [field("Words above the charts", "before"), field("Words below the charts", "after")];
  const withNotes = html<HTMLInputElement>`<input type="checkbox" name="notes">`;
  const hasNotes = able.some(({view, options}) => sessionsOf(view, options).some((id) => noted.has(id)));
  const redact = html<HTMLInputElement>`<input type="checkbox" name="redact">`;
  const state = html`<div class="lb-publish-state" role="status"></div>`;
  const charts = saveCharts(document);
  const submit = html<HTMLButtonElement>`<button type="submit" class="lb-button lb-primary">Make the report</button>`;

  function shownCells(): ReportCell[] {
    return cellsOf(able.filter((_, i) => ticks[i].checked));
  }

  /** A notebook alone is about what the page shows. */
  function aboutCells(): ReportCell[] {
    const shown = shownCells();
    return shown.length ? shown : cellsOf(able.filter(({view}) => isShown(view)));
  }

  async function fill(text: string): Promise<string> {
    const cells = shownCells();
    const comparedOf = () => comparedOnce(cells, archive);
    return filledText(text, {cells, redact: redact.checked}, {archive, comparedOf});
  }

  async function spec(): Promise<ReportSpec> {
    const shown = shownCells();
    const cells = [...shown, ...(await notebooks.cells(aboutCells()))];
    const text = (markdown: string): ReportCell[] => (markdown.trim() ? [{kind: "text", markdown}] : []);
    return {
      ...{template: page, title: name.value.trim()},
      cells: [...text(before.value), ...(withNotes.checked ? notesCells(shown) : []), ...cells, ...text(after.value)],
      ...(redact.checked && {redact: true}),
    };
  }

  function notesCells(cells: readonly ReportCell[]): ReportCell[] {
    const ids = reportSessions({cells}).filter((id) => noted.has(id));
    return ids.map((session) => ({kind: "view", view: "notes", options: {session}}));
  }

  async function run(event: Event): Promise<void> {
    event.preventDefault();
    if (!ticks.some(({checked}) => checked) && !notebooks.isAny())
      return say(html`<span class="lb-failed" role="alert">Tick what the report shows.</span>`);
    submit.disabled = true;
    say("Reading the laps…");
    try {
      await afterPainting();
      const made = await make(await spec(), {onRead: (files) => say(`Reading the laps: ${files} files…`)});
      finish(made);
    } catch (error) {
      say(html`<span class="lb-failed" role="alert">Not made: ${(error as Error).message}</span>`);
    } finally {
      submit.disabled = false;
    }
  }

  function finish({html: text, manifest, kept, spec: {title: called}}: PageReport): void {
    const file = {name: `${trackSlug(called) || "report"}.html`, content: new Blob([text], {type: "text/html"})};
    save(file);
    say(
      html`<p><strong>${file.name}</strong>, ${bytes(file.content.size)}, saved. It opens with a double-click.
        <button type="button" class="lb-button lb-plain" onclick=${() => save(file)}>Save again</button></p>`,
      kept.length
        ? html`<p class="lb-failed" role="alert">Parts of drivers’ names stay in ${kept.join("; in ")}. Change them and make it again, unless they may stay.</p>`
        : "",
      html`<p class="lb-muted">Not in it: ${manifest.leftOut.join("; ")}.</p>`,
    );
  }

  function say(...content: (Node | string)[]): void {
    state.replaceChildren(...content);
  }

  const dialog = html<HTMLDialogElement>`<dialog class="lb-publish" aria-labelledby="lb-publish-title">
    <form onsubmit=${run}>
      <header><h2 id="lb-publish-title">Publish</h2><button type="button" class="lb-button" aria-label="close" onclick=${() => dialog.close()}>×</button></header>
      <p class="lb-muted">One HTML file with these charts, numbers and laps. It opens without Lapbook and without a network.</p>
      <label class="lb-publish-row"><span>Title</span>${name}</label>
      <fieldset><legend>Shows</legend>${
        able.length
          ? able.map((one, i) => html`<label>${ticks[i]} ${one.title}</label>`)
          : html`<p class="lb-error" role="alert">There is nothing here to publish yet: choose a session in the library first.</p>`
      }</fieldset>
      ${notebooks.element}
      ${before}${after}
      <details><summary>Values in your words</summary><dl>${Object.entries(TEXT_VALUES).flatMap(([key, what]) => [
        html`<dt><code>{${key}}</code></dt>`,
        html`<dd>${what}</dd>`,
      ])}</dl></details>
      ${charts}
      ${hasNotes ? html`<label class="lb-publish-tick">${withNotes} <span>Your notes, tags and stars about the sessions and their laps</span></label>` : ""}
      <label class="lb-publish-tick">${redact} <span>Driver 1, Driver 2 … in place of names (in your words: of full names); no teams, numbers and file names</span></label>
      <footer>${submit}${state}</footer>
    </form>
  </dialog>`;
  submit.disabled = able.length === 0;
  for (const choice of [...ticks, redact])
    choice.addEventListener("change", () => {
      before.show();
      after.show();
    });
  return dialog;
}

const cellsOf = (views: readonly OfferedView[]): ReportCell[] =>
  views.map(({view, options}) => ({kind: "view", view, options: textsOf(options)}));

const compared = new Map<string, ReturnType<typeof comparedLaps>>();

/** The comparison whose values words can name: of a debrief it takes a second or more. */
function comparedOnce(cells: readonly ReportCell[], archive: LapArchive): ReturnType<typeof comparedLaps> {
  const key = JSON.stringify(cells);
  let found = compared.get(key);
  if (!found) compared.set(key, (found = comparedLaps(cells, archive)));
  found.catch(() => compared.delete(key));
  return found;
}

/** The sessions that a view would show; none where a report has not that view. */
function sessionsOf(view: string, options: PageParams): string[] {
  return Object.hasOwn(REPORT_VIEWS, view) ? REPORT_VIEWS[view].sessions(textsOf(options)).filter(Boolean) : [];
}

function textsOf(options: PageParams): Record<string, string> {
  const given = Object.entries(options).filter(([, value]) => value != null && value !== "");
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
