import type {AlertHooksStatus} from "./alerts/alertHooks.js";
import type {AnalystService} from "./analyst/analystService.js";
import type {CollectorStats} from "./collectors/collector.js";
import type {ForwardStats} from "./collectors/forward.js";
import type {SeenSession} from "./collectors/liveSessions.js";
import type {PublisherStats} from "./collectors/publisher.js";
import type {CommanderStats} from "./control/commander.js";
import type {RecorderStatus} from "./recorder/recorder.js";
import type {RelayStats} from "./relay/relay.js";

/** The answer of `/api/v1/stats`. */
export interface KernelStats {
  collectors: Record<string, CollectorStats>;
  /** totals of all collectors */
  collector: Pick<PublisherStats, "framesCollected" | "framesPublished" | "errors" | "bytesSent">;
  publisher: PublisherStats;
  /** by target of UDP_FORWARD */
  forwarded: ForwardStats[];
  recorder: RecorderStatus;
  analyst: AnalystService["status"];
  relay: RelayStats;
  commands: CommanderStats;
  /** where alerts are posted; null: nowhere */
  alertHooks: AlertHooksStatus | null;
  sessions: SeenSession[];
  /** why the UDP port is not open; null when it is */
  udpError: string | null;
}
