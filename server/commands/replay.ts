import {setTimeout as sleep} from "node:timers/promises";
import {CaptureFile} from "../../loaders/captures/readCapture.js";
import {captureOf} from "../collectors/replayCollector.js";
import {type CliCommand, type CommandContext, stringOption} from "../command.js";
import {formatEndpoint, parseEndpoint} from "../endpoint.js";
import {parseSpeed} from "../speedOption.js";
import {UdpSender} from "../udpSender.js";
import {UsageError, UserError} from "../userError.js";

export const command: CliCommand = {
  name: "replay",
  summary: "Sends the datagrams of a capture, or of an archived session, over UDP with their original timing.",
  usage: "FILE|SESSION [--speed N|max] [--to HOST:PORT] [--loop]",
  options: {
    speed: {type: "string", default: "1", describe: "multiple of the original speed, 0.1 to 100, or max"},
    to: {type: "string", describe: "target of the datagrams (default 127.0.0.1 and the UDP port)"},
    "udp-port": {type: "string", describe: "port when --to is not given (environment UDP_PORT)"},
    loop: {type: "boolean", describe: "repeat until interrupted"},
  },
  async run(context) {
    const {config, positionals, values, out, log, json, signal} = context;
    if (positionals.length !== 1) throw new UsageError("replay takes one capture file or session id");
    const speed = parseSpeed(stringOption(values, "speed")!);
    const to = parseEndpoint(stringOption(values, "to") ?? `127.0.0.1:${config.udpPort}`);
    const file = await captureOf(positionals[0], config.recordings);
    const sender = await UdpSender.open(to);
    const started = performance.now();
    let stopped = false;
    try {
      do {
        await play(file, speed, sender, context);
        if (sender.sent === 0) throw new UserError(`no datagrams in ${positionals[0]}`);
      } while (values.loop === true);
    } catch (error) {
      if (!signal.aborted) throw error;
      stopped = true;
    } finally {
      await sender.close();
    }
    const seconds = (performance.now() - started) / 1000;
    const {sent, bytes, refused} = sender;
    if (json) out(JSON.stringify({sent, bytes, refused, seconds, to: formatEndpoint(to), stopped}));
    else {
      log(`${sent} datagrams to ${formatEndpoint(to)} in ${seconds.toFixed(1)} s`);
      if (refused > 0) log(`no program listened at ${formatEndpoint(to)}: ${refused} datagrams were refused`);
    }
    return stopped ? 130 : 0;
  },
};

/** Sends the capture once, each datagram when it is due. */
async function play(file: string, speed: number, sender: UdpSender, {signal, progress}: CommandContext): Promise<void> {
  let first: {seconds: number; nanos: number} | undefined;
  let read = 0;
  const onProgress = (bytes: number, total: number): void => {
    read = bytes / total;
  };
  const began = performance.now();
  for await (const batch of new CaptureFile(file, {onProgress, signal}).batches()) {
    for (let i = 0; i < batch.count; ++i) {
      const seconds = batch.seconds[i];
      const nanos = batch.nanos[i];
      first ??= {seconds, nanos};
      const at = seconds - first.seconds + (nanos - first.nanos) / 1e9;
      const wait = began + (at * 1000) / speed - performance.now();
      if (wait >= 1) {
        progress(read, `${sender.sent} datagrams, ${at.toFixed(0)} s`);
        await sleep(wait, undefined, {signal});
      }
      const from = batch.offset[i];
      await sender.send(batch.bytes.subarray(from, from + batch.length[i]));
    }
    signal.throwIfAborted();
  }
}
