import {chromiumPath} from "./browser.js";
import {ensureBuilt} from "./server.js";

/** Workers that found no pages would all build them, into the same folder. */
export default async function setup(): Promise<void> {
  if (chromiumPath) await ensureBuilt();
}
