import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import type {callApi} from "../ui/api/callApi.js";
import {dataTable} from "../ui/dataTable.js";
import {sessionMenu} from "../ui/sessionMenu.js";
import {sessionLabel} from "../ui/sessionNames.js";
import {askingForm} from "./askingForm.js";
import {sureButton} from "./sureButton.js";

type Call = typeof callApi;

/** Sessions that only a team sees, and a form that gives one to a team. For engineers. */
export function teamSection(
  teams: readonly {session: string; team: string}[],
  {
    call,
    reload,
    sessions,
    session,
  }: {call: Call; reload: () => Promise<void>; sessions: readonly LibraryEntry[]; session: string | undefined},
): HTMLElement {
  const labelOf = (id: string) => {
    const entry = sessions.find((one) => one.id === id);
    return entry ? sessionLabel(entry) : id;
  };
  const menu = sessionMenu(sessions, session);
  const team = html<HTMLInputElement>`<input class="lb-input" required maxlength="40" pattern=${"[\\w.\\-]+"} title="letters, digits, _ . -" placeholder="red" size="12">`;
  const give = (id: string, to: string | null) =>
    call("PUT /sessions/{session}/team", {params: {session: id}, body: {team: to}}).then(reload);
  const form = askingForm([menu, html`<label>team ${team}</label>`], "Give to the team", () =>
    give(menu.value, team.value.trim()),
  );
  const table = dataTable(teams, {
    label: "sessions of teams",
    columns: [
      {label: "Session", value: ({session}) => labelOf(session)},
      {label: "Seen by", value: ({team}) => `team ${team} and admins`},
      {label: "", cell: (row) => sureButton("Show to all", "Show it to all?", () => give(row.session, null))},
    ],
  });
  return html<HTMLElement>`<section><h2>Teams</h2>
    <p>A session of a team is seen by the keys of that team and by admins. Sessions of no team are seen by all.</p>
    ${teams.length > 0 ? table : ""}${sessions.length > 0 ? form : ""}</section>`;
}
