import {isIP} from "node:net";
import {hostname} from "node:os";
import type {MiddlewareHandler} from "hono";
import {HttpError} from "./httpError.js";

/**
 * Only names of this machine. A page elsewhere that makes its own name point at 127.0.0.1 (DNS rebinding) still
 * sends its own name; an address cannot be rebound.
 */
export function ownHost(host = "127.0.0.1"): MiddlewareHandler {
  const machine = hostname().toLowerCase();
  const names = new Set(["localhost", host.toLowerCase(), machine, `${machine}.local`]);
  return async function ownHost(c, next) {
    const name = hostnameOf(c.req.header("host") ?? new URL(c.req.url).host);
    if (!names.has(name) && !name.endsWith(".localhost") && !isIP(name))
      throw new HttpError(403, `unknown host: ${name}`);
    await next();
  };
}

/** Changes come from our own pages, or from a program that is no browser (neither header). */
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

/** True when a page of this origin and the requested host are the same. */
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
