import {setTimeout as sleep} from "node:timers/promises";
import {oneLine} from "../userError.js";

export interface PostOptions {
  signal: AbortSignal;
  /** first wait after a failure, ms; it doubles */
  retryMs?: number;
  attempts?: number;
  timeoutMs?: number;
}

/** Longest wait that a server may ask for, ms. */
const LONGEST_WAIT = 60_000;

/**
 * Posts JSON until it is accepted. Waits twice as long after each failure (1, 2, 4, 8, 16 s, a fifth more or less, or as long as the server asks
 * for). A message that the server refuses as wrong is not sent again. Returns why it gave up; undefined when the message was accepted.
 */
export async function post(
  url: string,
  body: string,
  {signal, retryMs = 1000, attempts = 6, timeoutMs = 5000}: PostOptions,
): Promise<string | undefined> {
  let reason = "";
  for (let attempt = 0; attempt < attempts; attempt++) {
    let asked = 0;
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        headers: {"Content-Type": "application/json"},
        redirect: "error",
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.body?.cancel();
      if (response.ok) return undefined;
      reason = `it answered ${response.status}`;
      if (response.status < 500 && response.status !== 408 && response.status !== 429) return reason;
      asked = Math.min(LONGEST_WAIT, 1000 * Number(response.headers.get("retry-after") ?? 0)) || 0;
    } catch (error) {
      signal.throwIfAborted();
      const cause = (error as Error).cause;
      reason = oneLine(cause instanceof Error ? cause : error);
    }
    if (attempt === attempts - 1) break;
    const wait = retryMs * 2 ** attempt * (0.8 + 0.4 * Math.random());
    await sleep(Math.max(asked, wait), undefined, {signal});
  }
  return `${reason}, after ${attempts} attempts`;
}
