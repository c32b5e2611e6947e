import {html} from "npm:htl";
import {readSamples} from "../../core/archive/samples.js";
import type {LapRow, SessionFile} from "../../core/archive/types.js";
import {type ExportLap, hasDatagrams} from "../../core/export/exportLaps.js";
import {EXPORT_FORMATS, type ExportFormat, exportLaps} from "../../core/export/formats.js";
import {apiUrl} from "../ui/api/callApi.js";
import {fetchSampleBytes, root} from "../ui/archive.js";
import {bytes, lapTime} from "../ui/format.js";
import {type SavedFile, saveFile} from "../ui/saveFile.js";

/** Pause between two downloads, ms: without it a browser saves only one. */
const BETWEEN_MS = 300;
/** Time after which the export yields to the page, ms. */
const TURN_MS = 40;
/** The share of reading in the progress. */
const READING = 0.3;

export interface ExportPanelOptions {
  /** a server behind the page unpacks captures */
  writable?: boolean;
  /** for tests; by default a download */
  save?: (file: SavedFile) => void;
}

/**
 * Exports laps as files for other tools. The page itself writes them, so that it works in a published folder too. Below,
 * the session's data as received or imported.
 */
export function exportPanel(
  session: SessionFile,
  laps: readonly LapRow[],
  {writable = false, save = saveFile}: ExportPanelOptions = {},
): HTMLElement {
  const sampled = laps.filter(({file}) => file !== null);
  const driven = new Set(sampled.map(({car}) => car));
  const drivers = session.drivers.filter(({car}) => driven.has(car));
  if (drivers.length === 0)
    return html`<div><p class="lb-muted">No lap of this session has samples to export.</p>${originalData(session, writable)}</div>`;
  const format = html<HTMLSelectElement>`<select>${Object.entries(EXPORT_FORMATS).map(([name, {label}]) => html`<option value=${name}>${label}`)}</select>`;
  const car = html<HTMLSelectElement>`<select>${drivers.length > 1 ? html`<option value="">all drivers` : null}${drivers.map((d) => html`<option value=${d.car}>${d.name}`)}</select>`;
  if (session.playerCar !== null && driven.has(session.playerCar)) car.value = String(session.playerCar);
  const lap = html<HTMLSelectElement>`<select></select>`;
  const button = html<HTMLButtonElement>`<button class="lb-button" type="button">Export</button>`;
  const cancel = html<HTMLButtonElement>`<button class="lb-button" type="button" hidden>Cancel</button>`;
  const about = html`<p class="lb-muted"></p>`;
  const bar = html<HTMLProgressElement>`<progress max="1" value="0" hidden></progress>`;
  const status = html`<p role="status"></p>`;

  const ofCar = () => sampled.filter((row) => car.value === "" || row.car === Number(car.value));
  function listLaps(): void {
    const single = car.value === "" ? [] : ofCar();
    lap.replaceChildren(
      html`<option value="">all laps`,
      ...single.map((row) => html`<option value=${row.lap}>lap ${row.lap}, ${lapTime(row.lapTimeMs)}`),
    );
  }
  const describe = () => about.replaceChildren(EXPORT_FORMATS[format.value].about);
  const busy = (is: boolean) => {
    button.disabled = is;
    cancel.hidden = bar.hidden = !is;
  };
  car.addEventListener("input", listLaps);
  format.addEventListener("input", describe);
  button.addEventListener("click", async () => {
    const rows = ofCar().filter((row) => lap.value === "" || row.lap === Number(lap.value));
    const stopping = new AbortController();
    const {signal} = stopping;
    cancel.onclick = () => stopping.abort();
    const onProgress = (done: number, text: string) => {
      bar.value = done;
      if (status.textContent !== text) status.replaceChildren(text);
    };
    busy(true);
    try {
      const {files, notes} = await writeExport(EXPORT_FORMATS[format.value], session, rows, {signal, onProgress});
      for (const [n, file] of files.entries()) {
        if (n > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
        save(file);
      }
      const names = files.map(({name, content}) => `${name} (${bytes(content.size)})`).join(", ");
      status.replaceChildren(`saved ${names}`, ...notes.map((note) => html`<br><span class="lb-muted">${note}</span>`));
    } catch (error) {
      if (signal.aborted) status.replaceChildren("cancelled: nothing was saved");
      else status.replaceChildren(html`<span class="lb-error">not exported: ${(error as Error).message}</span>`);
    } finally {
      busy(false);
    }
  });
  listLaps();
  describe();
  return html`<div>
    <div class="lb-bar"><label>format ${format}</label><label>driver ${car}</label><label>laps ${lap}</label>${button}${cancel}${bar}</div>
    ${about}${status}
    ${originalData(session, writable)}
  </div>`;
}

/** Fetches the samples of laps and writes them in a format; rejects after an abort. */
async function writeExport(
  format: ExportFormat,
  session: SessionFile,
  rows: readonly LapRow[],
  {signal, onProgress}: {signal: AbortSignal; onProgress: (done: number, text: string) => void},
): Promise<{files: SavedFile[]; notes: readonly string[]}> {
  const laps: ExportLap[] = [];
  for (const row of rows) {
    onProgress((READING * laps.length) / rows.length, `reading lap ${laps.length + 1} of ${rows.length}…`);
    laps.push(lapOf(row, await fetchSampleBytes(session.id, row)));
    signal.throwIfAborted();
  }
  const written = await exportLaps(format, {session, laps});
  const files: SavedFile[] = [];
  const turn = yielder(signal);
  for (const [n, {name, type, pieces}] of written.files.entries()) {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (const piece of pieces) {
      onProgress(READING + ((1 - READING) * (n + piece.done)) / written.files.length, `writing ${name}…`);
      await turn();
      if (piece.bytes.length > 0) parts.push(piece.bytes as Uint8Array<ArrayBuffer>);
    }
    files.push({name, content: new Blob(parts, {type})});
  }
  return {files, notes: written.notes};
}

/** Links to the capture or imported file in the archive, and to the unpacked datagrams where a server provides them. */
function originalData(session: SessionFile, writable: boolean): HTMLElement {
  const {file, beside = []} = session.capture;
  const packed = (entry: string) =>
    html`<a href=${new URL(`recordings/${session.id}/${entry}`, root).href} download=${`${session.id}-${entry}`}>${entry}</a>`;
  const further = beside.length
    ? html`<details><summary>${beside.length === 1 ? "and its companion file" : `and its ${beside.length} companion files`}</summary>${beside.flatMap((entry) => [packed(entry), " "])}</details>`
    : null;
  const plain = apiUrl("GET /sessions/{session}/capture.pcap", {params: {session: session.id}});
  return html`<div><p class="lb-muted">Original data: ${packed(file)}${
    writable && hasDatagrams(session)
      ? html`; unpacked for other tools: <a href=${plain.href} download=${`${session.id}.pcap`}>${session.id}.pcap</a>`
      : null
  }</p>${further}</div>`;
}

/** Samples are decoded at each access instead of kept: decoded they take ten times the memory. */
function lapOf(row: LapRow, content: Uint8Array): ExportLap {
  return {
    row,
    get samples() {
      return readSamples(content);
    },
  };
}

/** Yields to the page from time to time; throws after a cancel. */
function yielder(signal: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
    signal.throwIfAborted();
  };
}
