import {html} from "npm:htl";
import type {LogChoices} from "../../core/archive/types.js";
import {pageLink} from "../ui/archive.js";
import {bytes} from "../ui/format.js";
import type {FileGroup} from "./importFiles.js";
import {importedName, importOutcome, type Outcome} from "./importOutcome.js";
import type {Imported, sendImport} from "./importRequest.js";

/** The import of one file: a line with progress, result and a way to cancel. */
export interface ImportJob {
  readonly group: FileGroup;
  readonly element: HTMLElement;
  /** undefined until it has ended */
  readonly outcome: Outcome | undefined;
  run(): Promise<void>;
  cancel(): void;
}

export interface ImportJobOptions {
  send: typeof sendImport;
  /** asks about the file's columns; undefined where there is nothing to ask */
  review: (
    group: FileGroup,
    options: {signal: AbortSignal; onAsk: (asking: boolean) => void},
  ) => Promise<LogChoices | undefined>;
  onImported: (sessions: Imported["sessions"]) => void;
}

export function importJob(group: FileGroup, {send, review, onImported}: ImportJobOptions): ImportJob {
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
  const element = html`<li><strong>${file.name}</strong><span class="lb-muted">${bytes(file.size)}</span>${beside}${bar}${text}${stop}</li>`;

  function end(how: Outcome, content: Node): void {
    outcome = how;
    bar.remove();
    stop.remove();
    text.replaceWith(
      content,
      quietButton("Dismiss", () => element.remove()),
    );
  }

  async function run(): Promise<void> {
    try {
      signal.throwIfAborted();
      const onAsk = (asking: boolean) => {
        bar.hidden = asking;
        if (asking) text.textContent = "waiting for your review of the columns";
      };
      const choices = await review(group, {signal, onAsk});
      const onProgress = (fraction: number, what: string) => {
        bar.value = fraction;
        text.textContent = what;
      };
      const imported = await send(file, {onProgress, signal, companions, choices});
      end(importOutcome(imported), result(imported));
      if (imported.sessions.length) onImported(imported.sessions);
    } catch (error) {
      if (signal.aborted || (error as Error).name === "AbortError")
        end("cancelled", html`<span class="lb-muted">cancelled; nothing was kept</span>`);
      else end("failed", html`<span role="alert" class="lb-failed">${(error as Error).message}</span>`);
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
  const links = sessions.map(
    (session, i) =>
      html`<span>${i ? " · " : ""}<a href=${pageLink("session", {session: session.id})}>${importedName(session)}</a></span>`,
  );
  const known = importOutcome(imported) === "known";
  const notes = [known && "in the archive already", warning].filter(Boolean).join("; ");
  return html`<span>${links}${notes ? html` <span class="lb-muted">${notes}</span>` : ""}</span>`;
}

/** A button without a frame. */
export function quietButton(label: string, act: () => void): HTMLButtonElement {
  return html`<button type="button" class="lb-button lb-quiet" onclick=${act}>${label}</button>`;
}
