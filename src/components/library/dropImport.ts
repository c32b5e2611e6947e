import {html} from "npm:htl";
import {pageLink} from "../ui/archive.js";
import {bytes} from "../ui/format.js";
import {createMappingQueue} from "./askMapping.js";
import {droppedFiles, type FileGroup, groupFiles, importableFiles} from "./importFiles.js";
import {type Imported, sendImport} from "./importRequest.js";
import {inspectFile, inspectLog, type Look} from "./inspectFile.js";
import type {MappingSource} from "./mappingSource.js";

export interface DropImportOptions {
  /** called after each file that brought sessions */
  onImported?: (sessions: Imported["sessions"]) => void;
  /** when it resolves, the page no longer takes drops */
  invalidation?: Promise<unknown>;
  /** sends one file; another one in tests */
  send?: typeof sendImport;
  /** looks at a file before it is sent; another one in tests */
  look?: typeof inspectFile;
}

/** How an import of one file ended. */
type Outcome = "imported" | "known" | "none" | "failed" | "cancelled";

interface Job {
  group: FileGroup;
  element: HTMLElement;
  cancel: AbortController;
  run: () => Promise<void>;
  outcome?: Outcome;
}

/**
 * Import of captures and of logs of other tools: drop files or a folder anywhere on the page, or choose them. One after the
 * other, each with its progress, a way to cancel, and its result; a table of numbers is asked about first, and other logs where
 * that is wished. A file that fails
 * says why in one line and does not stop the others.
 */
export function dropImport({
  onImported = () => {},
  invalidation,
  send = sendImport,
  look = inspectFile,
}: DropImportOptions = {}): HTMLElement {
  let queue: Promise<unknown> = Promise.resolve();
  let batch: Job[] = [];
  let strangers = 0;
  const list = html<HTMLUListElement>`<ul class="lb-jobs" aria-live="polite"></ul>`;
  const question = html`<div></div>`;
  const total = html`<div class="lb-bar" hidden aria-live="polite"></div>`;
  const mappings = createMappingQueue(question);
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    add([...(input.files ?? [])]);
    input.value = ""; // so that the same file may be chosen again
  };
  const input = html<HTMLInputElement>`<input type="file" multiple hidden onchange=${chosen}>`;
  const folder = html<HTMLInputElement>`<input type="file" webkitdirectory multiple hidden onchange=${chosen}>`;
  const asked = html<HTMLInputElement>`<input type="checkbox">`;
  const frame = html`<div class="lb-drop" aria-hidden="true">Drop to import</div>`;
  const root = html`<div>
    <div class="lb-bar"><button type="button" class="lb-button lb-primary" onclick=${() => input.click()}>Import files…</button>
      <button type="button" class="lb-button" onclick=${() => folder.click()}>Import a folder…</button>${input}${folder}
      <span class="lb-muted">or drop them anywhere on this page: captures (.pcap, .pcapng), MoTeC logs (.ld with .ldx, .csv), tables (.csv, .tsv) and logs of other tools, also gzipped</span></div>
    <div class="lb-bar"><label>${asked} look at the columns of MoTeC, iRacing and other logs first, as of tables</label></div>
    ${total}${question}${list}${frame}
  </div>`;

  async function add(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const {LOG_FILE_READERS} = await import("../../core/files/readers.js");
    const wanted = importableFiles(files, LOG_FILE_READERS);
    const jobs = groupFiles(wanted, LOG_FILE_READERS).map(job);
    if (batch.every(({outcome}) => outcome)) {
      batch = [];
      strangers = 0;
    }
    strangers += files.length - wanted.length;
    batch.push(...jobs);
    list.append(...jobs.map(({element}) => element));
    tellTotal();
    for (const {run} of jobs) queue = queue.then(run).then(tellTotal);
  }

  /** Of several files: how many are done, and what came of them. */
  function tellTotal(): void {
    total.hidden = batch.length < 2 && strangers === 0;
    const aside = strangers
      ? html`<span class="lb-muted">${strangers} of the folder's files left alone: of no kind that Lapbook reads</span>`
      : "";
    const done = batch.filter(({outcome}) => outcome);
    const stop = html`<button type="button" class="lb-button lb-quiet" onclick=${() => cancelAll()}>Cancel all</button>`;
    if (done.length < batch.length)
      total.replaceChildren(
        html`<progress max=${batch.length} value=${done.length} aria-label="all files"></progress>`,
        html`<span>${done.length} of ${batch.length} files</span>`,
        stop,
      );
    else total.replaceChildren(html`<strong>${summary(batch.flatMap(({outcome}) => outcome ?? []))}</strong>`, aside);
  }

  function cancelAll(): void {
    for (const {cancel} of batch) cancel.abort();
  }

  function job(group: FileGroup): Job {
    const {file, companions} = group;
    const cancel = new AbortController();
    const bar = html<HTMLProgressElement>`<progress max="1" value="0" aria-label=${`import of ${file.name}`}></progress>`;
    const text = html`<span class="lb-muted">waiting</span>`;
    const stop = html<HTMLButtonElement>`<button type="button" class="lb-button lb-quiet" onclick=${() => cancel.abort()}>Cancel</button>`;
    const beside = companions.length
      ? html`<span class="lb-muted">with ${companions.map((c) => c.name).join(", ")}</span>`
      : "";
    const element = html`<li><strong>${file.name}</strong><span class="lb-muted">${bytes(file.size)}</span>${beside}${bar}${text}${stop}</li>`;
    const dismiss = html`<button type="button" class="lb-button lb-quiet" onclick=${() => element.remove()}>Dismiss</button>`;
    const end = (outcome: Outcome, ...content: (Node | string)[]) => {
      self.outcome = outcome;
      bar.remove();
      stop.remove();
      text.replaceWith(...content, dismiss);
    };
    const onProgress = (fraction: number, what: string) => {
      bar.value = fraction;
      text.textContent = what;
    };
    const run = async () => {
      const {signal} = cancel;
      try {
        signal.throwIfAborted();
        const source = await sourceOf(file);
        let choices: Awaited<ReturnType<typeof mappings.ask>> | undefined;
        if (source) {
          text.textContent = "waiting for its columns";
          bar.hidden = true;
          const more = batch.filter(
            ({outcome, group: other}) => !outcome && other !== group && ending(other.file) === ending(file),
          ).length;
          choices = await mappings.ask(file.name, source, {more, signal});
          bar.hidden = false;
        }
        const {sessions} = await send(file, {onProgress, signal, companions, choices});
        const known = sessions.length > 0 && sessions.every(({status}) => status === "unchanged");
        end(
          known ? "known" : sessions.length ? "imported" : "none",
          html`<span>${sessions.length ? sessions.map(sessionLink) : "no session in it: was it recorded on the game's UDP port?"}${known ? html` <span class="lb-muted">was in the archive already</span>` : ""}</span>`,
        );
        if (sessions.length) onImported(sessions);
      } catch (error) {
        if (signal.aborted || (error as Error).name === "AbortError")
          end("cancelled", html`<span class="lb-muted">cancelled; nothing was kept</span>`);
        else end("failed", html`<span role="alert" class="lb-failed">${(error as Error).message}</span>`);
      }
    };
    const self: Job = {group, element, cancel, run};
    return self;
  }

  /** What there is to ask about a file; undefined for what is imported without a question. */
  async function sourceOf(file: File): Promise<MappingSource | undefined> {
    const named = (error: Error): Error =>
      error.name === "LogFileError" ? new Error(`${file.name}: ${error.message}`) : error;
    const {format, table, partly} = await look(file, file.name).catch((error: Error): Look => {
      if (error.name === "LogFileError") throw named(error);
      return {format: undefined, partly: false}; // packed badly: the server says where
    });
    if (!table && !asked.checked) return undefined;
    const {logMapping, tableMapping} = await import("./mappingSource.js");
    if (table) return tableMapping(table, partly);
    const log = await inspectLog(file, file.name, format).catch((error: Error) => {
      throw named(error);
    });
    return log && logMapping(log);
  }

  takeDrops(frame, (transfer) => void droppedFiles(transfer).then(add), invalidation);
  return root;
}

/** ".csv" for every table; of others what their names end with. */
const ending = ({name}: File) => {
  const [end = ""] = /\.\w+$/.exec(name.toLowerCase().replace(/\.gz$/, "")) ?? [];
  return /^\.(csv|tsv|txt)$/.test(end) ? ".csv" : end;
};

/** "24 files: 20 imported, 3 known already, 1 failed". */
function summary(outcomes: readonly Outcome[]): string {
  const words: Record<Outcome, string> = {
    imported: "imported",
    known: "in the archive already",
    none: "without a session",
    failed: "failed",
    cancelled: "cancelled",
  };
  const parts = (Object.keys(words) as Outcome[])
    .map((outcome) => [outcomes.filter((o) => o === outcome).length, words[outcome]] as const)
    .filter(([n]) => n > 0);
  return `${outcomes.length} files: ${parts.map(([n, word]) => `${n} ${word}`).join(", ")}`;
}

function sessionLink({id, track, type}: Imported["sessions"][number], index: number): Node {
  const place = typeof track === "string" ? track : track?.name;
  const name = [place, type].filter((word) => word && word !== "unknown").join(", ") || id;
  return html`<span>${index ? " · " : ""}<a href=${pageLink("session", {session: id})}>${name}</a></span>`;
}

/** The whole window takes files; `frame` shows while some hover over it. */
function takeDrops(frame: HTMLElement, add: (transfer: DataTransfer) => void, invalidation?: Promise<unknown>): void {
  const listening = new AbortController();
  const on = (type: "dragenter" | "dragover" | "dragleave" | "drop", listener: (event: DragEvent) => void) =>
    addEventListener(type, listener, {signal: listening.signal});
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  let depth = 0; // enter and leave come once for every element crossed
  on("dragenter", (event) => {
    if (hasFiles(event)) frame.classList.toggle("lb-over", ++depth > 0);
  });
  on("dragleave", (event) => {
    if (hasFiles(event)) frame.classList.toggle("lb-over", --depth > 0);
  });
  on("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  on("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    frame.classList.remove("lb-over");
    if (event.dataTransfer) add(event.dataTransfer);
  });
  invalidation?.then(() => listening.abort());
}
