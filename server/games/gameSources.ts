import {AC_UDP_PORT} from "../../src/core/games/ac/udpMessages.js";
import {ACC_UDP_PORT} from "../../src/core/games/acc/messages.js";
import {GT7_HEARTBEAT_PORT} from "../../src/core/games/gt7/client.js";
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
  const {pages, ac, gt7, ams2} = config;
  const {prefix = "", receiver} = options;
  const found: (GameSource | null)[] = [
    pages && {
      name: `${prefix}ac-pages`,
      about: "shared memory of Assetto Corsa and Competizione",
      open: async () =>
        new AcPagesCollector(await mappedPages(pages.folder), {name: `${prefix}ac-pages`, address: receiver?.v4}),
    },
    ac && {
      name: `${prefix}ac-udp`,
      about: `Assetto Corsa at ${ac.host}:${ac.port}`,
      open: () =>
        udpClientCollector({
          ...ac,
          receiver,
          name: `${prefix}ac-udp`,
          knownPort: AC_UDP_PORT,
          conversation: acConversation(`${ac.host}:${ac.port}`),
        }),
    },
    await accSource(config.acc, options),
    gt7 && {
      name: `${prefix}gt7`,
      about: `Gran Turismo 7 at ${gt7.host}`,
      open: () =>
        udpClientCollector({
          ...gt7,
          receiver,
          name: `${prefix}gt7`,
          knownPort: GT7_HEARTBEAT_PORT,
          conversation: gt7Conversation(gt7.host),
        }),
    },
    ams2 && {
      name: `${prefix}ams2`,
      about: `Automobilista 2 and Project CARS 2 on UDP port ${ams2.port}`,
      open: async () => {
        if (ams2.port > 0 && (await isTaken(ams2.port, ams2.host)))
          throw new UserError(`UDP port ${ams2.port} is taken by another program (AMS2_PORT=0 disables it)`);
        return withState(await udpCollector({...ams2, receiver, name: `${prefix}ams2`}), "waiting for Automobilista 2");
      },
    },
  ];
  return found.filter((source) => source !== null);
}

/** Only where the game can be expected: registering needs its password, from its settings file or the environment. */
async function accSource(
  acc: GamesConfig["acc"],
  {home, prefix = "", receiver}: GameSourcesOptions,
): Promise<GameSource | null> {
  const file = await findBroadcasting(home);
  if (acc.host === null && !file) return null;
  const host = acc.host ?? "127.0.0.1";
  const port = acc.port ?? (acc.host === null ? file!.port : ACC_UDP_PORT);
  // The settings file applies to the game on this machine only.
  const local = acc.host === null || /^(localhost|127\.|::1$)/.test(acc.host);
  const password = acc.password ?? (local && file ? file.password : "asd");
  const address = `${host}:${port}`;
  return {
    name: `${prefix}acc`,
    about: `Assetto Corsa Competizione's broadcasting at ${address}`,
    open: async () => {
      if (port === 0) throw new UserError(`broadcasting is off: set updListenerPort to 9000 in ${file!.path}`);
      const options = {displayName: acc.displayName, password, intervalMs: acc.updateMs};
      return udpClientCollector({
        name: `${prefix}acc`,
        host,
        port,
        receiver,
        localPort: acc.localPort,
        knownPort: ACC_UDP_PORT,
        conversation: accConversation(address, options),
      });
    },
  };
}

async function mappedPages(folder: string) {
  return process.platform === "win32" ? await windowsPages() : new FilePages(folder);
}
