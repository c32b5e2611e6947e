import {html} from "npm:htl";
import {callApi} from "../ui/api/callApi.js";
import type {ApiSchemas} from "../ui/api/operations.js";
import {pageLink} from "../ui/archive.js";
import {counted} from "../ui/format.js";
import {speechSwitch} from "./speechSwitch.js";

type HookFigures = ApiSchemas["AlertHooks"];

const VARIABLES: Record<string, string> = {webhook: "ALERT_WEBHOOK", slack: "ALERT_SLACK"};
const NAMES: Record<string, string> = {webhook: "Webhook", slack: "Slack"};

/** Where alerts go: the pit wall, speech, hooks with how they fare, the command line. @param live a server with live data stands behind the page */
export function alertOutlets({live, ask = callApi}: {live: boolean; ask?: typeof callApi}): HTMLElement {
  const speech = speechSwitch();
  const states = new Map(Object.keys(VARIABLES).map((name) => [name, html<HTMLElement>`<dd></dd>`]));
  const show = (figures: HookFigures | null, problem = "") => {
    for (const [name, state] of states) {
      const found = figures?.hooks.find((hook) => hook.name === name);
      const off = problem || html`off: <code>${VARIABLES[name]}</code> has no address`;
      state.replaceChildren(found ? stateOf(found, figures!.least) : off);
    }
  };
  show(null, live ? "asking …" : "off: posted by a running Lapbook only");
  if (live)
    ask("GET /stats", {})
      .then(({alertHooks}) => show(alertHooks))
      .catch((error: Error) => show(null, error.message));
  return html<HTMLElement>`<dl class="lb-outlets">
    <div><dt>Pit wall</dt><dd>always, sorted by need, in the <a href=${pageLink("live", {layout: "race"})}>Race layout</a></dd></div>
    <div><dt>Speech</dt><dd>${speech.element} warnings of the chosen car, by this browser, while the pit wall is open${speech.element.hidden ? " (this browser cannot speak)" : ""}</dd></div>
    ${[...states].map(([name, state]) => html`<div><dt>${NAMES[name]}</dt>${state}</div>`)}
    <div><dt>Command line</dt><dd><code>lapbook alerts --live</code>, with <code>--json</code> an object a line</dd></div>
  </dl>`;
}

function stateOf({posted, waiting, undelivered, failure}: HookFigures["hooks"][number], least: string): Node {
  const sent = `on, from ${least} up: ${counted(posted, "alert")} posted since the start${waiting ? `, ${waiting} waiting` : ""}`;
  const lost = undelivered
    ? html`; <span class="lb-failed">${undelivered} not delivered (${failure}), kept in alerts-undelivered.jsonl</span>`
    : "";
  return html<HTMLElement>`<span>${sent}${lost}</span>`;
}
