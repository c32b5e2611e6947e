import {html} from "npm:htl";
import {type DebriefParams, requestOf} from "../../core/findings/debrief/debriefParams.js";
import {type OpenedDebrief, openDebrief} from "../../core/findings/debrief/openDebrief.js";
import {type DebriefRecord, openDebriefRecord} from "../../core/report/debriefRecord.js";
import {debriefParamsOf, debriefRecordPath} from "../../core/report/debriefReport.js";
import {parseRecord} from "../../core/report/recordText.js";
import {cornerView} from "../corners/cornerView.js";
import {debriefProgress} from "../debrief/debriefProgress.js";
import {debriefSubject} from "../debrief/debriefSubject.js";
import {readDebrief} from "../debrief/readDebrief.js";
import {lapExplorer} from "../explore/lapExplorer.js";
import {chartsFrom} from "../laps/chartLayout.js";
import {loadLaps} from "../laps/lapChoice.js";
import {lapSummary} from "../laps/lapSummary.js";
import {placementNotes} from "../laps/lineCheck.js";
import {traceChart} from "../laps/traceCharts.js";
import {traceStack} from "../laps/traceStack.js";
import {circuitMap} from "../map/circuitMap.js";
import {cornerEditing} from "../map/cornerEditing.js";
import {drivenLine} from "../map/drivenLine.js";
import {fetchArchiveFile, fetchSession, fetchText, parseLapKeys} from "../ui/archive.js";
import {simulatedBadge} from "../ui/badges.js";
import type {Cursor} from "../ui/cursor.js";
import {lapTime} from "../ui/format.js";
import {legend} from "../ui/legend.js";
import {color} from "../ui/palette.js";
import {sessionTitle} from "../ui/sessionNames.js";
import {errorState, settled} from "../ui/states.js";
import {notebookStart} from "./notebookStart.js";
import {notesView} from "./notesView.js";
import {type DrawView, SESSION_VIEWS} from "./sessionViews.js";
import {sqlStart} from "./sqlStart.js";

/** The views of a report, by the names of `REPORT_VIEWS`. */
export const DRAWN_VIEWS: Readonly<Record<string, DrawView>> = {
  notes: notesView,
  notebook: notebookStart,
  debrief,
  corners,
  laps,
  ...SESSION_VIEWS,
  circuit,
  sql: sqlStart,
};

function debrief(options: Readonly<Record<string, string>>, cursor: Cursor): HTMLElement {
  const params = debriefParamsOf(options);
  const subject = settled(fetchSession(params.session), (found) => debriefSubject(found, params.car), {
    loading: "Reading the session…",
  });
  return html`<div>${subject}${debriefProgress(requestOf(params), {cursor, read: recorded(params)})}</div>`;
}

function corners(options: Readonly<Record<string, string>>): HTMLElement {
  const params = debriefParamsOf(options);
  const view = ({debrief}: {debrief: OpenedDebrief}) => cornerView(debrief, {corner: options.corner});
  return debriefProgress(requestOf(params), {read: recorded(params), view});
}

const opened = new Map<string, Promise<OpenedDebrief>>();

/** Reads the debrief that was computed when the report was made. */
function recorded(params: DebriefParams): typeof readDebrief {
  const path = debriefRecordPath(params);
  return (request, options) =>
    readDebrief(request, {
      ...options,
      open(archive) {
        const open = async () => {
          // a choice that the reader has edited was not computed
          if ((await fetchArchiveFile(path)) === null) return openDebrief(archive, request);
          const record = parseRecord(await fetchText(path)) as DebriefRecord;
          return openDebriefRecord(archive, record);
        };
        let found = opened.get(path);
        if (!found) opened.set(path, (found = open()));
        return found;
      },
    });
}

function laps({laps: text, charts}: Readonly<Record<string, string>>, cursor: Cursor): HTMLElement {
  const chosen = parseLapKeys(text).map((key, slot) => ({...key, slot}));
  return settled(
    loadLaps(chosen),
    ({laps, onLine, problems}) => {
      const specs = chartsFrom(charts)?.map((spec) => traceChart(spec.channels, spec));
      const draw = ({help, shows}: Parameters<Parameters<typeof lapExplorer>[1]["charts"]>[0]) => {
        const stack = traceStack(laps, {cursor, onLine, help, fit: true, ...(specs && {charts: specs})});
        shows(stack);
        return stack;
      };
      const key = legend(
        laps.map(({label, color: name, dash}, i) => ({
          label: `${label}${i ? "" : " (reference)"}`,
          color: color(name),
          dash,
        })),
      );
      return html`<div>
        ${problems.map(errorState)}${key}${lapExplorer(laps, {onLine, cursor, charts: draw})}
        <h2>In numbers</h2>
        ${placementNotes(onLine).map((note) => html`<p class="lb-muted">${note}</p>`)}${lapSummary(laps, onLine)}
      </div>`;
    },
    {loading: "Reading the laps…"},
  );
}

/** One lap on the circuit, and four times small, each by another channel. */
function circuit({lap: text, channel = "speedKmh"}: Readonly<Record<string, string>>, cursor: Cursor): HTMLElement {
  const chosen = parseLapKeys(text).map((key) => ({...key, slot: 0}));
  return settled(
    loadLaps(chosen),
    ({laps, problems}) => {
      const [lap] = laps;
      if (!lap) return html`<div>${problems.map(errorState)}</div>`;
      const charts = traceStack(laps, {cursor, charts: ["speedKmh", "throttle", "brake", "gear", "steering"]});
      const small = ["pedals", "gear", "steering", "grip"].map((channel) =>
        circuitMap(laps, {cursor, channel, height: 240, labels: false, follow: false}),
      );
      return html`<div>
        <p><strong>${lapTime(lap.lap.lapTimeMs)}</strong> ${lap.label}, ${sessionTitle(lap.session)} ${simulatedBadge(lap.session.source)}</p>
        <div class="lb-pair"><div>${circuitMap(laps, {cursor, channel, height: 640})}${cornerEditing(lap.session, false)}</div><div>${charts}</div></div>
        ${drivenLine(lap) ? html`<h2>Four views of one lap</h2><div class="lb-small-maps">${small}</div>` : ""}
      </div>`;
    },
    {loading: "Reading the lap…"},
  );
}
