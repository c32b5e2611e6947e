import kafkajs, {type Kafka, type logLevel} from "kafkajs";
import type {KafkaConfig} from "./config.js";

/** kafkajs is CommonJS: its enumerations and classes are properties of the default export. */
const {Kafka: Client, logLevel: Level} = kafkajs;

/** A connection's life: after `end` none of kafkajs' retries goes on. */
export interface Lifeline {
  kafka: Kafka;
  end(): void;
}

/** Says each thing once in so many ms: a broker that is away for an hour fills no log. */
const SAY_AGAIN_MS = 60_000;

/**
 * A kafkajs client that tries `retries` times (Infinity: for as long as it lives), waiting 0.1 to 1 s between.
 * kafkajs cannot be told to give up; an empty list of brokers, which it takes for a mistake of ours, makes it.
 */
export function connectTo(
  {brokers, clientId, ssl, sasl}: KafkaConfig,
  {retries, log}: {retries: number; log?: (line: string) => void},
): Lifeline {
  let ended = false;
  const say = sayer(log);
  const kafka = new Client({
    clientId,
    brokers: () => (ended ? [] : brokers),
    ssl: typeof ssl === "boolean" ? ssl : {ca: [ssl.ca]},
    // a union told apart by the mechanism there, three fields here
    sasl: sasl as never,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: {
      initialRetryTime: 100,
      maxRetryTime: 1_000,
      factor: 0.2,
      multiplier: 2,
      retries: Math.min(retries, Number.MAX_SAFE_INTEGER),
      // consumers are restarted by their supervisor
      restartOnFailure: async () => false,
    },
    logLevel: log ? Level.ERROR : Level.NOTHING,
    logCreator: () => (entry) => {
      if (!ended) say(entry);
    },
  });
  return {
    kafka,
    end: () => {
      ended = true;
    },
  };
}

/** What a broker answers while it makes or loads its own topics, right after its start: of interest when it lasts. */
const PASSING =
  /coordinator is (not available|loading)|not the correct coordinator|not the leader|no leader|leadership election/i;
const LASTING_MS = 10_000;

const sayers = new WeakMap<(line: string) => void, ReturnType<typeof sayOnce>>();

/** One for all connections that tell the same reader: what is wrong is wrong for each of them. */
function sayer(log: ((line: string) => void) | undefined): ReturnType<typeof sayOnce> {
  if (!log) return sayOnce(log);
  let known = sayers.get(log);
  if (!known) sayers.set(log, (known = sayOnce(log)));
  return known;
}

/** kafkajs says of one failure first what it was and then what it does about it. */
const REPEATED = /^Failed to connect to seed broker/;

/** Says errors, each line once in a while; those that pass by themselves only when they have not passed. */
export function sayOnce(log: ((line: string) => void) | undefined, clock = Date.now) {
  const said = new Map<string, number>();
  const passing = new Map<string, {first: number; last: number}>();
  return ({level, log: {message, error}}: {level: logLevel; log: {message: string; error?: unknown}}): void => {
    if (!log || level > Level.ERROR || REPEATED.test(message)) return;
    const line = `kafka: ${message}${typeof error === "string" ? `: ${error}` : ""}`;
    const now = clock();
    if (PASSING.test(line)) {
      const before = passing.get(line);
      const first = before && now - before.last < LASTING_MS ? before.first : now;
      if (passing.size > 100) passing.clear();
      passing.set(line, {first, last: now});
      if (now - first < LASTING_MS) return;
    }
    if (now - (said.get(line) ?? Number.NEGATIVE_INFINITY) < SAY_AGAIN_MS) return;
    if (said.size > 100) said.clear();
    said.set(line, now);
    log(line);
  };
}

/** The result, or undefined when it does not come in time. Failures are let be: this is for taking leave. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.then(() => {}).catch(() => {}), late]);
  clearTimeout(timer);
}
