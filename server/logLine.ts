import {UsageError} from "./userError.js";

/**
 * How lines on standard error are written: LOG_FORMAT `simple` (default) as they are, `json` as one object a line with time, service
 * (SERVICE_NAME) and message. All lines are of one level, so LOG_LEVEL is info or debug. Throws for anything else.
 */
export function logLine(env: NodeJS.ProcessEnv, now: () => Date = () => new Date()): (text: string) => string {
  const {LOG_FORMAT: format = "", LOG_LEVEL: level = "", SERVICE_NAME: service} = env;
  if (!/^(|info|debug)$/i.test(level))
    throw new UsageError(`unknown level: ${level} (LOG_LEVEL: info or debug; every line is written)`);
  if (/^(|simple)$/i.test(format)) return (text) => text;
  if (!/^json$/i.test(format)) throw new UsageError(`unknown format: ${format} (LOG_FORMAT: simple or json)`);
  return (message) =>
    JSON.stringify({time: now().toISOString(), level: "info", service: service || "lapbook", message});
}
