import {html} from "npm:htl";
import {compileAlertRules} from "../../core/alerts/alertProgram.js";
import type {AlertRule} from "../../core/alerts/rule.js";
import type {LibraryEntry} from "../../core/archive/types.js";
import type {MathChannel} from "../../core/expressions/mathChannels.js";
import {countingReads, type LapArchive} from "../../core/laps/open/lapArchive.js";
import {archivedAlerts} from "../../core/live/timeline/archivedAlerts.js";
import type {StrategyAlert} from "../../core/messages/events.js";
import {cornersOf} from "../../core/track/corners.js";
import {placeOnLap} from "../../core/track/placeOnLap.js";
import {trackIdentity} from "../../core/track/trackKey.js";
import {counted} from "../ui/format.js";
import {knownTrack} from "../ui/knownTrack.js";
import {sessionMenu} from "../ui/sessionMenu.js";
import {errorState} from "../ui/states.js";
import {alertTable, severityMark} from "./alertTable.js";

export interface AlertTrialOptions {
  /** the rules as they are edited now */
  edited: () => {rules: readonly AlertRule[]; wrong: number; chosen: string};
  mathChannels: readonly MathChannel[];
  archive: LapArchive;
  /** the session at first */
  session?: string;
  onSession?: (id: string) => void;
  onRule?: (id: string) => void;
  track?: typeof knownTrack;
}

export interface AlertTrial extends HTMLElement {
  /** the rules have changed: what is shown is of earlier ones */
  stale(): void;
}

/** Evaluates rules over a recorded session, as the analyst does while one runs, and lists what they would have said, with lap and place. */
export function alertTrial(sessions: readonly LibraryEntry[], options: AlertTrialOptions): AlertTrial {
  const {edited, mathChannels, archive, session, onSession, onRule = () => {}, track = knownTrack} = options;
  const menu = sessionMenu(sessions, session);
  menu.addEventListener("input", (event) => {
    event.stopPropagation();
    onSession?.(menu.value);
  });
  const only = html<HTMLInputElement>`<input type="checkbox">`;
  const run = html<HTMLButtonElement>`<button type="button" class="lb-button lb-primary" onclick=${() => void evaluate()}>Try it</button>`;
  const status = html<HTMLElement>`<span class="lb-muted" role="status"></span>`;
  const answer = html<HTMLElement>`<div class="lb-trial-answer"></div>`;
  let running = 0;

  async function evaluate(): Promise<void> {
    const own = ++running;
    const {rules, wrong, chosen} = edited();
    const tried = only.checked ? rules.filter(({id}) => id === chosen) : rules;
    const note = [
      only.checked && tried.length === 0 ? "The chosen rule has an error or no name; " : "",
      !only.checked && wrong > 0 ? `${counted(wrong, "rule")} with an error left out; ` : "",
    ].join("");
    status.textContent = `${note}reading laps …`;
    run.disabled = true;
    try {
      const id = menu.value;
      const reads = countingReads(archive, (laps) => {
        if (own === running) status.textContent = `${note}${counted(laps, "lap")} read …`;
      });
      const archived = await reads.session(id);
      // a rule that is switched off is tried when it is asked for alone
      const program = compileAlertRules(
        only.checked ? tried.map((rule) => ({...rule, enabled: true})) : tried,
        mathChannels,
      );
      let laps = 0;
      const alerts = await archivedAlerts(
        archived,
        (lap, channels) => {
          laps++;
          return reads.samples(id, lap, channels);
        },
        program,
      );
      const known = await track(trackIdentity(archived.session)).catch(() => null);
      if (own !== running) return;
      const corners = known ? cornersOf(known).list : [];
      status.textContent = `${note}${summaryOf(alerts, program.cars.length + program.session.length, laps)}`;
      answer.classList.remove("lb-stale");
      const table = alertTable(alerts, archived.session, {
        label: "what the rules would have said",
        placeOf: (m) => placeOnLap(corners, m),
        ruleCell: (one) =>
          html<HTMLElement>`<button type="button" class="lb-tool" title="edit this rule" onclick=${() => onRule(one.rule)}>${severityMark(one)}${one.title}</button>`,
      });
      answer.replaceChildren(alerts.length ? table : "");
    } catch (error) {
      if (own !== running) return;
      status.textContent = "";
      answer.replaceChildren(errorState(error));
    } finally {
      if (own === running) run.disabled = false;
    }
  }

  const root = html<AlertTrial>`<div class="lb-alert-trial"><div class="lb-bar">${menu}<label>${only} only the chosen rule</label>${run}${status}</div>${answer}</div>`;
  root.stale = () => {
    if (answer.childElementCount > 0) answer.classList.add("lb-stale");
  };
  return root;
}

function summaryOf(alerts: readonly StrategyAlert[], rules: number, laps: number): string {
  const over = `${counted(rules, "rule")} over the samples of ${counted(laps, "lap")}`;
  if (alerts.length === 0) return `No alert from ${over}.`;
  return `${counted(alerts.length, "alert")} of ${new Set(alerts.map(({rule}) => rule)).size} rules, from ${over}.`;
}
