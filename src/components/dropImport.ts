import {html} from "npm:htl";
import {pageLink} from "./archive.js";
import {bytes} from "./format.js";
import {type Imported, importCapture} from "./importRequest.js";

export interface DropImportOptions {
  /** called after each file that brought sessions */
  onImported?: (sessions: Imported["sessions"]) => void;
  /** when it resolves, the page no longer takes drops */
  invalidation?: Promise<unknown>;
  /** sends one file; another one in tests */
  send?: typeof importCapture;
}

/**
 * Import of captures: drop them anywhere on the page, or choose them. One after the other, each with its progress, a
 * way to cancel, and its result. A file that fails says why in one line and does not stop the others.
 */
export function dropImport({
  onImported = () => {},
  invalidation,
  send = importCapture,
}: DropImportOptions = {}): HTMLElement {
  let queue: Promise<unknown> = Promise.resolve();
  const jobs = html<HTMLUListElement>`<ul class="lb-jobs" aria-live="polite"></ul>`;
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    add(input.files);
    input.value = ""; // so that the same file may be chosen again
  };
  const input = html<HTMLInputElement>`<input type="file" multiple hidden onchange=${chosen}>`;
  const button = html`<button type="button" class="lb-button lb-primary" onclick=${() => input.click()}>Import a capture…</button>`;
  const frame = html`<div class="lb-drop" aria-hidden="true">Drop to import</div>`;
  const root = html`<div>
    <div class="lb-bar">${button}${input}<span class="lb-muted">or drop it anywhere on this page: .pcap, .pcapng, also gzipped</span></div>
    ${jobs}${frame}
  </div>`;

  function add(files: Iterable<File> | null | undefined): void {
    for (const file of files ?? []) {
      const {element, run} = job(file);
      jobs.append(element);
      queue = queue.then(run);
    }
  }

  function job(file: File): {element: HTMLElement; run: () => Promise<void>} {
    const cancel = new AbortController();
    const bar = html<HTMLProgressElement>`<progress max="1" value="0" aria-label=${`import of ${file.name}`}></progress>`;
    const text = html`<span class="lb-muted">waiting</span>`;
    const stop = html<HTMLButtonElement>`<button type="button" class="lb-button lb-quiet" onclick=${() => cancel.abort()}>Cancel</button>`;
    const element = html`<li><strong>${file.name}</strong><span class="lb-muted">${bytes(file.size)}</span>${bar}${text}${stop}</li>`;
    const dismiss = html`<button type="button" class="lb-button lb-quiet" onclick=${() => element.remove()}>Dismiss</button>`;
    const end = (...content: (Node | string)[]) => {
      bar.remove();
      stop.remove();
      text.replaceWith(...content, dismiss);
    };
    const onProgress = (fraction: number, what: string) => {
      bar.value = fraction;
      text.textContent = what;
    };
    const run = async () => {
      try {
        const {sessions} = await send(file, {onProgress, signal: cancel.signal});
        end(
          html`<span>${sessions.length ? sessions.map(sessionLink) : "no session in it: was it recorded on the game's UDP port?"}</span>`,
        );
        if (sessions.length) onImported(sessions);
      } catch (error) {
        if (cancel.signal.aborted) end(html`<span class="lb-muted">cancelled; nothing was kept</span>`);
        else end(html`<span role="alert" class="lb-failed">${(error as Error).message}</span>`);
      }
    };
    return {element, run};
  }

  takeDrops(frame, add, invalidation);
  return root;
}

function sessionLink({id, track, type}: Imported["sessions"][number], index: number): Node {
  const place = typeof track === "string" ? track : track?.name;
  const name = [place, type].filter(Boolean).join(", ") || id;
  return html`<span>${index ? " · " : ""}<a href=${pageLink("session", {session: id})}>${name}</a></span>`;
}

/** The whole window takes files; `frame` shows while some hover over it. */
function takeDrops(
  frame: HTMLElement,
  add: (files: FileList | undefined) => void,
  invalidation?: Promise<unknown>,
): void {
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
    add(event.dataTransfer?.files);
  });
  invalidation?.then(() => listening.abort());
}
