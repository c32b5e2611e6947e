/** An Apache Kafka broker on this machine. Its data is kept between `stop` and `start`. */
export interface Broker {
  /** host:port */
  address: string;
  /** "Apache Kafka 4.3.1 on Java 17" */
  description: string;
  /** Resolves when it accepts connections. */
  start(): Promise<void>;
  /** `kill`: without a shutdown, as in a power cut */
  stop(options?: {kill?: boolean}): Promise<void>;
  /** Stops it, and deletes its data unless `data` was given. */
  remove(): Promise<void>;
}

export interface BrokerOptions {
  /** folder of the downloaded program */
  cache: string;
  /** absent: any free port */
  port?: number;
  /** folder of its data, which is kept; absent: a temporary one */
  data?: string;
  /** settings for tests: fast start, frequent retention checks */
  quick?: boolean;
  /** further settings of a broker on Java, for tests; a listener beside the plain one is added to `listeners` */
  settings?: Readonly<Record<string, string>>;
  log?: (line: string) => void;
}
