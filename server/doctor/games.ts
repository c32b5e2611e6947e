import {existsSync} from "node:fs";
import {join} from "node:path";
import {MAPPING_NAMES} from "../../src/core/games/ac/pages.js";
import {windowsPages} from "../collectors/pages/windowsPages.js";
import {isTaken} from "../collectors/udpCollector.js";
import {findBroadcasting} from "../games/broadcastingFile.js";
import type {GamesConfig} from "../games/gamesConfig.js";
import type {KernelStats} from "../kernel.js";
import {oneLine} from "../userError.js";
import {type Check, ok, warning} from "./check.js";

/** What can be said of the games beside the F1 games' port while no Lapbook runs. `home`: where they keep their settings. */
export async function checkGames(config: GamesConfig, home?: string): Promise<Check[]> {
  const {pages, ac, gt7} = config;
  const asked = [ac && `Assetto Corsa at ${ac.host}:${ac.port}`, gt7 && `Gran Turismo 7 at ${gt7.host}`].filter(
    Boolean,
  );
  return [
    ...(pages ? [await checkPages(pages.folder)] : []),
    ...(await checkBroadcasting(config, home)),
    ...(config.ams2 ? [await checkAms2(config.ams2.port)] : []),
    ...(asked.length > 0 ? [ok("other games", `asked while Lapbook runs: ${asked.join(", ")}`)] : []),
  ];
}

/** What a running Lapbook says of each. */
export function gameStates(collectors: KernelStats["collectors"]): Check[] {
  return Object.entries(collectors).flatMap(([name, {state, received}]) => {
    if (state === undefined) return [];
    const well = state === "live" || state.startsWith("waiting");
    return [well ? ok(name, state === "live" ? `live, ${received} came` : state) : warning(name, state)];
  });
}

async function checkPages(folder: string): Promise<Check> {
  const name = "shared memory";
  if (process.platform === "win32") {
    return windowsPages().then(
      (pages) => {
        pages.close();
        return ok(name, "of Assetto Corsa and Competizione can be read");
      },
      (error) => warning(name, oneLine(error), "npm install koffi"),
    );
  }
  if (existsSync(join(folder, MAPPING_NAMES.physics))) return ok(name, `Assetto Corsa or Competizione is in ${folder}`);
  return ok(name, `watched for in ${folder}: a bridge puts it there for games under Proton`);
}

async function checkBroadcasting({acc}: GamesConfig, home?: string): Promise<Check[]> {
  const name = "acc broadcasting";
  const file = await findBroadcasting(home);
  if (acc.host !== null) return [ok(name, `asked at ${acc.host}`)];
  if (!file) return [];
  if (file.port > 0) return [ok(name, `port ${file.port}, by ${file.path}`)];
  return [warning(name, "off", `set updListenerPort to 9000 in ${file.path}, then start the game again`)];
}

async function checkAms2(port: number): Promise<Check> {
  const name = "automobilista 2";
  if (!(await isTaken(port))) return ok(name, `UDP port ${port} is free`);
  return warning(name, `UDP port ${port} is taken by another program`, "stop it, or AMS2_PORT=0 if you do not want it");
}
