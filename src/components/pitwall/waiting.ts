import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {pageLink} from "../ui/archive.js";
import {askServer} from "../ui/askServer.js";
import {simulatedBadge} from "../ui/badges.js";
import {counted, when} from "../ui/format.js";
import {typeName} from "../ui/sessionNames.js";

/** The part of GET /api/status that pages use. */
export interface KernelStatus {
  udpPort: number;
  canSimulate: boolean;
  /** whether it receives and relays live data */
  live: boolean;
}

/** The kernel behind this page; null on a published copy, without a request. */
export async function kernelStatus(writable: boolean): Promise<KernelStatus | null> {
  if (!writable) return null;
  const response = await askServer("api/status").catch(() => null);
  if (!response) return null;
  const {udpPort = 20777, canSimulate = false, live = canSimulate} = await response.json();
  return {udpPort, canSimulate: canSimulate === true, live: live === true};
}

/** How to start while no car drives: the game's settings, the simulator, or a replay. */
export function waitingFor({udpPort, canSimulate}: KernelStatus): HTMLElement {
  const host = location.hostname === "localhost" ? "127.0.0.1" : location.hostname;
  return html`<div class="lb-empty">
    <p><strong>Waiting for a car.</strong> Everything starts with the first packet.</p>
    <ol>
      <li><strong>A game</strong>: in its telemetry settings, switch on <em>UDP telemetry</em>, set the IP address to
        <code>${host}</code> if it runs on this machine (otherwise this machine's address), the port to <code>${udpPort}</code>, the rate to 60 Hz and the format to 2025.</li>
      ${canSimulate ? html`<li><strong>No game</strong>: ${simulatorButtons()}</li>` : ""}
      <li><strong>A recorded session</strong>: replay one below.</li>
    </ol>
  </div>`;
}

function simulatorButtons(): HTMLElement {
  const answer = html`<span role="status"></span>`;
  const button = (label: string, primary: boolean, options: object): HTMLButtonElement => {
    const start = html<HTMLButtonElement>`<button type="button" class=${primary ? "lb-button lb-primary" : "lb-button"}>${label}</button>`;
    start.addEventListener("click", () => void begin(options));
    return start;
  };
  const buttons = [
    button("Start the simulator", true, {driver: "steady"}),
    button("Start a race", false, {race: true}),
  ];
  const begin = async (options: object) => {
    for (const start of buttons) start.disabled = true;
    answer.textContent = " starting…";
    try {
      await askServer("api/simulator", {method: "POST", body: {...options, speed: 1}});
      answer.textContent = " started.";
    } catch (error) {
      for (const start of buttons) start.disabled = false;
      answer.textContent = ` not started: ${(error as Error).message}`;
    }
  };
  return html`<span>${buttons[0]} ${buttons[1]}${answer}</span>`;
}

/** Links that replay archived sessions on a page. */
export function replayChoice(
  sessions: readonly LibraryEntry[],
  {current = null, page = "live"}: {current?: string | null; page?: string} = {},
): HTMLElement {
  if (!sessions.length)
    return html`<p class="lb-muted">There is no session to replay yet: <a href=${pageLink("index")}>import a capture</a>.</p>`;
  return html`<ul class="pw-replays">${sessions.slice(0, 12).map(
    (session) => html`<li>
      <a class="lb-button" href=${pageLink(page, {replay: session.id})} aria-current=${session.id === current ? "true" : null}>Replay ${session.track.name}</a>
      ${[typeName(session.type), counted(session.drivers, "driver"), counted(session.laps, "lap")].filter(Boolean).join(", ")},
      <span class="lb-muted">${[when(session.startedAt), session.source.file].filter(Boolean).join(", ")}</span> ${simulatedBadge(session.source)}
    </li>`,
  )}</ul>`;
}
