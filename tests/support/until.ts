import {setTimeout as sleep} from "node:timers/promises";

/** Only a wait for something that never happens takes this long, on a machine under a load of eight too. */
export const WAIT_MS = 120_000;

/** Waits until `look` returns something truthy and resolves to it. An error names `what` did not come and, from `state`, what was there. */
export async function until<T>(
  look: () => T | Promise<T>,
  what = String(look),
  state?: () => unknown,
): Promise<Exclude<T, undefined | null | false | 0 | "">> {
  const end = performance.now() + WAIT_MS;
  for (let looks = 0; ; looks++) {
    const found = await look();
    if (found) return found as Exclude<T, undefined | null | false | 0 | "">;
    if (performance.now() > end) break;
    await sleep(Math.min(50, looks / 4)); // what is about to come is met at once
  }
  const instead = state ? `: ${JSON.stringify(await state())}` : "";
  throw new Error(`not after ${WAIT_MS / 1000} s: ${what}${instead}`);
}

/** Waits for some turns of the event loop: what was queued without a timer or a file has been done. */
export async function turns(count = 20): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
