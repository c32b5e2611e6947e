import {root} from "./archive.js";

/** The server's refusal of a request, in its words. */
export class ServerRefusal extends Error {
  override name = "ServerRefusal";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Sends a request to the server behind this page. Throws a ServerRefusal with the server's reason when it is refused. */
export async function askServer(path: string, {method = "GET", body}: {method?: string; body?: object} = {}) {
  const json = body && {headers: {"content-type": "application/json"}, body: JSON.stringify(body)};
  const response = await fetch(new URL(path, root), {method, ...json}).catch(() => null);
  if (!response) throw new Error("cannot reach the server: start it with npm start");
  if (response.ok) return response;
  const {error} = (await response.json().catch(() => ({}))) as {error?: string};
  throw new ServerRefusal(response.status, error ?? `the server answered ${response.status}`);
}
