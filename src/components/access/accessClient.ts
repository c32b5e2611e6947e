import {askServer} from "../ui/askServer.js";

/** What GET /api/v1/me says of the one who looks at the page. */
export interface CallerAnswer {
  who: string;
  role: "viewer" | "engineer" | "admin";
  teams?: string[];
  /** requests need a key */
  shared: boolean;
}

export interface KeyRow {
  id: string;
  name: string;
  role: CallerAnswer["role"];
  teams?: string[];
  made: string;
  ends?: string;
}

export interface LinkRow {
  id: string;
  name: string;
  sessions: string[];
  madeBy: string;
  ends: string;
}

export interface AuditRow {
  n: number;
  at: string;
  who: string;
  from: string;
  did: string;
  status?: number;
}

export interface AuditAnswer {
  total: number;
  items: AuditRow[];
  broken: {row: number; why: string}[];
}

/** How the page asks the server; tests answer themselves. */
export type Ask = <Answer>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object) => Promise<Answer>;

export const askApi: Ask = async (method, path, body) =>
  (await askServer(`api/v1/${path}`, {method, ...(body && {body})})).json();

/** Signs this page in with a key. */
export async function signIn(key: string): Promise<void> {
  await askServer("login", {method: "POST", body: {key}});
}

export async function signOut(): Promise<void> {
  await askServer("logout", {method: "POST"});
}
