import {setTimeout as sleep} from "node:timers/promises";

/** Only a wait for something that never happens takes this long, on a machine under a load of eight too. */
export const WAIT_MS = 120_000;

export interface UntilOptions {
  /** added to the error: what there is instead */
  state?: () => unknown;
  /** pause between two looks */
  everyMs?: number;
}

/** Waits until `look` returns something truthy and resolves to it; `what` names it in the error when it does not come. */
export async function until<T>(
  look: () => T | Promise<T>,
  what: string,
  {state, everyMs = 10}: UntilOptions = {},
): Promise<Exclude<T, undefined | null | false | 0 | "">> {
  const end = performance.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<T, undefined | null | false | 0 | "">;
    if (performance.now() > end) break;
    await sleep(everyMs);
  }
  const instead = state ? `: ${JSON.stringify(await state())}` : "";
  throw new Error(`not after ${WAIT_MS / 1000} s: ${what}${instead}`);
}

/** Waits for some turns of the event loop: what was queued without a timer or a file has been done. */
export async function turns(count = 20): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
