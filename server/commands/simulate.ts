import {CALL_KINDS} from "../../src/core/sim/race/calls.js";
import {MAX_RACE_CARS} from "../../src/core/sim/race/entrants.js";
import {SKIES} from "../../src/core/sim/race/weather.js";
import {DRIVER_STYLES} from "../../src/core/sim/soloDriver.js";
import {CIRCUITS} from "../../src/core/track/circuits/all.js";
import {type CliCommand, stringOption} from "../command.js";
import {formatEndpoint, parseEndpoint} from "../endpoint.js";
import {asF1} from "../simulated/asF1.js";
import {asForza} from "../simulated/asForza.js";
import {asPages} from "../simulated/asPages.js";
import {asUdpGame} from "../simulated/asUdpGame.js";
import {type Outlet, readSending, SEND_FORMATS} from "../simulated/formats.js";
import {resultLines, writeLabels} from "../simulated/results.js";
import {readScene} from "../simulated/scene.js";
import {parseSpeed} from "../speedOption.js";
import {UsageError} from "../userError.js";

export const command: CliCommand = {
  name: "simulate",
  summary:
    "Simulates a car or a race and sends it as an F1 game, Assetto Corsa, Competizione or Forza does, or writes it to a capture.",
  usage:
    "--out FILE.pcap[.gz] | --to HOST:PORT | --as FORMAT [--pages DIR | --listen HOST:PORT] [--race [--cars N] [--weather SKY] [--call LIST] [--faults LIST] [--labels FILE]] [--laps N] [--seed N] [--rate HZ] [--speed N|max]",
  options: {
    as: {type: "string", default: "f1", describe: `format of the data: ${Object.keys(SEND_FORMATS).join(", ")}`},
    out: {type: "string", describe: "write a capture, gzipped when the name ends in .gz"},
    to: {type: "string", describe: "f1, forza: send over UDP"},
    pages: {
      type: "string",
      describe: "ac-pages, acc-pages: the folder of the shared-memory files (environment AC_SHM_DIR, else /dev/shm)",
    },
    listen: {
      type: "string",
      describe:
        "ac-udp, acc-broadcast: address for clients (default 127.0.0.1 and the game's port); starts with the first client",
    },
    password: {type: "string", default: "asd", describe: "acc-broadcast: password that clients need"},
    laps: {type: "string", default: "5", describe: "timed laps, 1 to 99; a run-up comes before them"},
    seed: {type: "string", default: "1", describe: "seed of the random numbers; the same seed gives the same bytes"},
    driver: {type: "string", default: "steady", describe: `driving style: ${Object.keys(DRIVER_STYLES).join(", ")}`},
    track: {type: "string", default: "silverstone", describe: `circuit: ${Object.keys(CIRCUITS).join(", ")}`},
    rate: {
      type: "string",
      describe: `packets or pages per second (${Object.entries(SEND_FORMATS)
        .map(([name, {rate}]) => `${name} ${rate}`)
        .join(", ")}); f1 as the game's menu offers: ${SEND_FORMATS.f1.rates.join(", ")}`,
    },
    race: {type: "boolean", describe: "a race instead of a single car"},
    cars: {type: "string", default: String(MAX_RACE_CARS), describe: `cars in the race, 1 to ${MAX_RACE_CARS}`},
    player: {type: "string", default: "1", describe: "number of the player's car"},
    weather: {type: "string", default: "dry", describe: `weather of the race: ${SKIES.join(", ")}`},
    incidents: {type: "string", default: "1", describe: "scales mistakes and failures, 0 to 10"},
    call: {
      type: "string",
      describe: `calls of race control, with the leader's lap: vsc@2,red@4 (${CALL_KINDS.join(", ")})`,
    },
    faults: {
      type: "string",
      describe:
        "simulated faults: loss=1%, duplicate=1%, reorder=1%, flashback=2, pause=1, restart=1, dropout=1, spike=1, stuck=1, brakes=1, puncture=1, misfire=1",
    },
    labels: {type: "string", describe: "file for a list of the simulated faults, as JSON"},
    start: {type: "string", default: "2026-03-01T14:00:00Z", describe: "arrival of the first datagram in a capture"},
    speed: {type: "string", default: "1", describe: "multiple of real time for live output, 0.1 to 100, or max"},
  },
  async run(context) {
    const {values, positionals, out, log, json, signal, config} = context;
    if (positionals.length > 0) throw new UsageError(`unexpected argument: ${positionals[0]}`);
    const scene = readScene(values);
    const sending = readSending(values, scene.faults, config.games.pages?.folder ?? "/dev/shm");
    const {as, outlet} = sending;
    const start = parseStart(stringOption(values, "start")!);
    const speed = parseSpeed(stringOption(values, "speed")!);
    if (speed === Infinity && (outlet.kind === "pages" || outlet.kind === "listen"))
      throw new UsageError(`invalid --speed: max; ${as} is read live; expected 0.1 to 100`);
    const password = stringOption(values, "password")!;
    const driven =
      as === "f1"
        ? asF1(scene, sending, start, speed)
        : as === "ac-pages" || as === "acc-pages"
          ? asPages(scene, sending, start, speed)
          : as === "forza"
            ? asForza(scene, sending, start, speed)
            : asUdpGame(scene, sending, password, start, speed);
    let stopped = false;
    try {
      await driven.send(context);
    } catch (error) {
      if (!signal.aborted) throw error;
      stopped = true;
    }
    const {datagrams, bytes} = driven.sent();
    const {labels} = driven;
    const {track, seed} = scene;
    const timings = driven.timings();
    const labelFile = stringOption(values, "labels");
    if (labelFile !== undefined) writeLabels(labelFile, {track, seed, start, labels});
    if (json) {
      const laps = scene.race ? {cars: timings.map(({laps}, car) => ({car, laps})), labels} : {laps: timings[0].laps};
      const where = outlet.kind === "file" ? outlet.file : targetOf(outlet);
      out(JSON.stringify({track, seed, simulated: true, as, ...laps, datagrams, bytes, out: where, stopped}));
    } else {
      for (const line of resultLines(driven.race(), timings)) out(line);
      log(`${datagrams} ${outlet.kind === "pages" ? "pages" : "datagrams"} ${preposition(outlet)} ${targetOf(outlet)}`);
    }
    return stopped ? 130 : 0;
  },
};

function targetOf(outlet: Outlet): string {
  switch (outlet.kind) {
    case "file":
      return outlet.file;
    case "to":
      return formatEndpoint(parseEndpoint(outlet.to));
    case "pages":
      return outlet.folder;
    case "listen":
      return formatEndpoint(outlet.listen);
  }
}

function preposition({kind}: Outlet): string {
  return kind === "listen" ? "from" : "to";
}

/** Seconds since 1970 of an ISO time; 1970 to 2106, as pcap can hold. */
function parseStart(text: string): number {
  const seconds = Date.parse(text) / 1000;
  if (!(seconds >= 0 && seconds < 2 ** 32 - 86_400))
    throw new UsageError(`invalid --start: ${text}; expected an ISO time`);
  return seconds;
}
