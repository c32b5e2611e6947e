/** The protocol's name for what went wrong ("MESSAGE_TOO_LARGE"), also beneath kafkajs' wrappings; undefined for others. */
export function protocolError(error: unknown): string | undefined {
  for (let e = error as {type?: unknown; cause?: unknown} | undefined; e; e = e.cause as typeof e) {
    if (typeof e.type === "string") return e.type;
  }
  return undefined;
}
