import type {IncomingMessage} from "node:http";
import {isIP} from "node:net";

/**
 * Address of the one who asks. Behind a proxy of one's own it is the last address of X-Forwarded-For, which the proxy has added;
 * those before it are whatever the caller wrote. What is no address there is not believed.
 */
export function addressOf(request: Pick<IncomingMessage, "headers" | "socket">, trustProxy: boolean): string {
  const last = trustProxy
    ? String(request.headers["x-forwarded-for"] ?? "")
        .split(",")
        .at(-1)!
        .trim()
    : "";
  // some proxies write the port too: 203.0.113.7:4711, [2001:db8::7]:4711
  const forwarded = last.replace(/^\[([^\]]*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");
  return plain((isIP(forwarded) !== 0 ? forwarded : request.socket.remoteAddress) ?? "unknown");
}

/** What limits count: one who has an IPv6 address has a whole network of 64 bits, and could come from another one each time. */
export function networkOf(address: string): string {
  const known = plain(address);
  if (isIP(known) !== 6) return known;
  const [before, after] = known.split("%")[0].split("::");
  const groups = (text: string | undefined) => (text ? text.split(":") : []);
  const zeros = after === undefined ? 0 : 8 - groups(before).length - groups(after).length;
  const all = [...groups(before), ...Array<string>(Math.max(0, zeros)).fill("0"), ...groups(after)];
  const first = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(":")}::/64`;
}

/** A socket for both kinds of addresses has IPv4 ones as `::ffff:192.0.2.1`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}
