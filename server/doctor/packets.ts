import {createSocket, type Socket} from "node:dgram";
import {networkInterfaces} from "node:os";
import {setTimeout as sleep} from "node:timers/promises";
import {explain, identify, type Verdict} from "../../src/core/games/f1/identify.js";
import {enlargeReceiveBuffer, RECEIVE_BUFFER_BYTES} from "../collectors/receiveBuffer.js";
import {bind} from "../collectors/udpSockets.js";
import {type Check, fault, ok, warning} from "./check.js";
import {portOwner} from "./portOwner.js";

export interface PacketCounts {
  seconds: number;
  received: number;
  byVerdict: Partial<Record<Verdict, number>>;
  byFormat: Record<string, number>;
  sources: string[];
  /** a description of the first datagram of each verdict */
  examples: Partial<Record<Verdict, string>>;
}

/** Listens on the UDP port for some seconds and checks what arrives. */
export async function checkPackets(
  port: number,
  seconds: number,
  {signal, progress}: {signal: AbortSignal; progress: (fraction: number, text: string) => void},
): Promise<{checks: Check[]; counts?: PacketCounts}> {
  // Without SO_REUSEADDR, so that another listener is detected.
  const socket = createSocket({type: "udp4", reuseAddr: false});
  try {
    await bind(socket, port, "0.0.0.0");
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE") return {checks: [fault("udp port", `cannot listen on ${port}: ${message}`)]};
    const owner = await portOwner("udp", port);
    const remedy = `stop that program, or choose another port with --udp-port ${port + 1} (environment UDP_PORT) and in the game`;
    return {checks: [fault("udp port", `${port} is in use${owner && ` by ${owner}`}`, remedy)]};
  }
  const checks = [ok("udp port", `${port} is free`), bufferCheck(socket)];
  const counts: PacketCounts = {seconds, received: 0, byVerdict: {}, byFormat: {}, sources: [], examples: {}};
  const began = performance.now();
  const onMessage = (message: Buffer, source: {address: string}): void => countPacket(counts, message, source.address);
  socket.on("message", onMessage);
  try {
    for (let left = seconds; left > 0; left -= 0.1) {
      progress(1 - left / seconds, `listening on UDP ${port}: ${counts.received} packets`);
      await sleep(Math.min(100, left * 1000), undefined, {signal});
    }
  } finally {
    socket.close();
  }
  counts.seconds = (performance.now() - began) / 1000;
  checks.push(judgePackets(counts, port));
  return {checks, counts};
}

function bufferCheck(socket: Socket): Check {
  const granted = enlargeReceiveBuffer(socket, RECEIVE_BUFFER_BYTES);
  const text = `${Math.round(granted / 1024)} KiB granted of ${RECEIVE_BUFFER_BYTES / 1024}`;
  if (granted >= RECEIVE_BUFFER_BYTES) return ok("receive buffer", text);
  const remedies = process.platform === "linux" ? [`sudo sysctl -w net.core.rmem_max=${RECEIVE_BUFFER_BYTES}`] : [];
  return warning("receive buffer", `${text}: packets may be lost while the machine is busy`, ...remedies);
}

/** Counts one datagram. */
export function countPacket(counts: PacketCounts, message: Uint8Array, source: string): void {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const verdict = identify(view, 0, message.byteLength);
  ++counts.received;
  counts.byVerdict[verdict] = (counts.byVerdict[verdict] ?? 0) + 1;
  counts.examples[verdict] ??= explain(view, 0, message.byteLength);
  if (verdict === "ok" || verdict === "older" || verdict === "newer") {
    const format = view.getUint16(0, true);
    counts.byFormat[format] = (counts.byFormat[format] ?? 0) + 1;
  }
  if (counts.sources.length < 8 && !counts.sources.includes(source)) counts.sources.push(source);
}

/** The check of what was received. */
export function judgePackets(counts: PacketCounts, port: number): Check {
  const {received, seconds, byVerdict, byFormat, sources, examples} = counts;
  if (received === 0) return fault("packets", `none received in ${seconds.toFixed(0)} s`, ...howToSend(port));
  const good = byVerdict.ok ?? 0;
  const from = `from ${sources.join(", ")}`;
  const others = Object.entries(examples).flatMap(([verdict, text]) =>
    verdict === "ok" ? [] : [`${byVerdict[verdict as Verdict]} × ${text}`],
  );
  if (good > 0) {
    const text = `${Math.round(good / seconds)} per second, format ${Object.keys(byFormat).join(" and ")}, ${from}`;
    return others.length === 0 ? ok("packets", text) : warning("packets", `${text}; also others`, ...others);
  }
  return fault("packets", `${received} received ${from}, none of a known format`, ...others);
}

function howToSend(port: number): string[] {
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({family, internal}) => family === "IPv4" && !internal)
    .map(({address}) => `${address} from another`);
  const addresses = ["127.0.0.1 on this machine", ...others].join(", ");
  const firewall: Partial<Record<NodeJS.Platform, string>> = {
    win32: `netsh advfirewall firewall add rule name="Lapbook" dir=in action=allow protocol=UDP localport=${port}`,
    linux: `sudo ufw allow ${port}/udp, or sudo firewall-cmd --add-port=${port}/udp`,
    darwin: "System Settings, Network, Firewall: allow incoming connections for node",
  };
  const open = firewall[process.platform];
  return [
    "drive on the track: the game sends nothing in its menus",
    "in the game: Settings, Telemetry Settings: UDP Telemetry on, UDP Format 2025 (2023 to 2026), UDP Send Rate 60 Hz",
    `UDP IP Address: ${addresses}; UDP Port: ${port}; or UDP Broadcast Mode on`,
    ...(open ? [`a firewall may block the packets: ${open}`] : []),
    "without a game: lapbook replay FILE sends a capture",
  ];
}
