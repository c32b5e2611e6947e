/** The protocol's name of an error ("MESSAGE_TOO_LARGE"), also when kafkajs has wrapped it; undefined for other errors. */
export function protocolError(error: unknown): string | undefined {
  for (let e = error as {type?: unknown; cause?: unknown} | undefined; e; e = e.cause as typeof e) {
    if (typeof e.type === "string") return e.type;
  }
  return undefined;
}
