import type {Config} from "../config.js";
import {gameSources} from "../games/gameSources.js";
import type {LiveConfig} from "../liveConfig.js";
import type {Log} from "../log/log.js";
import {idsOf} from "../recorder/recordedSessions.js";
import {latestSessionStatuses, ledgerIn} from "../sessionStatus.js";
import {SILENT_MS} from "../silence.js";
import {Sources} from "../sources.js";
import {UserError} from "../userError.js";
import type {Collector} from "./collector.js";
import {continueSessions} from "./continueSessions.js";
import {hostAddress} from "./hostAddress.js";
import {Publisher} from "./publisher.js";
import {resume} from "./resume.js";

export interface CollectingOptions
  extends Pick<LiveConfig, "topics" | "encoding">,
    Partial<Pick<LiveConfig, "userId">> {
  log: Log;
  config: Pick<Config, "recordings" | "udpPort" | "forward" | "games">;
  /** name of the machine: several may produce to one log */
  host: string;
  /** a source instead of the games */
  instead?: () => Promise<Collector>;
  /** a series continues behind its last datagram in the log */
  isResumed?: boolean;
  report: (line: string) => void;
}

/**
 * Collecting on a machine that does nothing else: from all sources of `serve`, into a log on another machine. However it ended, when
 * started again it continues its sessions under their ids. Throws a UserError when there is no source.
 */
export async function openCollecting(options: CollectingOptions): Promise<{publisher: Publisher; sources: Sources}> {
  const {log, topics, encoding, userId, config, host, instead, isResumed = false, report} = options;
  const {recordings, udpPort, forward, games} = config;
  const prefix = `${host}:`;
  const running = (await latestSessionStatuses(log, topics.sessions)).filter(
    ({collector, ended, lastSeen}) =>
      collector?.startsWith(prefix) && !ended && Math.abs(Date.now() - lastSeen) < SILENT_MS,
  );
  const uids = new Map(running.map(({session, uid}) => [session.id, uid]));
  const producer = await log.producer();
  const publisher = new Publisher({
    ...{producer, topics, encoding, userId, report, idOf: idsOf(uids, SILENT_MS)},
    ledgerOf: (id) => ledgerIn(running, id),
  });
  const sources = new Sources({publisher, recordings, report, prefix, receiver: hostAddress(host), switchable: true});
  if (instead) {
    const collector = await sources.opened(instead);
    if (isResumed && collector.series) {
      const there = await resume({log, topics, publisher, series: collector.series});
      report(`${collector.name}: ${there} datagrams are in the log, continuing after them`);
    }
    sources.add(await sources.forwarded(collector, forward, udpPort));
    return {publisher, sources};
  }
  const names = (await gameSources(games, {prefix})).map(({name}) => name);
  await continueSessions({log, topics, publisher, running: running.filter(({collector}) => names.includes(collector))});
  await sources.listen(udpPort, undefined, forward);
  await sources.watch(games);
  if (sources.names().length === 0) throw new UserError(`nothing to collect: ${sources.udpError}`);
  return {publisher, sources};
}
