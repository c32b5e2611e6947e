import {SESSION_ID} from "../../src/core/session/sessionId.js";
import {type Caller, isRestricted} from "./caller.js";
import {includes, type Role} from "./role.js";

interface Rule {
  methods: RegExp;
  path: RegExp;
  needs: Role | "nobody";
}

const READ = /^(GET|HEAD|OPTIONS)$/;
const ANY = /./;

/**
 * What a request needs, by the first rule that fits: "nobody" need not be known. Where no rule fits, reading needs a viewer and
 * everything else an engineer: a new route is never open by mistake.
 */
const RULES: readonly Rule[] = [
  // says only whether it works to those we do not know
  {methods: READ, path: /^\/(healthz|readyz)$/, needs: "nobody"},
  {methods: ANY, path: /^\/(login|logout)$/, needs: "nobody"},
  {methods: ANY, path: /^\/api\/v1\/(keys|audit)(\/|$)/, needs: "admin"},
  {methods: ANY, path: /^\/api\/v1\/links(\/|$)/, needs: "engineer"},
  // they only read, though they are sent by POST
  {methods: /^POST$/, path: /^\/(mcp|api\/reports|api\/v1\/reports|api\/v1\/sql)$/, needs: "viewer"},
];

/** The least role for a request. */
export function roleFor(method: string, path: string): Role | "nobody" {
  const rule = RULES.find((one) => one.methods.test(method) && one.path.test(path));
  return rule?.needs ?? (READ.test(method) ? "viewer" : "engineer");
}

/** What the guest of a link reads besides its sessions: pages, and what pages need to show them. */
const FOR_GUESTS =
  /^\/(?!api\/|recordings\/|notebooks\/|mcp|metrics)|^\/recordings\/(index\.json|math-channels\.json|tracks\/.*)$|^\/api\/(v1\/)?(status|me)$|^\/notebooks\/(index|templates)\.json$/;

/** They tell of every session. */
const OF_ALL = /^\/(metrics|api\/(v1\/)?stats)$/;

export type Permission = "allowed" | "unknown caller" | "not allowed" | "no such session";

/**
 * Whether a request may be answered. A session that someone may not see is one that does not exist.
 *
 * @param sees whether he sees a session
 */
export function permission(
  {method, path}: {method: string; path: string},
  caller: Caller | undefined,
  sees: (session: string) => boolean,
): Permission {
  const needed = roleFor(method, path);
  if (needed === "nobody") return "allowed";
  if (!caller) return "unknown caller";
  if (!includes(caller.role, needed)) return "not allowed";
  if (isRestricted(caller) && OF_ALL.test(path)) return "not allowed";
  const named = namedSessions(path);
  if (named.some((session) => !sees(session))) return "no such session";
  if (caller.sessions && named.length === 0 && !FOR_GUESTS.test(path)) return "not allowed";
  return "allowed";
}

/** Ids of sessions among a path's parts: `/recordings/ID/…`, `/api/v1/laps/ID:0:4`. */
export function namedSessions(path: string): string[] {
  return path
    .split("/")
    .map((part) => decoded(part).split(":")[0])
    .filter((part) => SESSION_ID.test(part));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
