/** How often it is looked whether a key still holds, ms. */
export const LOOK_MS = 5000;

/** An endless answer, until its caller's key is revoked, has ended or has other rights. @param isHeld whether it still holds */
export function whileHeld(
  body: ReadableStream<Uint8Array>,
  isHeld: () => Promise<boolean>,
  lookMs = LOOK_MS,
): ReadableStream<Uint8Array> {
  const {readable, writable} = new TransformStream<Uint8Array, Uint8Array>();
  const ended = new AbortController();
  const timer = setInterval(async () => {
    if (!(await isHeld().catch(() => false))) ended.abort(new Error("signed out"));
  }, lookMs);
  timer.unref();
  body
    .pipeTo(writable, {signal: ended.signal})
    .catch(() => {})
    .finally(() => clearInterval(timer));
  return readable;
}
