import {existsSync} from "node:fs";
import {join} from "node:path";
import {MAPPING_NAMES} from "../../src/core/games/ac/pages.js";
import {windowsPages} from "../collectors/pages/windowsPages.js";
import {isTaken} from "../collectors/udpSockets.js";
import {findBroadcasting} from "../games/broadcastingFile.js";
import type {GamesConfig} from "../games/gamesConfig.js";
import type {KernelStats} from "../kernelStats.js";
import {oneLine} from "../userError.js";
import {type Check, ok, warning} from "./check.js";

/** Checks the sources of other games while no Lapbook runs. @param home folder with the games' settings */
export async function checkGames(config: GamesConfig, home?: string): Promise<Check[]> {
  const {pages, ac, gt7} = config;
  const queried = [ac && `Assetto Corsa at ${ac.host}:${ac.port}`, gt7 && `Gran Turismo 7 at ${gt7.host}`].filter(
    Boolean,
  );
  return [
    ...(pages ? [await checkPages(pages.folder)] : []),
    ...(await checkBroadcasting(config, home)),
    ...(config.ams2 ? [await checkPort("automobilista 2", config.ams2.port, "AMS2_PORT")] : []),
    ...(config.forza ? [await checkPort("forza", config.forza.port, "FORZA_PORT")] : []),
    ...(queried.length > 0 ? [ok("other games", `queried while Lapbook runs: ${queried.join(", ")}`)] : []),
  ];
}

/** The state of each game, as reported by a running Lapbook. */
export function gameStates(collectors: KernelStats["collectors"]): Check[] {
  return Object.entries(collectors).flatMap(([name, {state, received}]) => {
    if (state === undefined) return [];
    const fine = state === "live" || state.startsWith("waiting");
    return [fine ? ok(name, state === "live" ? `live, ${received} packets received` : state) : warning(name, state)];
  });
}

async function checkPages(folder: string): Promise<Check> {
  const name = "shared memory";
  if (process.platform === "win32") {
    return windowsPages().then(
      (pages) => {
        pages.close();
        return ok(name, "Assetto Corsa and Competizione can be read");
      },
      (error) => warning(name, oneLine(error), "npm install koffi"),
    );
  }
  if (existsSync(join(folder, MAPPING_NAMES.physics)))
    return ok(name, `pages of Assetto Corsa or Competizione found in ${folder}`);
  return ok(name, `expected in ${folder}: a bridge creates it there for games under Proton`);
}

async function checkBroadcasting({acc}: GamesConfig, home?: string): Promise<Check[]> {
  const name = "acc broadcasting";
  const file = await findBroadcasting(home);
  if (acc.host !== null) return [ok(name, `will be requested from ${acc.host}`)];
  if (!file) return [];
  if (file.port > 0) return [ok(name, `port ${file.port}, from ${file.path}`)];
  return [warning(name, "off", `set updListenerPort to 9000 in ${file.path}, then start the game again`)];
}

async function checkPort(name: string, port: number, variable: string): Promise<Check> {
  if (!(await isTaken(port))) return ok(name, `UDP port ${port} is free`);
  return warning(
    name,
    `UDP port ${port} is taken by another program`,
    `stop that program, or set ${variable}=0 if you do not need this game`,
  );
}
