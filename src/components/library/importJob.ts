import {html} from "npm:htl";
import type {LogChoices} from "../../core/archive/types.js";
import {pageLink} from "../ui/archive.js";
import {bytes} from "../ui/format.js";
import type {FileGroup} from "./importFiles.js";
import {importedNames, importOutcome, isKnown, type Outcome} from "./importOutcome.js";
import type {Imported, sendImport} from "./importRequest.js";

/** How the importer offers what a button does on the page. */
const SALVAGE = /,? or keep what is whole with --salvage/;

/** The import of one file: a line with progress, result and a way to cancel. */
export interface ImportJob {
  readonly group: FileGroup;
  readonly element: HTMLElement;
  /** undefined until it has ended */
  readonly outcome: Outcome | undefined;
  /** Ends with the import, or when the user is asked about the columns: the import then goes on after the answer. */
  run(): Promise<void>;
  cancel(): void;
}

export interface ImportJobOptions {
  send: typeof sendImport;
  /** a question about the file's columns; undefined where there is nothing to ask */
  review: (group: FileGroup, signal: AbortSignal) => Promise<(() => Promise<LogChoices>) | undefined>;
  /** runs a task after those that were put in before */
  enqueue: (task: () => Promise<void>) => void;
  onImported: (sessions: Imported["sessions"]) => void;
}

export function importJob(group: FileGroup, {send, review, enqueue, onImported}: ImportJobOptions): ImportJob {
  const {file, companions} = group;
  const abort = new AbortController();
  const {signal} = abort;
  let outcome: Outcome | undefined;
  const bar = html<HTMLProgressElement>`<progress max="1" value="0" aria-label=${`import of ${file.name}`}></progress>`;
  const text = html`<span class="lb-muted">waiting</span>`;
  const stop = quietButton("Cancel", () => abort.abort());
  const beside = companions.length
    ? html`<span class="lb-muted">with ${companions.map((c) => c.name).join(", ")}</span>`
    : "";
  const about = [html`<strong>${file.name}</strong>`, html`<span class="lb-muted">${bytes(file.size)}</span>`, beside];
  const element = html`<li>${about}${bar}${text}${stop}</li>`;

  function end(how: Outcome, ...content: Node[]): void {
    outcome = how;
    element.replaceChildren(
      ...about,
      ...content,
      quietButton("Dismiss", () => element.remove()),
    );
  }

  function fail(error: unknown): void {
    if (signal.aborted || (error as Error).name === "AbortError")
      end("cancelled", html`<span class="lb-muted">cancelled; nothing was kept</span>`);
    else {
      const {message} = error as Error;
      const failed = html`<span role="alert" class="lb-failed">${message.replace(SALVAGE, "")}</span>`;
      end("failed", failed, ...(SALVAGE.test(message) ? [quietButton("Keep what is whole", salvage)] : []));
    }
  }

  /** Imports the intact part after all. */
  function salvage(): void {
    outcome = undefined;
    text.textContent = "waiting";
    element.replaceChildren(...about, bar, text, stop);
    enqueue(() => transfer({salvage: true}));
  }

  async function run(): Promise<void> {
    try {
      signal.throwIfAborted();
      const ask = await review(group, signal);
      if (!ask) return await transfer();
      bar.hidden = true;
      text.textContent = "waiting for your review of the columns";
      ask().then((choices) => {
        bar.hidden = false;
        text.textContent = "waiting";
        enqueue(() => transfer({choices}));
      }, fail);
    } catch (error) {
      fail(error);
    }
  }

  async function transfer(how: {choices?: LogChoices; salvage?: boolean} = {}): Promise<void> {
    try {
      signal.throwIfAborted();
      const onProgress = (fraction: number, what: string) => {
        bar.value = fraction;
        text.textContent = what;
      };
      const imported = await send(file, {onProgress, signal, companions, ...how});
      end(importOutcome(imported), result(imported));
      if (imported.sessions.length) onImported(imported.sessions);
    } catch (error) {
      fail(error);
    }
  }
  return {
    group,
    element,
    get outcome() {
      return outcome;
    },
    run,
    cancel: () => abort.abort(),
  };
}

function result(imported: Imported): Node {
  const {sessions, warning} = imported;
  if (!sessions.length) return html`<span>no session found: was it recorded on the game's UDP port?</span>`;
  const names = importedNames(sessions);
  const known = importOutcome(imported) === "known";
  const links = sessions.map((session, i) => {
    const kept = !known && isKnown(session) ? html` <span class="lb-muted">in the archive already</span>` : "";
    return html`<span>${i ? " · " : ""}<a href=${pageLink("session", {session: session.id})}>${names[i]}</a>${kept}</span>`;
  });
  const notes = [known && "in the archive already", warning].filter(Boolean).join("; ");
  return html`<span>${links}${notes ? html` <span class="lb-muted">${notes}</span>` : ""}</span>`;
}

/** A button without a frame. */
export function quietButton(label: string, act: () => void): HTMLButtonElement {
  return html`<button type="button" class="lb-button lb-quiet" onclick=${act}>${label}</button>`;
}
