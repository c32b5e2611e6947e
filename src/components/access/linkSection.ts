import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import type {callApi} from "../ui/api/callApi.js";
import {root} from "../ui/archive.js";
import {dataTable} from "../ui/dataTable.js";
import {when} from "../ui/format.js";
import {sessionMenu} from "../ui/sessionMenu.js";
import {sessionLabel} from "../ui/sessionNames.js";
import type {LinkRow} from "./accessClient.js";
import {askingForm} from "./askingForm.js";
import {daysField} from "./daysField.js";
import {secretBox} from "./secretBox.js";
import {sureButton} from "./sureButton.js";

type Call = typeof callApi;

export interface LinkSectionOptions {
  call: Call;
  reload: () => Promise<void>;
  sessions: readonly LibraryEntry[];
  /** the session a page came with */
  session: string | undefined;
}

/** Links that show a guest one session, and a form that makes one. For engineers. */
export function linkSection(
  links: readonly LinkRow[],
  {call, reload, sessions, session}: LinkSectionOptions,
): HTMLElement {
  const labelOf = (id: string) => {
    const entry = sessions.find((one) => one.id === id);
    return entry ? sessionLabel(entry) : id;
  };
  const name = html<HTMLInputElement>`<input class="lb-input" maxlength="80" placeholder="guest" size="14">`;
  const menu = sessionMenu(sessions, session);
  const days = daysField([
    ["7", "7 days"],
    ["1", "1 day"],
    ["30", "30 days"],
    ["365", "a year"],
  ]);
  const made = html<HTMLElement>`<div></div>`;
  const form = askingForm(
    [menu, html`<label>for ${name}</label>`, html`<label>valid ${days}</label>`],
    "Make a link",
    async () => {
      const body = {
        sessions: [menu.value],
        days: Number(days.value),
        ...(name.value.trim() && {name: name.value.trim()}),
      };
      const {path} = await call("POST /links", {body});
      made.replaceChildren(
        secretBox(new URL(path.slice(1), root).href, {
          what: `the link to ${labelOf(menu.value)}`,
          advice: "It is shown once. Whoever has it sees this session, and nothing else, until it ends.",
        }),
      );
      await reload();
    },
  );
  const table = dataTable(links, {
    label: "links for guests",
    nothing: "No links yet.",
    columns: [
      {label: "For", value: ({name}) => name},
      {label: "Shows", cell: (link) => link.sessions.map(labelOf).join("; ")},
      {label: "Made by", value: ({madeBy}) => madeBy},
      {label: "Ends", value: ({ends}) => ends, cell: ({ends}) => when(ends)},
      {
        label: "",
        cell: ({id}) =>
          sureButton("End", "End this link?", async () => {
            await call("DELETE /links/{which}", {params: {which: id}});
            await reload();
          }),
      },
    ],
  });
  return html<HTMLElement>`<section><h2>Links for guests</h2>
    <p>A link opens one session for somebody without a key.</p>
    ${links.length > 0 ? table : ""}${sessions.length > 0 ? form : html`<p class="lb-muted">There is no session to show yet.</p>`}${made}</section>`;
}
