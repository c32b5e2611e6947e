import type {ApiContext} from "./operation.js";

/** The sessions that the caller sees, as the library lists them, the newest first. */
export async function seenSessions({options, sessions}: Pick<ApiContext, "options" | "sessions">) {
  const index = await options.library.index();
  return index.sessions.filter(({id}) => sessions.sees(id));
}
