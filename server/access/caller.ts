import type {Role} from "./role.js";

/** Who asks, as every route sees it. */
export interface Caller {
  /** in the audit log: a key's name, a token's subject, "owner" without access control */
  who: string;
  role: Role;
  /** teams whose sessions he sees besides those of no team; absent: all */
  teams?: readonly string[];
  /** the only sessions he sees, as a shared link names them; absent: not restricted */
  sessions?: readonly string[];
}

/** Everybody, where there are no keys. */
export const OWNER: Caller = {who: "owner", role: "admin"};

/** Whether some sessions are hidden from him. */
export function isRestricted({teams, sessions}: Caller): boolean {
  return teams !== undefined || sessions !== undefined;
}
