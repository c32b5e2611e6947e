import type {ApiOperations, ApiSchemas} from "../ui/api/operations.js";
import {askServer} from "../ui/askServer.js";

export type CallerAnswer = ApiOperations["GET /me"]["answer"];
export type KeyRow = ApiSchemas["Key"];
export type LinkRow = ApiSchemas["GuestLink"];
export type AuditAnswer = ApiOperations["GET /audit"]["answer"];

/** Signs this page in with a key. */
export async function signIn(key: string): Promise<void> {
  await askServer("login", {method: "POST", body: {key}});
}

export async function signOut(): Promise<void> {
  await askServer("logout", {method: "POST"});
}
