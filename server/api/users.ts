import type {AccessParts, AccessVariables} from "../access/accessControl.js";
import {type Caller, OWNER} from "../access/caller.js";
import {nameSchema} from "../access/keyFile.js";
import {listAccess, makeKey, makeLink, revoke, setTeam} from "../access/manage.js";
import {includes, ROLES} from "../access/role.js";
import {HttpError} from "../httpError.js";
import {requireSeen} from "./callerSessions.js";
import {type ApiContext, operation} from "./operation.js";
import {page, pageOf, pageQuery} from "./paging.js";
import {sessionParam, z} from "./schemas.js";

const key = z
  .object({
    ...{id: z.string(), name: z.string(), role: z.enum(ROLES)},
    teams: z.array(z.string()).optional().describe("sees sessions of these teams besides those of none; absent: all"),
    made: z.string().describe("ISO 8601, UTC"),
    ends: z.string().optional().describe("ISO 8601, UTC; absent: it does not end"),
  })
  .openapi("Key");

const link = z
  .object({
    ...{id: z.string(), name: z.string(), sessions: z.array(z.string()), madeBy: z.string()},
    ...{made: z.string(), ends: z.string()},
  })
  .openapi("GuestLink");

const which = z.object({which: z.string().min(1).max(80).describe("id of a key or link, or name of a key")});
const ended = z.object({ended: z.string().describe("its name")});
const days = (most: number) => z.number().min(0.01).max(most);

/** Access control of this server. Throws 501 where it has none. */
function accessOf({options}: ApiContext): AccessParts {
  if (!options.access) throw new HttpError(501, "this server has no access control");
  return options.access;
}

function callerOf({c}: ApiContext): Caller {
  return ((c.env ?? {}) as Partial<AccessVariables>).caller ?? OWNER;
}

/** The line of each request says who asked for what; this one also names the key, link or team. */
function note(context: ApiContext, did: string): Promise<void> {
  const {from = "unknown"} = (context.c.env ?? {}) as Partial<AccessVariables>;
  return accessOf(context).audit.append({who: callerOf(context).who, from, did});
}

export const USER_OPERATIONS = [
  operation({
    id: "getCaller",
    method: "get",
    path: "/me",
    tag: "users",
    summary: "Who asks: the name of the key, its role and what it may see",
    answer: z.object({
      ...{who: z.string(), role: z.enum(ROLES)},
      teams: z.array(z.string()).optional(),
      sessions: z.array(z.string()).optional().describe("the only ones that a guest's link shows"),
      shared: z.boolean().describe("requests need a key; false: everybody is the owner"),
    }),
    async run(_, context) {
      const {who, role, teams, sessions} = callerOf(context);
      const shared = (await context.options.access?.access.isOn()) ?? false;
      return {who, role, ...(teams && {teams: [...teams]}), ...(sessions && {sessions: [...sessions]}), shared};
    },
  }),
  operation({
    id: "listKeys",
    method: "get",
    path: "/keys",
    tag: "users",
    summary: "The keys, without their secrets",
    role: "admin",
    query: z.object(pageQuery()),
    answer: z.object(pageOf(key)),
    refusals: [501],
    async run({query}, context) {
      return page(context, (await listAccess(accessOf(context).access)).keys, query);
    },
  }),
  operation({
    id: "makeKey",
    method: "post",
    path: "/keys",
    tag: "users",
    summary: "Makes a key; with the first one each request needs a key",
    description: "The secret is in this answer and nowhere else.",
    role: "admin",
    body: z.object({
      name: nameSchema.describe("whom or what it is for"),
      role: z.enum(ROLES),
      teams: z
        .array(z.string().regex(/^[\w.-]{1,40}$/))
        .max(50)
        .optional(),
      days: days(3650).optional().describe("until it ends; absent: it does not"),
    }),
    answer: z.object({key, secret: z.string()}),
    status: 201,
    refusals: [409, 501],
    async run({body}, context) {
      const {access} = accessOf(context);
      // the first key of all would lock its maker out of this page if it were no admin's
      if (body.role !== "admin" && !(await access.isOn()))
        throw new HttpError(409, "the first key is an admin's: without one nobody could make others here");
      const made = await makeKey(access, body);
      await note(context, `key made: ${body.name} (${body.role}${body.teams ? `, teams ${body.teams}` : ""})`);
      return made;
    },
  }),
  operation({
    id: "endKey",
    method: "delete",
    path: "/keys/{which}",
    tag: "users",
    summary: "Ends a key at once",
    role: "admin",
    params: which,
    answer: ended,
    refusals: [501],
    run: ({params}, context) => end(context, params.which),
  }),
  operation({
    id: "listLinks",
    method: "get",
    path: "/links",
    tag: "users",
    summary: "Links for guests, without their secrets",
    role: "engineer",
    query: z.object(pageQuery()),
    answer: z.object(pageOf(link)),
    refusals: [501],
    async run({query}, context) {
      const {links} = await listAccess(accessOf(context).access);
      const seen = links.filter(({sessions}) => sessions.every((id) => context.sees(id)));
      return page(context, seen, query);
    },
  }),
  operation({
    id: "makeLink",
    method: "post",
    path: "/links",
    tag: "users",
    summary: "Makes a link that shows a guest these sessions and nothing else",
    description: "The address is in this answer and nowhere else; what follows # in it is the secret.",
    role: "engineer",
    body: z.object({
      sessions: z.array(sessionParam.shape.session).min(1).max(100),
      days: days(365).default(7).describe("until it ends"),
      name: nameSchema.default("guest").describe("whom it is for"),
    }),
    answer: z.object({link, path: z.string().describe("address below this server")}),
    status: 201,
    refusals: [404, 501],
    async run({body}, context) {
      for (const session of body.sessions) {
        requireSeen(context.sessions, session);
        await context.archive.session(session);
      }
      const made = await makeLink(accessOf(context).access, {...body, madeBy: callerOf(context).who});
      await note(
        context,
        `link made: ${made.link.id} for ${body.name}: ${body.sessions.join(", ")} until ${made.link.ends}`,
      );
      return {link: made.link, path: made.path};
    },
  }),
  operation({
    id: "endLink",
    method: "delete",
    path: "/links/{which}",
    tag: "users",
    summary: "Ends a link at once",
    role: "engineer",
    params: which,
    answer: ended,
    refusals: [501],
    async run({params}, context) {
      const {links} = await listAccess(accessOf(context).access);
      const found = links.find(({id}) => id === params.which);
      if (!found?.sessions.every((id) => context.sees(id))) throw new HttpError(404, `no link: ${params.which}`);
      return end(context, params.which);
    },
  }),
  operation({
    id: "listTeams",
    method: "get",
    path: "/teams",
    tag: "users",
    summary: "Sessions that belong to a team",
    query: z.object(pageQuery()),
    answer: z.object(pageOf(z.object({session: z.string(), team: z.string()}))),
    refusals: [501],
    async run({query}, context) {
      const {teams} = await listAccess(accessOf(context).access);
      const seen = Object.entries(teams).filter(([session]) => context.sees(session));
      return page(
        context,
        seen.map(([session, team]) => ({session, team})),
        query,
      );
    },
  }),
  operation({
    id: "setTeam",
    method: "put",
    path: "/sessions/{session}/team",
    tag: "users",
    summary: "Gives a session to a team, whose members and admins alone see it; null: to all",
    params: sessionParam,
    body: z.object({
      team: z
        .string()
        .regex(/^[\w.-]{1,40}$/)
        .nullable(),
    }),
    answer: z.object({session: z.string(), team: z.string().nullable()}),
    refusals: [409, 501],
    async run({params: {session}, body: {team}}, context) {
      requireSeen(context.sessions, session);
      await context.archive.session(session);
      const {role, teams} = callerOf(context);
      // he would not see it any more
      if (team !== null && !includes(role, "admin") && teams && !teams.includes(team))
        throw new HttpError(409, `you are not of team ${team}: yours are ${teams.join(", ") || "none"}`);
      const {access} = accessOf(context);
      // with the file that it would begin each request would need a key, and nobody has one
      if (!(await access.isOn()))
        throw new HttpError(409, "there are no keys, so everybody can read everything: make one first");
      await setTeam(access, session, team);
      await note(context, `${session}: seen by ${team === null ? "all" : `team ${team} and admins`}`);
      return {session, team};
    },
  }),
  operation({
    id: "getAudit",
    method: "get",
    path: "/audit",
    tag: "users",
    summary: "Who did what, the newest first, and where the log was changed",
    role: "admin",
    query: z.object(pageQuery(1000, 100)),
    answer: z.object({
      ...pageOf(
        z.object({
          n: z.number().int(),
          ...{at: z.string(), who: z.string(), from: z.string(), did: z.string()},
          status: z.number().int().optional().describe("of the answer, where there was a request"),
        }),
      ),
      broken: z
        .array(z.object({row: z.number().int(), why: z.string()}))
        .describe("lines that do not follow the one before"),
    }),
    refusals: [501],
    async run({query}, context) {
      const {lines, broken} = await accessOf(context).audit.read();
      const rows = lines.toReversed().map(({n, at, who, from, did, status}) => ({n, at, who, from, did, status}));
      return {...page(context, rows, query), broken};
    },
  }),
];

async function end(context: ApiContext, one: string): Promise<{ended: string}> {
  const {access} = accessOf(context);
  const {keys, links} = await listAccess(access);
  if (![...keys, ...links].some(({id, name}) => id === one || name === one))
    throw new HttpError(404, `no key or link: ${one}`);
  const name = await revoke(access, one);
  await note(context, `ended: ${name}`);
  return {ended: name};
}
