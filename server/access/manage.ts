import {SESSION_ID} from "../../src/core/session/sessionId.js";
import {UserError} from "../userError.js";
import type {Access} from "./access.js";
import {type AccessKey, type AccessLink, isCurrent, newKey, newLink, teamSchema} from "./keyFile.js";
import type {Role} from "./role.js";
import {signToken} from "./tokens.js";

/** A key as lists show it: its secret is known to nobody, its hash to nobody else. */
export type ListedKey = Omit<AccessKey, "hash">;

const DAY_MS = 86_400_000;

/** Makes a key; the secret is shown once. @param days until it ends; absent: it does not */
export async function makeKey(
  access: Access,
  {
    name,
    role,
    teams,
    days,
  }: {name: string; role: Role; teams?: readonly string[] | undefined; days?: number | undefined},
): Promise<{key: ListedKey; secret: string}> {
  if (role === "admin" && teams) throw new UserError("an admin sees all teams: leave out the teams");
  const made = newKey({name, role, ...(teams && {teams: [...teams]}), ...(days && {ends: endsIn(days)})});
  await access.change(({keys}) => {
    if (keys.some((one) => one.name === name)) throw new UserError(`there is a key of that name: ${name}`);
    keys.push(made.key);
  });
  return {key: listed(made.key), secret: made.secret};
}

/** Makes a link to sessions for a guest, who reads them and nothing else; `token` follows # in its address. */
export async function makeLink(
  access: Access,
  {name, sessions, days, madeBy}: {name: string; sessions: readonly string[]; days: number; madeBy: string},
): Promise<{link: AccessLink; token: string; path: string}> {
  const wrong = sessions.find((session) => !SESSION_ID.test(session));
  if (wrong !== undefined) throw new UserError(`invalid session: ${wrong}`);
  const link = newLink({name, sessions: [...sessions], madeBy, ends: endsIn(days)});
  const file = await access.change((now) => {
    if (now.keys.length === 0)
      throw new UserError("there are no keys, so everybody can read everything: no link is needed");
    now.links.push(link);
    return now;
  });
  const token = await signToken(file, "link", link.id, Math.floor(Date.parse(link.ends) / 1000));
  const to = encodeURIComponent(`/pages/session?session=${sessions[0]}`);
  return {link, token, path: `/login?to=${to}#${token}`};
}

/** Ends a key or a link, by its id or the name of a key; resolves to its name. Who is signed in with it is signed out within seconds. */
export function revoke(access: Access, which: string): Promise<string> {
  return access.change((file) => {
    const link = file.links.find(({id}) => id === which);
    // a key may have been given the id of another one, or of a link, as its name
    const byId = file.keys.find(({id}) => id === which);
    const key = byId ?? (link ? undefined : file.keys.find(({name}) => name === which));
    if (!key && !link) throw new UserError(`no key or link: ${which}`);
    const admins = file.keys.filter((one) => one.role === "admin" && isCurrent(one, Date.now()));
    if (key && admins.length === 1 && admins[0] === key && file.keys.length > 1)
      throw new UserError(`${key.name} is the last admin: make another before you end it`);
    file.keys = file.keys.filter((one) => one !== key);
    if (!key) file.links = file.links.filter((one) => one !== link);
    return (key ?? link)!.name;
  });
}

/** Gives a session to a team, whose members alone see it beside admins; null: to all. */
export function setTeam(access: Access, session: string, team: string | null): Promise<void> {
  if (!SESSION_ID.test(session)) throw new UserError(`invalid session: ${session}`);
  if (team !== null && !teamSchema.safeParse(team).success)
    throw new UserError(`invalid team: ${team}; up to 40 letters, digits, _ . -`);
  return access.change(({teams}) => {
    if (team === null) delete teams[session];
    else teams[session] = team;
  });
}

export async function listAccess(
  access: Access,
): Promise<{keys: ListedKey[]; links: AccessLink[]; teams: Record<string, string>}> {
  const file = await access.file();
  return {keys: (file?.keys ?? []).map(listed), links: file?.links ?? [], teams: file?.teams ?? {}};
}

function listed({hash: _, ...key}: AccessKey): ListedKey {
  return key;
}

function endsIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString();
}
