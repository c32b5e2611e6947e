import {type CliCommand, numberOption} from "../command.js";
import type {Check} from "../doctor/check.js";
import {checkGames} from "../doctor/games.js";
import {checkLog} from "../doctor/log.js";
import {checkNode, checkPages, checkPort, checkRecordings} from "../doctor/machine.js";
import {checkPackets} from "../doctor/packets.js";
import {checkRunning} from "../doctor/running.js";

const MARK = {ok: "ok     ", warning: "warning", fault: "FAULT  "};

export const command: CliCommand = {
  name: "doctor",
  summary: "Checks this installation and suggests corrections. Exit code 0 when there is no fault.",
  usage: "[--udp-port U] [--port P] [--seconds S]",
  options: {
    "udp-port": {type: "string", describe: "port the game sends to (default 20777, environment UDP_PORT)"},
    port: {type: "string", describe: "port of the pages (default 3000, environment PORT)"},
    host: {type: "string", describe: "address of the pages (environment HOST)"},
    seconds: {type: "string", default: "3", describe: "how long to listen for packets; 0: not at all"},
  },
  async run({config, values, out, json, progress, signal}) {
    const seconds = numberOption(values, "seconds", {min: 0, max: 3600})!;
    const checks: Check[] = [
      checkNode(),
      await checkRecordings(config),
      await checkPages(config),
      await checkPort(config),
      await checkLog(config, process.env),
    ];
    const show = ({name, state, message, mend}: Check): void => {
      out(`${MARK[state]}  ${name}: ${message}`);
      for (const line of mend ?? []) out(`         ${line}`);
    };
    if (!json) checks.forEach(show);
    const running = await checkRunning(config);
    if (running) {
      if (!json) running.forEach(show);
      checks.push(...running);
    } else {
      const games = await checkGames(config.games);
      if (!json) games.forEach(show);
      checks.push(...games);
    }
    const packets =
      seconds > 0 && !running ? await checkPackets(config.udpPort, seconds, {signal, progress}) : {checks: []};
    if (!json) packets.checks.forEach(show);
    checks.push(...packets.checks);
    const sound = checks.every(({state}) => state !== "fault");
    if (json) out(JSON.stringify({ok: sound, checks, ...("counts" in packets && {packets: packets.counts})}));
    return sound ? 0 : 1;
  },
};
