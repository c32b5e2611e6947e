import {root} from "../archive.js";
import {askServer} from "../askServer.js";
import type {ApiOperations} from "./operations.js";

/** An operation by method and address, `GET /sessions/{session}`. */
export type ApiAddress = keyof ApiOperations;

/** What an operation takes: `params` of its address, `query`, `body`. */
export type ApiAsked<A extends ApiAddress> = ApiOperations[A]["asked"];

/** Calls an operation of the server behind this page. Throws a ServerRefusal with the server's reason when it is refused. */
export async function callApi<A extends ApiAddress>(
  address: A,
  asked: ApiAsked<A>,
): Promise<ApiOperations[A]["answer"]> {
  return (await callApiFile(address, asked)).json();
}

/** The same, as the response: of an operation that answers with a file. */
export function callApiFile<A extends ApiAddress>(address: A, asked: ApiAsked<A>): Promise<Response> {
  const [method] = address.split(" ");
  const {body} = asked as {body?: object};
  return askServer(apiPath(address, asked), {method, ...(body && {body})});
}

/** The URL of an operation, for links and uploads. */
export function apiUrl<A extends ApiAddress>(address: A, asked: Omit<ApiAsked<A>, "body">): URL {
  return new URL(apiPath(address, asked), root);
}

function apiPath(address: string, asked: object): string {
  const {params = {}, query = {}} = asked as Record<"params" | "query", Record<string, unknown> | undefined>;
  const path = address
    .slice(address.indexOf(" /") + 2)
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
  return `api/v1/${path}${search && `?${search}`}`;
}
