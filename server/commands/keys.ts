import {rm} from "node:fs/promises";
import {Access} from "../access/access.js";
import {AuditLog} from "../access/auditLog.js";
import {isCurrent, keyFilePath} from "../access/keyFile.js";
import {listAccess, makeKey, makeLink, revoke, setTeam} from "../access/manage.js";
import {isRole, ROLES} from "../access/role.js";
import {type CliCommand, type CommandContext, numberOption, stringOption} from "../command.js";
import {listOf} from "../environment.js";
import {UsageError} from "../userError.js";

type Action = (context: CommandContext, access: Access, rest: string[]) => Promise<string | undefined>;

const ACTIONS: Record<string, {names: [least: number, most: number]; usage: string; run: Action}> = {
  new: {names: [1, 1], usage: "new NAME --role viewer|engineer|admin [--team T,…] [--days N]", run: newKey},
  list: {names: [0, 0], usage: "list", run: list},
  revoke: {names: [1, 1], usage: "revoke NAME|ID", run: end},
  link: {names: [1, 100], usage: "link SESSION… [--name TEXT] [--days N]", run: link},
  team: {names: [2, 2], usage: "team SESSION TEAM|none", run: team},
  off: {names: [0, 0], usage: "off", run: off},
};

export const command: CliCommand = {
  name: "keys",
  summary:
    "Says who may use a shared Lapbook: makes keys with a role, links to sessions for guests, and gives sessions to teams. With the first key, each request needs one.",
  usage: `${Object.values(ACTIONS)
    .map(({usage}) => usage)
    .join(" | ")}`,
  options: {
    role: {type: "string", describe: "viewer reads; engineer also changes and drives; admin also makes keys"},
    team: {type: "string", describe: "sees the sessions of these teams besides those of none, team,… (default: all)"},
    days: {type: "string", describe: "until it ends (a key: never; a link: 7)"},
    name: {type: "string", describe: "whom a link is for"},
    port: {type: "string", describe: "port in the address of a link (default 3000, environment PORT)"},
  },
  async run(context) {
    const [name, ...rest] = context.positionals;
    const action = name !== undefined && Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action) throw new UsageError(`expected: ${Object.keys(ACTIONS).join(", ")}; see lapbook keys --help`);
    const [least, most] = action.names;
    if (rest.length < least || rest.length > most) throw new UsageError(`usage: lapbook keys ${action.usage}`);
    const {folder, login} = context.config.access;
    const did = await action.run(context, new Access(folder, login), rest);
    if (did) await new AuditLog(folder).append({who: "owner", from: "command line", did});
    return 0;
  },
};

async function newKey({values, out, log, json}: CommandContext, access: Access, [name]: string[]): Promise<string> {
  const role = stringOption(values, "role");
  if (!isRole(role)) throw new UsageError(`invalid --role: ${role ?? "missing"}; expected ${ROLES.join(", ")}`);
  const teams = stringOption(values, "team");
  const days = numberOption(values, "days", {min: 0.01, max: 3650});
  const isFirst = !(await access.isOn());
  const {key, secret} = await makeKey(access, {
    name,
    role,
    days,
    teams: teams === undefined ? undefined : listOf(teams),
  });
  if (json) out(JSON.stringify({...key, secret}));
  else out(secret);
  log("this is shown once: give it to whom it is for, who signs in with it at /login or sends Authorization: Bearer …");
  if (isFirst) log("from now on each request to this Lapbook needs a key");
  return `key made: ${name} (${role}${teams ? `, teams ${teams}` : ""})`;
}

async function list({out, json}: CommandContext, access: Access): Promise<undefined> {
  const all = await listAccess(access);
  if (json) return void out(JSON.stringify(all));
  if (all.keys.length + all.links.length === 0)
    return void out((await access.isOn()) ? "no keys" : "no keys: everybody who reaches this Lapbook is its owner");
  const end = (one: {ends?: string}) =>
    one.ends === undefined ? "" : isCurrent(one, Date.now()) ? `until ${one.ends.slice(0, 16)}Z` : "has ended";
  for (const {id, name, role, teams, ...one} of all.keys)
    out(
      [id, role.padEnd(8), name, teams ? `teams ${teams.join(", ") || "none"}` : "", end(one)]
        .filter(Boolean)
        .join("  "),
    );
  for (const {id, name, sessions, ...one} of all.links)
    out([id, "link    ", name, sessions.join(", "), end(one)].filter(Boolean).join("  "));
  for (const [session, name] of Object.entries(all.teams)) out(`${session}  team ${name}`);
}

async function end({log}: CommandContext, access: Access, [which]: string[]): Promise<string> {
  const name = await revoke(access, which);
  log(`ended: ${name}`);
  return `ended: ${name}`;
}

async function link({values, out, json, config}: CommandContext, access: Access, sessions: string[]): Promise<string> {
  const days = numberOption(values, "days", {min: 0.01, max: 365}) ?? 7;
  const name = stringOption(values, "name") ?? "guest";
  const made = await makeLink(access, {name, sessions, days, madeBy: "owner"});
  const host = config.access.hosts[0];
  const url = `${host ? `https://${host}` : `${config.access.tls ? "https" : "http"}://localhost:${config.port}`}${made.path}`;
  out(json ? JSON.stringify({...made.link, url}) : url);
  return `link made: ${made.link.id} for ${name}: ${sessions.join(", ")} until ${made.link.ends}`;
}

async function team({log}: CommandContext, access: Access, [session, name]: string[]): Promise<string> {
  await setTeam(access, session, name === "none" ? null : name);
  const text = name === "none" ? `${session}: seen by all` : `${session}: seen by team ${name} and admins`;
  log(text);
  return text;
}

async function off({log}: CommandContext, access: Access): Promise<string> {
  await rm(keyFilePath(access.folder), {force: true});
  log("keys, links and teams are removed: everybody on this machine is the owner");
  log("a running server that the network reaches lets nobody in: it needs a key, or OPEN_TO_ALL=true and a restart");
  return "access control switched off";
}
