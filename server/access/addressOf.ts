import type {IncomingMessage} from "node:http";

/**
 * Address of the one who asks. Behind a proxy of one's own it is the last address of X-Forwarded-For, which the proxy has added;
 * those before it are whatever the caller wrote.
 */
export function addressOf(request: Pick<IncomingMessage, "headers" | "socket">, trustProxy: boolean): string {
  const forwarded = request.headers["x-forwarded-for"];
  const last =
    trustProxy &&
    String(forwarded ?? "")
      .split(",")
      .at(-1)
      ?.trim();
  return (last || request.socket.remoteAddress) ?? "unknown";
}
