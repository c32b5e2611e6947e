export interface RelayLimits {
  clients: number;
  subscriptions: number;
  /** messages per second, averaged over ten seconds; a client that sends more is disconnected */
  messagesPerSecond: number;
  /** clients up to which adaptive ones are sent each frame at once */
  prompt: number;
  /** ms without an acknowledgement after which a client receives only the latest values */
  slowMs: number;
  /** … and after which it is disconnected */
  closeMs: number;
  /** ms between pings */
  pingMs: number;
  /** ms without any message or pong after which a connection is closed */
  silentMs: number;
  /** most unacknowledged bytes to a client during a backfill */
  backfillWindow: number;
  /** new frames held per subscription while its backfill runs; frames beyond are read from the log in another round */
  held: number;
  /** events kept for a slow client */
  events: number;
  /** bytes in the socket's buffer above which the client counts as slow, regardless of its acknowledgements */
  buffered: number;
}

export const RELAY_LIMITS: RelayLimits = {
  clients: 512,
  subscriptions: 32,
  messagesPerSecond: 40,
  prompt: 8,
  slowMs: 1000,
  closeMs: 10_000,
  pingMs: 5000,
  silentMs: 15_000,
  backfillWindow: 512 * 1024,
  held: 8192,
  events: 256,
  buffered: 1024 * 1024,
};
