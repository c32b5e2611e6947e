import {SEVERITIES, type Severity} from "../../src/core/messages/events.js";
import {UsageError} from "../userError.js";

/** An address that alerts are posted to. */
export interface AlertHook {
  /** in reports and in the file of what was not delivered: addresses hold secrets */
  name: "webhook" | "slack";
  url: string;
}

export interface AlertHooksConfig {
  hooks: readonly AlertHook[];
  /** the least urgent that is sent */
  least: Severity;
  /** address of the pages as receivers reach them, with a slash at its end; "": unknown, and addresses in posts are relative to it */
  pages: string;
}

/** From ALERT_WEBHOOK, ALERT_SLACK, ALERT_SEVERITY and ALERT_PAGES; undefined without an address. Throws `invalid address (ALERT_SLACK: …)`, without the address. */
export function readAlertHooks(env: NodeJS.ProcessEnv): AlertHooksConfig | undefined {
  const least = env.ALERT_SEVERITY || "warning";
  if (!SEVERITIES.includes(least as Severity))
    throw new UsageError(`invalid severity: ${least} (ALERT_SEVERITY: ${SEVERITIES.join(", ")})`);
  const names = {webhook: "ALERT_WEBHOOK", slack: "ALERT_SLACK"} as const;
  const hooks = (["webhook", "slack"] as const).flatMap((name): AlertHook[] => {
    const url = env[names[name]];
    if (!url) return [];
    return [{name, url: webAddress(url, names[name])}];
  });
  const pages = env.ALERT_PAGES ? webAddress(env.ALERT_PAGES, "ALERT_PAGES").replace(/\/*$/, "/") : "";
  return hooks.length > 0 ? {hooks, least: least as Severity, pages} : undefined;
}

function webAddress(text: string, variable: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? "")) return text;
  throw new UsageError(`invalid address (${variable}: http:// or https://)`);
}
