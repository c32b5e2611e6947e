/**
 * Link layers: where the IP packet starts in a record, by the link type of the capture file.
 * Numbers: https://www.tcpdump.org/linktypes.html
 */

/** How a record starts. `raw`: with the IP header itself. */
export type Link = "ethernet" | "raw" | "loopback" | "cooked" | "cooked2";

const LINKS: Record<number, Link> = {
  0: "loopback", // BSD null: address family in the byte order of the capturing machine
  1: "ethernet",
  12: "raw",
  14: "raw", // raw IP as OpenBSD numbers it
  101: "raw",
  108: "loopback", // OpenBSD loopback: address family in network byte order
  113: "cooked",
  228: "raw", // IPv4 only
  229: "raw", // IPv6 only
  276: "cooked2",
};

/** Link types in common use that are not read. */
const REFUSED: Record<number, string> = {
  9: "PPP",
  105: "Wi-Fi in monitor mode",
  127: "Wi-Fi in monitor mode (radiotap)",
  189: "USB",
  220: "USB",
  249: "USB",
};

export function linkOf(type: number): Link | undefined {
  return LINKS[type];
}

export function refuseLink(type: number): string {
  const name = REFUSED[type] ? ` (${REFUSED[type]})` : "";
  return `unsupported link type: ${type}${name}: expected Ethernet, raw IP, loopback or Linux cooked; capture on the machine's ordinary network interface`;
}

/** Too few bytes were captured. */
export const CUT = -1;
/** Not IP. */
const NOT_IP = -2;

const IPV4 = 0x0800;
const IPV6 = 0x86dd;

/** Offset of the IP header of the record in [at, end), or CUT or NOT_IP. */
export function ipOffset(link: Link, view: DataView, at: number, end: number): number {
  switch (link) {
    case "raw":
      return at < end ? at : CUT;
    case "ethernet":
      return afterType(view, at + 12, at + 14, end);
    case "cooked": // packet type, device type, address length (2 bytes each), address (8), protocol (2)
      return afterType(view, at + 14, at + 16, end);
    case "cooked2": // protocol (2), reserved (2), interface (4), device type (2), packet type, address length, address (8)
      return afterType(view, at, at + 20, end);
    case "loopback": {
      if (end - at < 4) return CUT;
      // the family is small in the right byte order, and huge in the other
      const family = Math.min(view.getUint32(at), view.getUint32(at, true));
      // IPv4 is 2 everywhere; IPv6 is 10 (Linux), 23 (Windows), 24 (NetBSD, OpenBSD), 28 (FreeBSD), 30 (macOS).
      const ip = family === 2 || family === 10 || family === 23 || family === 24 || family === 28 || family === 30;
      return ip ? at + 4 : NOT_IP;
    }
  }
}

/** Payload behind an EtherType at `typeAt`, through any VLAN tags (802.1Q, 802.1ad, the older 0x9100) at `at`. */
function afterType(view: DataView, typeAt: number, at: number, end: number): number {
  if (at > end) return CUT;
  let type = view.getUint16(typeAt);
  for (; type === 0x8100 || type === 0x88a8 || type === 0x9100; at += 4) {
    if (at + 4 > end) return CUT;
    type = view.getUint16(at + 2);
  }
  return type === IPV4 || type === IPV6 ? at : NOT_IP;
}
