import {ownKey} from "../access/ownKey.js";
import type {Config} from "../config.js";
import {formatEndpoint} from "../endpoint.js";
import type {KernelStats} from "../kernelStats.js";
import {type Check, fault, ok, warning} from "./check.js";
import {gameStates} from "./games.js";

/** The answer of a Lapbook at this address; undefined when it gives none within a second. */
export async function askLapbook<T>(address: Pick<Config, "host" | "port">, path: string): Promise<T | undefined> {
  try {
    const response = await fetch(`http://${formatEndpoint(address)}/${path}`, {
      ...{headers: ownKey(process.env), signal: AbortSignal.timeout(1000)},
    });
    return (await response.json()) as T;
  } catch {
    return undefined;
  }
}

/**
 * Checks a Lapbook that runs on this machine; undefined when there is none. It uses the UDP port, so the doctor does not
 * listen itself.
 */
export async function checkRunning({host, port, udpPort}: Config): Promise<Check[] | undefined> {
  const ask = <T>(path: string) => askLapbook<T>({host, port}, path);
  const status = await ask<{udpPort?: number; live?: boolean}>("api/v1/status");
  if (status?.udpPort !== udpPort || status.live === undefined) return undefined;
  const health = await ask<{reasons?: string[]}>("healthz");
  const checks = (health?.reasons ?? []).map((reason) => fault("lapbook", reason));
  if (!status.live) return [...checks, fault("lapbook", `it runs on port ${port} without live data`)];
  const stats = await ask<KernelStats>("api/v1/stats");
  if (!stats) return [...checks, fault("lapbook", `it does not answer on port ${port}`)];
  if (stats.udpError) return [...checks, fault("udp port", stats.udpError)];
  checks.push(ok("udp port", `${udpPort}: Lapbook listens there`));
  checks.push(...gameStates(stats.collectors));
  const socket = stats.collectors[`udp:${udpPort}`];
  if (!socket) return checks;
  checks.push(socket.warning ? warning("receive buffer", socket.warning) : ok("receive buffer", "as requested"));
  const text = `${socket.received} received since its start, ${socket.dropped} of them dropped`;
  checks.push(socket.received > 0 && socket.dropped === 0 ? ok("packets", text) : warning("packets", text));
  return checks;
}
