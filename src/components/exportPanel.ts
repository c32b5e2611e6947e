import {html} from "npm:htl";
import type {LapRow, SessionFile} from "../core/archive/types.js";
import {EXPORT_FORMATS, type ExportedFile, exportLaps} from "../core/export/formats.js";
import {fetchSamples, root} from "./archive.js";
import {bytes, lapTime} from "./format.js";

/** Files that a browser saves in a row need a moment each, or it takes one only, ms. */
const BETWEEN_MS = 300;

/**
 * Writes laps of this session as files for other tools, in the page itself: it works in a published folder too. Below, the
 * session's own bytes as they were received or imported.
 *
 * @param save for tests; by default a download
 */
export function exportPanel(
  session: SessionFile,
  laps: readonly LapRow[],
  {save = download}: {save?: (file: ExportedFile) => void} = {},
): HTMLElement {
  const sampled = laps.filter(({file}) => file !== null);
  const driven = new Set(sampled.map(({car}) => car));
  const drivers = session.drivers.filter(({car}) => driven.has(car));
  if (drivers.length === 0) return html`<p class="lb-muted">No lap of this session has samples to export.</p>`;
  const format = html<HTMLSelectElement>`<select>${Object.entries(EXPORT_FORMATS).map(([name, {label}]) => html`<option value=${name}>${label}`)}</select>`;
  const car = html<HTMLSelectElement>`<select>${drivers.length > 1 ? html`<option value="">all drivers` : null}${drivers.map((d) => html`<option value=${d.car}>${d.name}`)}</select>`;
  if (session.playerCar !== null && driven.has(session.playerCar)) car.value = String(session.playerCar);
  const lap = html<HTMLSelectElement>`<select></select>`;
  const button = html<HTMLButtonElement>`<button class="lb-button" type="button">Export</button>`;
  const about = html`<p class="lb-muted"></p>`;
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
  car.addEventListener("input", listLaps);
  format.addEventListener("input", describe);
  button.addEventListener("click", async () => {
    const rows = ofCar().filter((row) => lap.value === "" || row.lap === Number(lap.value));
    button.disabled = true;
    try {
      const read: {row: LapRow; samples: Awaited<ReturnType<typeof fetchSamples>>}[] = [];
      for (const row of rows) {
        status.replaceChildren(`reading lap ${read.length + 1} of ${rows.length} …`);
        read.push({row, samples: await fetchSamples(session.id, row)});
      }
      status.replaceChildren("writing …");
      const {files, notes} = await exportLaps(EXPORT_FORMATS[format.value], {session, laps: read});
      for (const [n, file] of files.entries()) {
        if (n > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
        save(file);
      }
      const said = files.map((file) => `${file.name} (${bytes(file.bytes.length)})`).join(", ");
      status.replaceChildren(`saved ${said}`, ...notes.map((note) => html`<br><span class="lb-muted">${note}</span>`));
    } catch (error) {
      status.replaceChildren(html`<span class="lb-error">not exported: ${(error as Error).message}</span>`);
    } finally {
      button.disabled = false;
    }
  });
  listLaps();
  describe();
  const {file} = session.capture;
  const original = new URL(`recordings/${session.id}/${file}`, root);
  return html`<div>
    <div class="lb-bar"><label>format ${format}</label><label>driver ${car}</label><label>laps ${lap}</label>${button}</div>
    ${about}${status}
    <p class="lb-muted">Every byte as it came: <a href=${original.href} download=${`${session.id}-${file}`}>${file}</a></p>
  </div>`;
}

function download({name, type, bytes: content}: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([content as Uint8Array<ArrayBuffer>], {type}));
  const link = html<HTMLAnchorElement>`<a href=${url} download=${name}>`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
