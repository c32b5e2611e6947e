import {isIPv6} from "node:net";
import type {Flow} from "../../src/core/capture/batch.js";
import {type HostAddress, UNSPECIFIED_ADDRESS} from "./hostAddress.js";

/** Distinct conversations: more than a house full of consoles, few enough that forged senders cost nothing. */
const MOST = 4096;

/** Numbers the senders of a socket. Beyond 4096 of them, a new port of a known address shares that address's number. */
export class SenderTable {
  readonly flows: Flow[] = [];
  private readonly byAddress = new Map<string, Map<number, number>>();
  private readonly rest = new Map<string, number>();

  constructor(
    private readonly targetPort: number,
    private readonly receiver: HostAddress = UNSPECIFIED_ADDRESS,
  ) {}

  find(address: string, port: number): number {
    const ports = this.byAddress.get(address);
    const known = ports?.get(port);
    if (known !== undefined) return known;
    if (this.flows.length >= MOST) {
      const [shared] = ports?.values() ?? [];
      return shared ?? this.unnamed(isIPv6(address) ? "::" : "0.0.0.0");
    }
    const index = this.add(address, port);
    if (ports) ports.set(port, index);
    else this.byAddress.set(address, new Map([[port, index]]));
    return index;
  }

  private unnamed(address: string): number {
    const known = this.rest.get(address);
    if (known !== undefined) return known;
    const index = this.add(address, 0);
    this.rest.set(address, index);
    return index;
  }

  private add(address: string, port: number): number {
    // a zone (%eth0) names the interface and is no part of the address
    const source = address.split("%", 1)[0];
    // Node does not report to which local address a datagram was sent
    const target = isIPv6(source) ? this.receiver.v6 : this.receiver.v4;
    this.flows.push({source, sourcePort: port, target, targetPort: this.targetPort});
    return this.flows.length - 1;
  }
}
