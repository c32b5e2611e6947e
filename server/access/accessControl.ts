import type {IncomingMessage} from "node:http";
import {isDeepStrictEqual} from "node:util";
import type {Context, MiddlewareHandler} from "hono";
import {HttpError} from "../httpError.js";
import {oneLine} from "../userError.js";
import type {Access} from "./access.js";
import {addressOf, networkOf} from "./addressOf.js";
import type {AuditLog} from "./auditLog.js";
import {type Caller, isRestricted, OWNER} from "./caller.js";
import {cookieIn, cookieName} from "./cookie.js";
import {namedSessions, permission, roleFor} from "./permission.js";
import {RateLimit, WRONG_KEYS} from "./rateLimit.js";
import {includes} from "./role.js";
import {unknownSession} from "./unknownSession.js";
import {whileHeld} from "./whileHeld.js";

export interface AccessParts {
  access: Access;
  audit: AuditLog;
  /** X-Forwarded-For and X-Forwarded-Proto are those of a proxy of one's own */
  trustProxy: boolean;
  log: (text: string) => void;
  /** interval of checking whether the key of an endless answer is still valid, ms */
  lookMs?: number;
}

/** What routes know of who asks. */
export interface AccessVariables {
  /** undefined for one who is not known, on the few routes that answer him */
  caller: Caller | undefined;
  /** whether he sees a session */
  sees: (session: string) => boolean;
  /** address of the request */
  from: string;
}

/** A page with its modules is some 60 requests, the largest about 400. */
const REQUESTS = {burst: 1500, perSecond: 100};
const MOST_BODY = 2 ** 20;

/** Answers only those who may have what they ask for; changes are written to the audit log. */
export function accessControl({access, audit, trustProxy, log, lookMs}: AccessParts): MiddlewareHandler {
  const requests = new RateLimit(REQUESTS.burst, REQUESTS.perSecond);
  const failures = new RateLimit(WRONG_KEYS.burst, WRONG_KEYS.perSecond);
  return async function accessControl(c, next) {
    const from = addressOfRequest(c, trustProxy);
    if (!(await access.isOn())) {
      admit(c, OWNER, () => true, from);
      await next();
      return endWith(c, OWNER, access, lookMs);
    }
    const {method, path} = c.req;
    const network = networkOf(from);
    const caller = await callerOf(c, access);
    // who has a right key is not shut out by a neighbour, or by others behind a proxy, who have wrong ones
    if (!caller && c.req.header("authorization") !== undefined) {
      const seconds = failures.take(network);
      if (seconds > 0) return tooMany(c, seconds, "too many wrong keys");
    }
    const wait = requests.take(limitedName(caller, network));
    if (wait > 0) return tooMany(c, wait, "too many requests");
    const sees = (session: string) => caller !== undefined && access.sees(caller, session);
    const verdict = permission({method, path}, caller, sees);
    if (verdict === "unknown caller") return isNavigation(c) ? toLogin(c) : unauthorized(c);
    const unseen =
      verdict === "no such session"
        ? namedSessions(path).find((session) => !sees(session))
        : verdict === "allowed" && caller && isRestricted(caller) && (await sessionsOf(c)).find((one) => !sees(one));
    const note = async (status: number) => {
      if (!caller || /^(GET|HEAD|OPTIONS)$/.test(method) || isQuestion(path)) return;
      await audit
        .append({who: caller.who, from, did: `${method} ${path}`, status})
        .catch((error) => log(`audit log: ${oneLine(error)}`));
    };
    if (unseen) {
      await note(404);
      throw path.startsWith("/recordings/") ? new HttpError(404, `not found: ${path}`) : unknownSession(unseen);
    }
    if (verdict === "not allowed") {
      await note(403);
      throw new HttpError(403, caller!.sessions ? "not part of this link" : refusal(method, path, caller!));
    }
    admit(c, caller, sees, from);
    await next();
    await note(c.res.status);
    endWith(c, caller, access, lookMs);
  };
}

/** Whom a limit of requests counts. A link may be passed on, and links to several guests may have one name. */
export function limitedName(caller: Caller | undefined, network: string): string {
  if (!caller) return `address ${network}`;
  return caller.sessions ? `${caller.who} at ${network}` : `caller ${caller.who}`;
}

/** Ends an answer that never ends by itself when what its caller may do has changed. */
function endWith(c: Context, caller: Caller | undefined, access: Access, lookMs: number | undefined): void {
  const {body, headers} = c.res;
  if (!body || !headers.get("content-type")?.startsWith("text/event-stream")) return;
  const isHeld = async () => isDeepStrictEqual(await callerOf(c, access), caller);
  c.res = new Response(whileHeld(body, isHeld, lookMs), c.res);
}

/** Who sends a request, by its headers. */
export async function callerOfHeaders(
  access: Access,
  {authorization, cookie}: {authorization?: string | undefined; cookie?: string | undefined},
): Promise<Caller | undefined> {
  const file = await access.file();
  return access.identify({authorization, cookie: file && cookieIn(cookie, cookieName(file))});
}

export function addressOfRequest(c: Context, trustProxy: boolean): string {
  const incoming = (c.env as {incoming?: IncomingMessage} | undefined)?.incoming;
  return incoming ? addressOf(incoming, trustProxy) : "unknown";
}

/** What the caller of a request sees. */
export function seesOf(c: Context): (session: string) => boolean {
  return (c.get("sees") as AccessVariables["sees"] | undefined) ?? (() => true);
}

/** Sessions that a request names in its query or body, wherever they stand there: so no route can forget to ask. Uploads have their own bodies. */
async function sessionsOf(c: Context): Promise<string[]> {
  const {raw, path, url} = c.req;
  const isText = raw.body !== null && !path.startsWith("/api/import") && !path.startsWith("/api/v1/imports");
  const body = isText ? await textOf(raw) : "";
  return namedSessions(`${new URL(url).search} ${body}`);
}

/** A body up to the size that routes accept; they read it again. */
async function textOf(request: Request): Promise<string> {
  const reader = request.clone().body!.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, {stream: true});
    if (text.length <= MOST_BODY) continue;
    // each of the two copies waits for the other to be given up
    void Promise.all([reader.cancel(), request.body?.cancel()]).catch(() => {});
    throw new HttpError(413, "the request is too large: at most 1 MB");
  }
}

/** Whether the caller of a request may change sessions. */
export function mayChange(c: Context): boolean {
  const {role} = (c.get("caller") as AccessVariables["caller"]) ?? OWNER;
  return includes(role, "engineer");
}

/** Whether some sessions are hidden from the caller of a request. */
export function isPartly(c: Context): boolean {
  return isRestricted((c.get("caller") as AccessVariables["caller"]) ?? OWNER);
}

/** Whether the caller is the guest of a link. */
export function isGuest(c: Context): boolean {
  return (c.get("caller") as AccessVariables["caller"])?.sessions !== undefined;
}

function admit(c: Context, caller: Caller | undefined, sees: AccessVariables["sees"], from: string): void {
  c.set("from", from);
  c.set("caller", caller);
  c.set("sees", sees);
}

function callerOf(c: Context, access: Access): Promise<Caller | undefined> {
  return callerOfHeaders(access, {authorization: c.req.header("authorization"), cookie: c.req.header("cookie")});
}

function refusal(method: string, path: string, {role}: Caller): string {
  const needed = roleFor(method, path);
  return needed === role || needed === "nobody"
    ? "this shows sessions of all teams: it needs a key without teams"
    : `this needs the role ${needed}; yours is ${role}`;
}

/** Sent by POST, but they change nothing. */
function isQuestion(path: string): boolean {
  const needed = roleFor("POST", path);
  return needed === "viewer" || needed === "nobody";
}

function isNavigation(c: Context): boolean {
  return c.req.method === "GET" && (c.req.header("accept") ?? "").includes("text/html");
}

function toLogin(c: Context): Response {
  const {pathname, search} = new URL(c.req.url);
  return c.redirect(`/login?to=${encodeURIComponent(`${pathname}${search}`)}`, 303);
}

function unauthorized(c: Context): Response {
  const error = "a key is needed: send it as Authorization: Bearer …, or sign in at /login";
  return c.json({error}, 401, {"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"});
}

function tooMany(c: Context, seconds: number, error: string): Response {
  return c.json({error: `${error}: wait ${seconds} s`}, 429, {"Retry-After": String(seconds)});
}
