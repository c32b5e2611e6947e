import {isIPv6} from "node:net";
import {UsageError} from "./userError.js";

export interface Endpoint {
  host: string;
  port: number;
}

/** `host:port`, `[::1]:port`, or a port alone. Throws `invalid --to: foo`. */
export function parseEndpoint(text: string, option = "to"): Endpoint {
  const found = /^(?:\[([^\]]+)\]:|([^:[\]]*):)?(\d{1,5})$/.exec(text.trim());
  const port = Number(found?.[3]);
  if (!found || port < 1 || port > 65535 || (found[1] && !isIPv6(found[1])))
    throw new UsageError(`invalid --${option}: ${text}; expected host:port`);
  return {host: found[1] ?? (found[2] || "127.0.0.1"), port};
}

/** The inverse of parseEndpoint: `[::1]:20777`. */
export function formatEndpoint({host, port}: Endpoint): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
