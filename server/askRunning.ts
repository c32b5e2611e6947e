import {ownKey} from "./access/ownKey.js";
import type {Config} from "./config.js";
import {formatEndpoint} from "./endpoint.js";
import {oneLine, UserError} from "./userError.js";

/** Within this time a running Lapbook answers a command, ms. */
const ANSWER_MS = 5000;

/** The answer of the Lapbook that runs at this address, whatever its status; the command's key goes along. Throws a UserError when there is none. */
export function askRunning(
  {host, port}: Pick<Config, "host" | "port">,
  path: string,
  body?: object,
): Promise<Response> {
  return fetch(`http://${formatEndpoint({host, port})}/${path}`, {
    ...(body && {method: "POST", body: JSON.stringify(body)}),
    ...{headers: ownKey(process.env), signal: AbortSignal.timeout(ANSWER_MS)},
  }).catch((error) => {
    throw new UserError(`no Lapbook answers on ${host}:${port}: ${oneLine(error)}`);
  });
}
