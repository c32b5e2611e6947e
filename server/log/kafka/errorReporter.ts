import kafkajs, {type logLevel} from "kafkajs";

const {logLevel: Level} = kafkajs;

/** The same error is reported once in this time, ms: a broker that is down for an hour must not flood the log. */
const REPEAT_MS = 60_000;

/** Errors of a broker that has just started and still loads its internal topics: reported only when they persist. */
const TRANSIENT =
  /coordinator is (not available|loading)|not the correct coordinator|not the leader|no leader|leadership election/i;
const PERSISTENT_MS = 10_000;

type ErrorReporter = (entry: {level: logLevel; log: {message: string; error?: unknown}}) => void;

const reporters = new WeakMap<(line: string) => void, ErrorReporter>();

/** One reporter for all connections with the same `log`: they have the same errors. */
export function errorReporterFor(log: ((line: string) => void) | undefined): ErrorReporter {
  if (!log) return errorReporter(log);
  let known = reporters.get(log);
  if (!known) reporters.set(log, (known = errorReporter(log)));
  return known;
}

/** Follows the message that names the error. */
const CONSEQUENCE = /^Failed to connect to seed broker/;

/** Reports kafkajs errors, each at most once a minute, and transient ones only when they persist. */
export function errorReporter(log: ((line: string) => void) | undefined, clock = Date.now): ErrorReporter {
  const reported = new Map<string, number>();
  const transient = new Map<string, {first: number; last: number}>();
  return ({level, log: {message, error}}) => {
    if (!log || level > Level.ERROR || CONSEQUENCE.test(message)) return;
    const line = `kafka: ${message}${typeof error === "string" ? `: ${error}` : ""}`;
    const now = clock();
    if (TRANSIENT.test(line)) {
      const before = transient.get(line);
      const first = before && now - before.last < PERSISTENT_MS ? before.first : now;
      if (transient.size > 100) transient.clear();
      transient.set(line, {first, last: now});
      if (now - first < PERSISTENT_MS) return;
    }
    if (now - (reported.get(line) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return;
    if (reported.size > 100) reported.clear();
    reported.set(line, now);
    log(line);
  };
}
