import {html} from "npm:htl";
import {callApi} from "../ui/api/callApi.js";
import type {ApiSchemas} from "../ui/api/operations.js";
import {simulatorControl} from "./simulatorControl.js";

/** The server behind a page, as far as it is about live data. */
export type KernelStatus = Pick<ApiSchemas["Status"], "udpPort" | "canSimulate" | "live" | "simulator" | "running">;

/** The kernel behind this page; null on a published copy, without a request. */
export async function kernelStatus(isServed: boolean): Promise<KernelStatus | null> {
  if (!isServed) return null;
  return callApi("GET /status", {}).catch(() => null);
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
