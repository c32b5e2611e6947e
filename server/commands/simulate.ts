import {once} from "node:events";
import {createWriteStream, renameSync, rmSync, writeFileSync} from "node:fs";
import {setTimeout as sleep} from "node:timers/promises";
import {createGzip} from "node:zlib";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import {DRIVERS} from "../../src/core/sim/driver.js";
import {F1Sender, FRAME_RATE, MENU_RATES} from "../../src/core/sim/f1Sender.js";
import {FaultyRaceSender} from "../../src/core/sim/faults/faulty.js";
import {parseFaults} from "../../src/core/sim/faults/plan.js";
import {MOST_CARS} from "../../src/core/sim/race/entrants.js";
import {SKIES, type Sky} from "../../src/core/sim/race/weather.js";
import {CIRCUITS, Simulation} from "../../src/core/sim/simulation.js";
import {type Command, type CommandContext, numberOption, stringOption} from "../command.js";
import {formatEndpoint, parseEndpoint} from "../endpoint.js";
import {parseSpeed} from "../speedOption.js";
import {UdpSender} from "../udpSender.js";
import {oneLine, UsageError, UserError} from "../userError.js";

export const command: Command = {
  name: "simulate",
  summary:
    "Drives a simulated car, or a whole race, and sends it as an F1 game would: into a capture file, or over UDP.",
  usage:
    "--out FILE.pcap[.gz] | --to HOST:PORT [--race [--cars N] [--weather SKY] [--faults LIST] [--labels FILE]] [--laps N] [--seed N] [--rate HZ] [--speed N|max]",
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
    race: {type: "boolean", describe: "a race of many cars instead of one car alone"},
    cars: {type: "string", default: String(MOST_CARS), describe: `cars in the race, 1 to ${MOST_CARS}`},
    weather: {type: "string", default: "dry", describe: `sky over the race: ${SKIES.join(", ")}`},
    faults: {
      type: "string",
      describe:
        "what goes wrong on purpose: loss=1%, duplicate=1%, reorder=1%, flashback=2, pause=1, restart=1, dropout=1, spike=1, stuck=1, brakes=1, puncture=1, misfire=1",
    },
    labels: {type: "string", describe: "write what went wrong on purpose, and when, as JSON"},
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
    const start = parseStart(stringOption(values, "start")!);
    const race = values.race === true;
    if (!race) onlyForRaces(values);
    const sender = race
      ? raceSender(values, {track, laps, seed}, {rate, start})
      : new F1Sender(new Simulation({track, laps, seed, driver}), {rate, start});
    const labelFile = stringOption(values, "labels");
    let stopped = false;
    try {
      if (file !== undefined) await toFile(sender, file, context);
      else await toUdp(sender, to!, context);
    } catch (error) {
      if (!signal.aborted) throw error;
      stopped = true;
    }
    const {datagrams, bytes, timings} = sender;
    const labels = sender instanceof FaultyRaceSender ? sender.labels : [];
    if (labelFile !== undefined) writeLabels(labelFile, {track, seed, start, labels});
    if (json && race) {
      const cars = timings.map(({laps}, car) => ({car, laps}));
      out(JSON.stringify({track, seed, simulated: true, cars, datagrams, bytes, labels, out: file ?? to, stopped}));
    } else if (json) {
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
      if (race) for (const line of resultLines(sender as FaultyRaceSender)) out(line);
      else
        for (const {lap, lapTimeMs, valid} of timings[0].laps)
          out(`lap ${lap}  ${lapTime(lapTimeMs)}${valid ? "" : "  invalid"}`);
      log(`${datagrams} datagrams to ${file ?? formatEndpoint(parseEndpoint(to!))}`);
    }
    return stopped ? 130 : 0;
  },
};

/** Written beside the name and renamed when whole: a cut run leaves no half capture under it. */
async function toFile(sender: Sender, file: string, {signal, progress}: CommandContext): Promise<void> {
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
async function toUdp(sender: Sender, to: string, {values, signal, progress}: CommandContext): Promise<void> {
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

function showProgress({progress: {part, text}}: Sender, progress: CommandContext["progress"]): void {
  progress(part, text);
}

type Sender = F1Sender | FaultyRaceSender;

const OF_RACES = ["faults", "labels"] as const;

function onlyForRaces(values: CommandContext["values"]): void {
  for (const name of OF_RACES) if (values[name] !== undefined) throw new UsageError(`--${name} goes with --race only`);
}

function raceSender(
  values: CommandContext["values"],
  {track, laps, seed}: {track: string; laps: number; seed: number},
  options: {rate: number; start: number},
): FaultyRaceSender {
  const cars = numberOption(values, "cars", {min: 1, max: MOST_CARS, integer: true})!;
  const weather = stringOption(values, "weather")!;
  if (!(SKIES as readonly string[]).includes(weather)) throw new UsageError(`unknown weather: ${weather}`);
  try {
    const faults = parseFaults(stringOption(values, "faults") ?? "");
    return new FaultyRaceSender({track, laps, seed, cars, weather: weather as Sky}, options, faults);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/** A line a car, in the order of the race. */
function resultLines({running}: FaultyRaceSender): string[] {
  return running.order.list.map(({position, entrant, timing, status, stops}) => {
    const best = timing.best();
    const state = status === "finished" ? "" : `  ${status}`;
    const name = `${String(position).padStart(2)}  ${entrant.name}  ${timing.laps.length} laps  ${stops} stops`;
    return `${name}${best ? `  best ${lapTime(best.lapTimeMs)}` : ""}${state}`;
  });
}

function writeLabels(file: string, content: object): void {
  try {
    writeFileSync(file, `${JSON.stringify(content, undefined, 1)}\n`);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${oneLine(error)}`);
  }
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
