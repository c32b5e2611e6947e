import {html} from "npm:htl";
import type {callApi} from "../ui/api/callApi.js";
import {dataTable} from "../ui/dataTable.js";
import {day} from "../ui/format.js";
import type {CallerAnswer, KeyRow} from "./accessClient.js";
import {askingForm} from "./askingForm.js";
import {daysField} from "./daysField.js";
import {secretBox} from "./secretBox.js";
import {sureButton} from "./sureButton.js";

const ROLES: Record<CallerAnswer["role"], string> = {
  viewer: "viewer: reads and watches",
  engineer: "engineer: also changes, imports and drives",
  admin: "admin: also makes keys",
};

type Call = typeof callApi;

/** The keys of a shared Lapbook, and a form that makes one. For admins. */
export function keySection(
  keys: readonly KeyRow[],
  {call, reload}: {call: Call; reload: () => Promise<void>},
): HTMLElement {
  const name = html<HTMLInputElement>`<input class="lb-input" required maxlength="80" placeholder="pit wall tablet">`;
  const role = html<HTMLSelectElement>`<select>${Object.entries(ROLES).map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select>`;
  const teams = html<HTMLInputElement>`<input class="lb-input" placeholder="all" size="12" pattern=${"[\\w.,\\s\\-]*"} title="names of teams, with commas">`;
  const days = daysField([
    ["", "until it is ended"],
    ["1", "1 day"],
    ["7", "7 days"],
    ["30", "30 days"],
    ["365", "a year"],
  ]);
  const made = html<HTMLElement>`<div></div>`;
  const form = askingForm(
    [
      html`<label>for ${name}</label>`,
      html`<label>role ${role}</label>`,
      html`<label title="sees sessions of these teams besides those of none">teams ${teams}</label>`,
      html`<label>valid ${days}</label>`,
    ],
    "Make a key",
    async () => {
      const named = teams.value
        .split(",")
        .map((team) => team.trim())
        .filter(Boolean);
      const body = {
        name: name.value.trim(),
        role: role.value as CallerAnswer["role"],
        ...(named.length > 0 && {teams: named}),
        ...(days.value && {days: Number(days.value)}),
      };
      const {key, secret} = await call("POST /keys", {body});
      made.replaceChildren(
        secretBox(secret, {
          what: `the key of ${key.name}`,
          advice: "It is shown once. Give it to whom it is for: he pastes it where this Lapbook asks for a key.",
        }),
      );
      name.value = "";
      await reload();
    },
  );
  const table = dataTable(keys, {
    label: "keys",
    columns: [
      {label: "For", value: ({name}) => name},
      {label: "Role", value: ({role}) => role},
      {label: "Teams", cell: ({role, teams}) => (role === "admin" || !teams ? "all" : teams.join(", "))},
      {label: "Made", value: ({made}) => made, cell: ({made}) => day(made)},
      {label: "Ends", value: ({ends}) => ends, cell: ({ends}) => (ends ? day(ends) : "—")},
      {
        label: "",
        cell: ({id, name}) =>
          sureButton("End", `End the key of ${name}?`, async () => {
            await call("DELETE /keys/{which}", {params: {which: id}});
            await reload();
          }),
      },
    ],
  });
  return html<HTMLElement>`<section><h2>Keys</h2>${table}${form}${made}</section>`;
}
