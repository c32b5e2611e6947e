import {html} from "npm:htl";
import {askServer} from "../ui/askServer.js";
import {simulatorControl} from "./simulatorControl.js";

/** The part of GET /api/status that pages use. */
export interface KernelStatus {
  udpPort: number;
  canSimulate: boolean;
  /** whether it receives and relays live data */
  live: boolean;
  /** name of the simulator that runs on it */
  simulator: string | null;
  /** sessions that it relays: those that run, and those that ended a short time ago */
  running: string[];
}

/** The kernel behind this page; null on a published copy, without a request. */
export async function kernelStatus(isServed: boolean): Promise<KernelStatus | null> {
  if (!isServed) return null;
  const response = await askServer("api/status").catch(() => null);
  if (!response) return null;
  const {
    udpPort = 20777,
    canSimulate = false,
    live = canSimulate,
    simulator = null,
    running = [],
  } = await response.json();
  return {udpPort, canSimulate: canSimulate === true, live: live === true, simulator, running};
}

/** How to start while no car drives: the game's settings, the simulator, or a replay. */
export function waitingFor({udpPort, canSimulate}: KernelStatus): HTMLElement {
  const host = location.hostname === "localhost" ? "127.0.0.1" : location.hostname;
  return html`<div class="lb-empty">
    <p><strong>Waiting for a car.</strong> Everything starts with the first packet.</p>
    <ol>
      <li><strong>A game</strong>: in its telemetry settings, switch on <em>UDP telemetry</em>, set the IP address to
        <code>${host}</code> if it runs on this machine (otherwise this machine's address), the port to <code>${udpPort}</code>, the rate to 60 Hz and the format to 2025.</li>
      ${canSimulate ? html`<li><strong>No game</strong>: ${simulatorControl().element}</li>` : ""}
      <li><strong>A recorded session</strong>: replay one below.</li>
    </ol>
  </div>`;
}
