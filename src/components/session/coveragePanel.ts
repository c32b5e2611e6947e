import {html} from "npm:htl";
import type {LogChoices, LogReport, SessionFile, UsedColumn} from "../../core/archive/types.js";
import {CHANNELS} from "../../core/channels/catalogue.js";
import {COLUMN_FORMATS} from "../../core/files/columns/columnFormats.js";
import {quietButton} from "../library/importJob.js";
import {type Imported, rebuildSession} from "../library/importRequest.js";
import type {MappingSource} from "../library/mappingSource.js";
import {forget, root} from "../ui/archive.js";
import {dataTable} from "../ui/dataTable.js";
import {percent, withUnit} from "../ui/format.js";
import {formatName} from "../ui/sessionNames.js";

export interface CoverageOptions {
  /** true where the archive takes changes */
  writable: boolean;
  /** called after the session was rebuilt */
  onRebuilt?: (sessions: Imported["sessions"]) => void;
  /** asks the server; replaced in tests */
  rebuild?: typeof rebuildSession;
}

const LABELS = new Map(CHANNELS.map(({name, label, unit}) => [name, withUnit(label, unit)]));

/** Use of an imported log's columns: which became channels, which did not and why, and notes on the data. */
export function coveragePanel(session: SessionFile, log: LogReport, options: CoverageOptions): HTMLElement {
  const {used, unused, notes} = log;
  const derived = used.filter(({from}) => from === "derived").length;
  const columns = used.length - derived + unused.length;
  const label = (channel: string) => LABELS.get(channel) ?? channel;
  return html`<div>
    ${
      used.length === 0
        ? html`<p><strong>This file (${formatName(session.source)}) has lap times only: there are no samples to draw or export.</strong></p>`
        : html`<p><strong>${used.length - derived} of ${columns} columns of this ${formatName(session.source)} are used${derived ? `, ${derived === 1 ? "one channel is" : `${derived} channels are`} derived` : ""}.</strong>
      ${gaps(used)} Channels that the file does not contain are absent, not zero.</p>`
    }
    ${notes.length ? html`<ul class="lb-notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : ""}
    ${options.writable && !session.fromReport && COLUMN_FORMATS.has(String(session.source.format)) ? changeColumns(session, log, options) : ""}
    ${
      used.length === 0
        ? ""
        : html`<details><summary>Channels and their columns</summary>${dataTable(used, {
            label: "channels of this session",
            columns: [
              {label: "Channel", value: (u) => label(u.channel)},
              {label: "Column of the file", value: (u) => u.from},
              {label: "Unit", cell: unitCell},
              {label: "Rows with a value", number: true, value: (u) => u.coverage, format: percent},
            ],
          })}</details>`
    }
    ${
      unused.length
        ? html`<details><summary>${unused.length === 1 ? "1 column that was" : `${unused.length} columns that were`} not used</summary>${dataTable(
            unused,
            {
              label: "columns that were not used",
              columns: [
                {label: "Column of the file", value: (u) => u.from},
                {label: "Unit", cell: (u) => u.unit || "—"},
                {label: "Reason", className: "lb-wide", value: (u) => u.reason},
              ],
            },
          )}</details>`
        : ""
    }
  </div>`;
}

/** A unit that is not from the file is marked as a guess, with what it rests on. */
function unitCell({unit, assumed}: UsedColumn): HTMLElement | string {
  return assumed ? html`${unit || "—"} <span class="lb-badge" title=${assumed}>a guess</span>` : unit || "—";
}

function gaps(used: readonly UsedColumn[]): string {
  const holed = used.filter(({coverage}) => coverage < 0.995).length;
  return holed ? `${holed} of them ${holed === 1 ? "has" : "have"} gaps.` : "None of them has gaps.";
}

async function sourceOf(blob: Blob, session: SessionFile, report: LogReport): Promise<MappingSource> {
  const [{inspectFile, logColumns}, {logMapping, tableMapping}] = await Promise.all([
    import("../library/inspectFile.js"),
    import("../library/mappingSource.js"),
  ]);
  const name = session.source.file ?? session.capture.file;
  if (session.source.format === "csv") {
    const {table, ...inspected} = await inspectFile(blob, name, session.choices);
    if (!table) throw new Error("the file is no longer a table");
    return tableMapping(table, inspected);
  }
  const log = await logColumns(blob, name, String(session.source.format));
  if (!log) throw new Error(`no columns to choose in a ${formatName(session.source)}`);
  const player = session.drivers.find(({car}) => car === session.playerCar) ?? session.drivers[0];
  return logMapping({...log, report, facts: {track: session.track.name, driver: player?.name, car: player?.team}});
}

/** The button that reviews the columns again, from the file in the archive. */
function changeColumns(
  session: SessionFile,
  log: LogReport,
  {rebuild = rebuildSession, onRebuilt = () => location.reload()}: CoverageOptions,
): HTMLElement {
  const place = html`<div></div>`;
  const status = html`<span class="lb-muted" aria-live="polite"></span>`;
  const open = async () => {
    button.disabled = true;
    status.textContent = "reading the file…";
    try {
      const response = await fetch(new URL(`recordings/${session.id}/${session.capture.file}`, root));
      if (!response.ok) throw new Error(`the file is not in the archive: ${session.capture.file}`);
      const [source, {mappingPanel}] = await Promise.all([
        sourceOf(await response.blob(), session, log),
        import("../library/mappingPanel.js"),
      ]);
      status.textContent = "";
      const panel = mappingPanel(session.source.file ?? session.id, source, {
        choices: session.choices,
        action: "Rebuild this session",
        onDone: (choices) => void rebuildWith(choices),
        onCancel: close,
      });
      place.replaceChildren(panel);
      panel.querySelector("select")?.focus({preventScroll: true});
    } catch (error) {
      fail(error as Error);
    }
  };
  const rebuildWith = async (choices: LogChoices) => {
    place.replaceChildren();
    const cancel = new AbortController();
    const stop = quietButton("Cancel", () => cancel.abort());
    bar.append(stop);
    try {
      const {sessions} = await rebuild(session.id, choices, {
        signal: cancel.signal,
        onProgress: (_, text) => (status.textContent = `${text}…`),
      });
      forget(session.id);
      close();
      onRebuilt(sessions);
    } catch (error) {
      if (cancel.signal.aborted) close("cancelled; the session is unchanged");
      else fail(error as Error);
    } finally {
      stop.remove();
    }
  };
  const close = (text: unknown = "") => {
    place.replaceChildren();
    status.textContent = typeof text === "string" ? text : "";
    button.disabled = false;
    button.focus();
  };
  const fail = (error: Error) => {
    close();
    status.replaceChildren(html`<span role="alert" class="lb-failed">${error.message}</span>`);
  };
  const button = html<HTMLButtonElement>`<button type="button" class="lb-button" onclick=${open}>Change columns…</button>`;
  const bar = html`<div class="lb-bar">${button}${status}</div>`;
  return html`<div>${bar}${place}</div>`;
}
