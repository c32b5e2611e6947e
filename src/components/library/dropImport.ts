import {html} from "npm:htl";
import {createMappingQueue} from "./askMapping.js";
import {dropTarget} from "./dropTarget.js";
import {droppedFiles, type FileGroup, folderOf, groupFiles, importableFiles} from "./importFiles.js";
import {type ImportJob, type ImportJobOptions, importJob, quietButton} from "./importJob.js";
import {fileKind, outcomeSummary} from "./importOutcome.js";
import {type Imported, sendImport} from "./importRequest.js";
import {type InspectedFile, inspectFile, inspectLog, isKnownFile} from "./inspectFile.js";
import type {MappingSource} from "./mappingSource.js";

export interface DropImportOptions {
  /** called after each file that contained sessions */
  onImported?: (sessions: Imported["sessions"]) => void;
  /** when it resolves, the page no longer takes drops */
  invalidation?: Promise<unknown>;
  /** sends one file; replaced in tests */
  send?: typeof sendImport;
  /** inspects a file before it is sent; replaced in tests */
  inspect?: typeof inspectFile;
}

/**
 * Import of captures and of logs of other tools: drop files or a folder anywhere on the page, or choose them. Files are
 * imported one after the other, each with progress, cancel and result. The columns of a table are reviewed first, those
 * of other logs on request; files behind it do not wait for the answer. A file that fails shows the reason and does not stop the others.
 */
export function dropImport({
  onImported = () => {},
  invalidation,
  send = sendImport,
  inspect = inspectFile,
}: DropImportOptions = {}): HTMLElement {
  let queue: Promise<unknown> = Promise.resolve();
  let batch: ImportJob[] = [];
  let unknown = 0;
  const list = html<HTMLUListElement>`<ul class="lb-jobs" aria-live="polite"></ul>`;
  const question = html`<div></div>`;
  const total = html`<div class="lb-bar" hidden aria-live="polite"></div>`;
  const mappings = createMappingQueue(question);
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    add([...(input.files ?? [])]).catch(fail);
    input.value = ""; // the same file can be chosen again
  };
  const input = html<HTMLInputElement>`<input type="file" multiple hidden onchange=${chosen}>`;
  const folder = html<HTMLInputElement>`<input type="file" webkitdirectory multiple hidden onchange=${chosen}>`;
  const reviewLogs = html<HTMLInputElement>`<input type="checkbox">`;

  async function add(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const {LOG_FILE_READERS} = await import("../../core/files/readers.js").catch(() => {
      throw new Error("cannot reach the server: start it with npm start, then drop the files again");
    });
    const {wanted, unknown: others} = await importableFiles(files, LOG_FILE_READERS, (file) =>
      isKnownFile(file, file.name),
    );
    const jobs = groupFiles(wanted, LOG_FILE_READERS).map((group) =>
      importJob(group, {send, review, enqueue, onImported}),
    );
    if (batch.every(({outcome}) => outcome)) {
      batch = [];
      unknown = 0;
    }
    unknown += others.length;
    batch.push(...jobs);
    list.append(...jobs.map(({element}) => element), ...unknownFiles(others));
    showTotal();
    for (const {run} of jobs) enqueue(run);
  }

  function enqueue(task: () => Promise<void>): void {
    queue = queue.then(task).then(showTotal);
  }

  /** A drop that cannot be taken. */
  function fail(error: Error): void {
    list.append(lineWithDismiss(html`<span role="alert" class="lb-failed">${error.message}</span>`));
  }

  /** Of several files: how many are done, and with which result. */
  function showTotal(): void {
    total.hidden = batch.length < 2 && unknown === 0;
    const outcomes = batch.flatMap(({outcome}) => outcome ?? []);
    if (outcomes.length < batch.length)
      total.replaceChildren(
        html`<progress max=${batch.length} value=${outcomes.length} aria-label="all files"></progress>`,
        html`<span>${outcomes.length} of ${batch.length} files</span>`,
        quietButton("Cancel all", () => {
          for (const job of batch) job.cancel();
        }),
      );
    else
      total.replaceChildren(
        html`<strong>${outcomeSummary(outcomes)}</strong>`,
        unknown ? html`<span class="lb-muted">${unknown} of unknown type, not imported</span>` : "",
      );
  }

  const review: ImportJobOptions["review"] = async (group, signal) => {
    const source = await mappingSource(group.file, {inspect, reviewLogs: reviewLogs.checked});
    const more = () => waitingLike(group).length;
    return source && (() => mappings.ask(group.file.name, source, {more, signal}).finally(showTotal));
  };
  const waitingLike = (group: FileGroup) =>
    batch.filter((job) => !job.outcome && job.group !== group && fileKind(job.group.file) === fileKind(group.file));

  return html`<div>
    <div class="lb-bar"><button type="button" class="lb-button lb-primary" onclick=${() => input.click()}>Import files…</button>
      <button type="button" class="lb-button" onclick=${() => folder.click()}>Import a folder…</button>${input}${folder}
      <span class="lb-muted">or drop them anywhere on this page: captures (.pcap, .pcapng), MoTeC logs (.ld with .ldx, .csv), tables (.csv, .tsv), logs of other tools, also gzipped, and reports (.html)</span></div>
    <div class="lb-bar"><label>${reviewLogs} review the columns of MoTeC, iRacing and other logs first</label></div>
    ${total}${question}${list}${dropTarget((transfer) => void droppedFiles(transfer).then(add).catch(fail), invalidation)}
  </div>`;
}

/** Lines shown at most for files of a folder that are no telemetry. */
const MOST_UNKNOWN_LINES = 100;

/** A line for each file of a folder that is neither a capture nor a log. */
function unknownFiles(files: readonly File[]): HTMLElement[] {
  const lines = files
    .slice(0, MOST_UNKNOWN_LINES)
    .map((file) =>
      lineWithDismiss(
        html`<span><strong>${folderOf(file)}${file.name}</strong> <span class="lb-muted">not imported: unknown file type</span></span>`,
      ),
    );
  const more = files.length - lines.length;
  if (more > 0) lines.push(lineWithDismiss(html`<span class="lb-muted">and ${more} more files of unknown type</span>`));
  return lines;
}

function lineWithDismiss(content: Node): HTMLElement {
  const line = html<HTMLLIElement>`<li>${content}</li>`;
  line.append(quietButton("Dismiss", () => line.remove()));
  return line;
}

/** The columns of a file to review; undefined for a file that is imported without a question. */
async function mappingSource(
  file: File,
  {inspect, reviewLogs}: {inspect: typeof inspectFile; reviewLogs: boolean},
): Promise<MappingSource | undefined> {
  const named = (error: Error): Error =>
    error.name === "LogFileError" ? new Error(`${file.name}: ${error.message}`) : error;
  const {format, table, ...inspected} = await inspect(file, file.name).catch((error: Error): InspectedFile => {
    if (error.name === "LogFileError") throw named(error);
    return {format: undefined, isPart: false}; // damaged packing: the server reports where
  });
  if (!table && !reviewLogs) return undefined;
  const {logMapping, tableMapping} = await import("./mappingSource.js");
  if (table) return tableMapping(table, inspected);
  const log = await inspectLog(file, file.name, format).catch((error: Error) => {
    throw named(error);
  });
  return log && logMapping(log);
}
