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

/** They are about the session that their address names, which has been looked at. */
const OF_ONE = /^\/(recordings|api\/(v1\/)?(sessions|laps|findings|streams))\/\d{8}-\d{6}-[0-9a-f]{6}(:|\/|$)/;

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
  if (caller.sessions && !FOR_GUESTS.test(path) && !OF_ONE.test(path)) return "not allowed";
  return "allowed";
}

/** Ids of sessions anywhere in a text of a request, also where it is written in percent encoding or in JSON's escapes: `%2fID%2fsession.json`, `"\u0032026…"`. */
export function namedSessions(text: string): string[] {
  const plain = text
    .replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${text} ${plain}`.match(/\d{8}-\d{6}-[0-9a-f]{6}/g) ?? [];
}
