import {once} from "node:events";
import {createWriteStream, renameSync, rmSync} from "node:fs";
import {setTimeout as sleep} from "node:timers/promises";
import {createGzip} from "node:zlib";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import {DRIVERS} from "../../src/core/sim/driver.js";
import {F1Sender, FRAME_RATE, MENU_RATES} from "../../src/core/sim/f1Sender.js";
import {CIRCUITS, Simulation} from "../../src/core/sim/simulation.js";
import {type Command, type CommandContext, numberOption, stringOption} from "../command.js";
import {formatEndpoint, parseEndpoint} from "../endpoint.js";
import {parseSpeed} from "../speedOption.js";
import {UdpSender} from "../udpSender.js";
import {oneLine, UsageError, UserError} from "../userError.js";

export const command: Command = {
  name: "simulate",
  summary: "Drives a simulated car and sends it as an F1 game would: into a capture file, or over UDP.",
  usage: "--out FILE.pcap[.gz] | --to HOST:PORT [--laps N] [--seed N] [--rate HZ] [--speed N|max]",
  options: {
    out: {type: "string", describe: "write a capture, gzipped when the name ends in .gz"},
    to: {type: "string", describe: "send over UDP"},
    laps: {type: "string", default: "5", describe: "timed laps, 1 to 99; a run-up comes before them"},
    seed: {type: "string", default: "1", describe: "another seed, another drive; the same seed, the same bytes"},
    driver: {type: "string", default: "steady", describe: `who drives: ${Object.keys(DRIVERS).join(", ")}`},
    track: {type: "string", default: "silverstone", describe: `circuit: ${Object.keys(CIRCUITS).join(", ")}`},
    rate: {
      type: "string",
      default: "60",
      describe: `packets a second, as the game's menu offers: ${MENU_RATES.join(", ")}`,
    },
    start: {type: "string", default: "2026-03-01T14:00:00Z", describe: "arrival of the first datagram in a capture"},
    speed: {type: "string", default: "1", describe: "times real time over UDP, 0.1 to 100, or max"},
  },
  async run(context) {
    const {values, positionals, out, log, json, signal} = context;
    if (positionals.length > 0) throw new UsageError(`unexpected argument: ${positionals[0]}`);
    const file = stringOption(values, "out");
    const to = stringOption(values, "to");
    if ((file === undefined) === (to === undefined))
      throw new UsageError("simulate takes either --out FILE or --to HOST:PORT");
    const track = stringOption(values, "track")!;
    if (!Object.hasOwn(CIRCUITS, track)) throw new UsageError(`unknown track: ${track}`);
    const laps = numberOption(values, "laps", {min: 1, max: 99, integer: true})!;
    const seed = numberOption(values, "seed", {min: 0, max: Number.MAX_SAFE_INTEGER, integer: true})!;
    const rate = numberOption(values, "rate")!;
    if (!MENU_RATES.includes(rate)) throw new UsageError(`invalid --rate: ${rate}; expected ${MENU_RATES.join(", ")}`);
    const driver = stringOption(values, "driver")!;
    if (!Object.hasOwn(DRIVERS, driver)) throw new UsageError(`unknown driver: ${driver}`);
    const sender = new F1Sender(new Simulation({track, laps, seed, driver}), {
      rate,
      start: parseStart(stringOption(values, "start")!),
    });
    let stopped = false;
    try {
      if (file !== undefined) await toFile(sender, file, context);
      else await toUdp(sender, to!, context);
    } catch (error) {
      if (!signal.aborted) throw error;
      stopped = true;
    }
    const {datagrams, bytes, timings} = sender;
    if (json) {
      out(
        JSON.stringify({
          track,
          seed,
          simulated: true,
          laps: timings[0].laps,
          datagrams,
          bytes,
          out: file ?? to,
          stopped,
        }),
      );
    } else {
      for (const {lap, lapTimeMs, valid} of timings[0].laps)
        out(`lap ${lap}  ${lapTime(lapTimeMs)}${valid ? "" : "  invalid"}`);
      log(`${datagrams} datagrams to ${file ?? formatEndpoint(parseEndpoint(to!))}`);
    }
    return stopped ? 130 : 0;
  },
};

/** Written beside the name and renamed when whole: a cut run leaves no half capture under it. */
async function toFile(sender: F1Sender, file: string, {signal, progress}: CommandContext): Promise<void> {
  const partial = `${file}.part`;
  const target = createWriteStream(partial);
  const gzip = file.endsWith(".gz") ? createGzip() : undefined;
  gzip?.pipe(target);
  const head = gzip ?? target;
  let failure: unknown;
  const failed = new Promise<never>((_, reject) => {
    for (const stream of gzip ? [gzip, target] : [target]) stream.once("error", reject);
  });
  failed.catch((error) => {
    failure = error;
  });
  try {
    const writer = new PcapWriter();
    head.write(pcapHeader());
    while (sender.fill()) {
      for (let i = 0; i < sender.batch.count; i++) writer.append(sender.batch, i);
      if (!head.write(writer.take())) await Promise.race([once(head, "drain", {signal}), failed]);
      signal.throwIfAborted();
      showProgress(sender, progress);
    }
    const finished = once(target, "finish");
    head.end();
    await Promise.race([finished, failed]);
    renameSync(partial, file);
  } catch (error) {
    target.destroy();
    rmSync(partial, {force: true});
    if (signal.aborted) throw error;
    throw new UserError(`cannot write ${file}: ${oneLine(failure ?? error)}`);
  }
}

/** Each frame when it is due; a sleep that comes late is made up for, so the mean rate holds. */
async function toUdp(sender: F1Sender, to: string, {values, signal, progress}: CommandContext): Promise<void> {
  const speed = parseSpeed(stringOption(values, "speed")!);
  const udp = await UdpSender.open(parseEndpoint(to));
  const began = performance.now();
  try {
    for (let frame = 0; sender.fill(1); frame++) {
      const wait = began + (frame * 1000) / FRAME_RATE / speed - performance.now();
      if (wait >= 1) await sleep(wait, undefined, {signal});
      const {batch} = sender;
      for (let i = 0; i < batch.count; i++) {
        await udp.send(batch.bytes.subarray(batch.offset[i], batch.offset[i] + batch.length[i]));
      }
      signal.throwIfAborted();
      if (frame % FRAME_RATE === 0) showProgress(sender, progress);
    }
  } finally {
    await udp.close();
  }
}

function showProgress({simulation, timings}: F1Sender, progress: CommandContext["progress"]): void {
  const gone = simulation.cars[0].distance / simulation.circuit.lengthM;
  progress(Math.max(0, Math.min(1, gone / simulation.laps)), `lap ${timings[0].lap} of ${simulation.laps}`);
}

/** Seconds since 1970 of an ISO time; 1970 to 2106, as pcap can hold. */
function parseStart(text: string): number {
  const seconds = Date.parse(text) / 1000;
  if (!(seconds >= 0 && seconds < 2 ** 32 - 86_400))
    throw new UsageError(`invalid --start: ${text}; expected an ISO time`);
  return seconds;
}

function lapTime(ms: number): string {
  const seconds = ((ms % 60_000) / 1000).toFixed(3).padStart(6, "0");
  return `${Math.floor(ms / 60_000)}:${seconds}`;
}
