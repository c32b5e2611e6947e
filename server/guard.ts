import {isIP} from "node:net";
import {hostname} from "node:os";
import type {MiddlewareHandler} from "hono";
import {HttpError} from "./httpError.js";

/**
 * True for names and addresses of this machine. Protects against DNS rebinding: a page whose own name resolves to 127.0.0.1
 * still sends that name in its Host header.
 *
 * @param header the Host header
 * @param host the address listened on
 * @param hosts further names of this server
 */
export function isOwnHost(header: string, host = "127.0.0.1", hosts: readonly string[] = []): boolean {
  const machine = hostname().toLowerCase();
  const name = hostnameOf(header);
  const names = ["localhost", host.toLowerCase(), machine, `${machine}.local`, ...hosts];
  return names.includes(name) || name.endsWith(".localhost") || isIP(name) !== 0;
}

/** Refuses requests that name another host than this machine. */
export function ownHost(host = "127.0.0.1", hosts: readonly string[] = []): MiddlewareHandler {
  return async function ownHost(c, next) {
    const header = c.req.header("host") ?? new URL(c.req.url).host;
    if (!isOwnHost(header, host, hosts)) throw new HttpError(403, `unknown host: ${hostnameOf(header)}`);
    await next();
  };
}

/** Accepts changes only from our own pages, and from programs other than browsers, which send neither header. */
export function sameOriginWrites(): MiddlewareHandler {
  return async function sameOriginWrites(c, next) {
    const {method} = c.req;
    if (method !== "GET" && method !== "HEAD" && method !== "OPTIONS") {
      const site = c.req.header("sec-fetch-site");
      const origin = c.req.header("origin");
      if (site !== undefined && site !== "same-origin") throw new HttpError(403, `request from another site: ${site}`);
      if (origin !== undefined && !isOwn(origin, c.req.header("host") ?? new URL(c.req.url).host))
        throw new HttpError(403, `request from another origin: ${origin}`);
    }
    await next();
  };
}

/** True when an origin has the requested host. */
export function isOwn(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === host.toLowerCase();
  } catch {
    return false;
  }
}

function hostnameOf(host: string): string {
  try {
    return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "").toLowerCase();
  } catch {
    return host;
  }
}
