import {AC_UDP_PORT} from "../../src/core/games/ac/udpMessages.js";
import {ACC_UDP_PORT} from "../../src/core/games/acc/messages.js";
import {GT7_HEARTBEAT_PORT} from "../../src/core/games/gt7/packet.js";
import {AcPagesCollector} from "../collectors/acPagesCollector.js";
import type {Collector} from "../collectors/collector.js";
import type {HostAddress} from "../collectors/hostAddress.js";
import {FilePages} from "../collectors/pages/filePages.js";
import {windowsPages} from "../collectors/pages/windowsPages.js";
import {udpClientCollector} from "../collectors/udpClientCollector.js";
import {udpCollector} from "../collectors/udpCollector.js";
import {isTaken} from "../collectors/udpSockets.js";
import {UserError} from "../userError.js";
import {findBroadcasting} from "./broadcastingFile.js";
import {acConversation, accConversation, gt7Conversation} from "./conversations.js";
import type {GamesConfig} from "./gamesConfig.js";
import {withState} from "./withState.js";

/** A game to look for; `open` throws a UserError with the reason when that is impossible. */
export interface GameSource {
  /** of its collector */
  name: string;
  /** description for the user */
  about: string;
  open(): Promise<Collector>;
}

export interface GameSourcesOptions {
  /** folder with the games' settings; default: the user's home */
  home?: string;
  /** prefix of the collectors' names */
  prefix?: string;
  /** address of this machine in captures */
  receiver?: HostAddress;
}

/** The games that the configuration selects. */
export async function gameSources(config: GamesConfig, options: GameSourcesOptions = {}): Promise<GameSource[]> {
  const {pages, ac, gt7, ams2, forza} = config;
  const {home, prefix = "", receiver} = options;
  const acc = await findAcc(config.acc, home);
  const source = (name: string, about: string, open: (name: string) => Promise<Collector>): GameSource => ({
    name: `${prefix}${name}`,
    about,
    open: () => open(`${prefix}${name}`),
  });
  const found = [
    pages &&
      source("ac-pages", "shared memory of Assetto Corsa and Competizione", async (name) => {
        return new AcPagesCollector(await mappedPages(pages.folder), {name, address: receiver?.v4});
      }),
    ac &&
      source("ac-udp", `Assetto Corsa at ${ac.host}:${ac.port}`, (name) => {
        const conversation = acConversation(`${ac.host}:${ac.port}`);
        return udpClientCollector({...ac, receiver, name, knownPort: AC_UDP_PORT, conversation});
      }),
    acc &&
      source("acc", `Assetto Corsa Competizione's broadcasting at ${acc.host}:${acc.port}`, async (name) => {
        const {host, port, localPort, path, client} = acc;
        if (port === 0) throw new UserError(`broadcasting is off: set updListenerPort to 9000 in ${path}`);
        const conversation = accConversation(`${host}:${port}`, client);
        return udpClientCollector({host, port, localPort, receiver, name, knownPort: ACC_UDP_PORT, conversation});
      }),
    gt7 &&
      source("gt7", `Gran Turismo 7 at ${gt7.host}`, (name) => {
        const conversation = gt7Conversation(gt7.host);
        return udpClientCollector({...gt7, receiver, name, knownPort: GT7_HEARTBEAT_PORT, conversation});
      }),
    ams2 &&
      source("ams2", `Automobilista 2 and Project CARS 2 on UDP port ${ams2.port}`, async (name) => {
        await needFree(ams2, "AMS2_PORT");
        return withState(await udpCollector({...ams2, receiver, name}), "waiting for Automobilista 2");
      }),
    forza &&
      source("forza", `Forza on UDP port ${forza.port}`, async (name) => {
        await needFree(forza, "FORZA_PORT");
        return withState(await udpCollector({...forza, receiver, name}), "waiting for Forza");
      }),
  ];
  return found.filter((game) => game !== null);
}

async function needFree({port, host}: {port: number; host?: string}, variable: string): Promise<void> {
  if (port > 0 && (await isTaken(port, host)))
    throw new UserError(`UDP port ${port} is taken by another program (${variable}=0 disables it)`);
}

/** Where the game can be expected: registering needs its password, from its settings file or the environment. */
async function findAcc(acc: GamesConfig["acc"], home: string | undefined) {
  const file = await findBroadcasting(home);
  if (acc.host === null && !file) return null;
  // The settings file applies to the game on this machine only.
  const local = acc.host === null || /^(localhost|127\.|::1$)/.test(acc.host);
  const password = acc.password ?? (local && file ? file.password : "asd");
  return {
    host: acc.host ?? "127.0.0.1",
    port: acc.port ?? (acc.host === null ? file!.port : ACC_UDP_PORT),
    localPort: acc.localPort,
    path: file?.path,
    client: {displayName: acc.displayName, password, intervalMs: acc.updateMs},
  };
}

async function mappedPages(folder: string) {
  return process.platform === "win32" ? await windowsPages() : new FilePages(folder);
}
