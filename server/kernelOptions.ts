import type {Encoding} from "../src/core/messages/messagesCodec.js";
import type {TopicName} from "../src/core/messages/topics.js";
import type {AlertHooksConfig} from "./alerts/hookConfig.js";
import type {HostAddress} from "./collectors/hostAddress.js";
import type {Endpoint} from "./endpoint.js";
import type {GamesConfig} from "./games/gamesConfig.js";
import type {Log, TopicSpec} from "./log/log.js";

export interface KernelOptions {
  log: Log;
  /** names of the topics in the log; default: as in TOPICS */
  topics?: Record<TopicName, string>;
  /** partitions and retention of those topics; default: as in TOPICS */
  specs?: readonly TopicSpec[];
  /** encoding of telemetry and events */
  encoding?: Encoding;
  /** whose data is collected, see PublisherOptions */
  userId?: string;
  /** where alerts are posted; absent: nowhere */
  alertHooks?: AlertHooksConfig;
  /** the archive */
  recordings: string;
  /** called with the id of each completely recorded session */
  recorded?: (id: string) => void;
  /** port that games send to; null: none */
  udpPort: number | null;
  /** address to listen on; absent: all */
  udpHost?: string;
  /** further tools to which the datagrams of that port are forwarded */
  forward?: readonly Endpoint[];
  /** other games to look for; absent: none */
  games?: GamesConfig;
  /** name of this machine in commands */
  host?: string;
  /** address of this machine in captures, where several write to one log */
  receiver?: HostAddress;
  /** time without datagrams after which a session is over, ms; see RecorderOptions */
  silentMs?: number;
  endedMs?: number;
  report?: (line: string) => void;
}
