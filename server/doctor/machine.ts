import {constants, existsSync} from "node:fs";
import {access, statfs} from "node:fs/promises";
import {createServer} from "node:net";
import {dirname} from "node:path";
import {isBuilt} from "../buildPages.js";
import type {Config} from "../config.js";
import {type Check, fault, ok, warning} from "./check.js";
import {portOwner} from "./portOwner.js";

const GIB = 2 ** 30;

export function checkNode(version = process.versions.node): Check {
  const [major, minor] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return ok("node", version);
  return fault("node", `version ${version} is too old`, "install Node 20.19 or later");
}

/** Checks permissions and free space, of the nearest existing parent if the folder does not exist. */
export async function checkRecordings({recordings}: Config): Promise<Check> {
  let folder = recordings;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fault(
      "recordings",
      `no permission to write in ${folder}`,
      "choose another with --recordings DIR (environment RECORDINGS)",
    );
  }
  const {bavail, bsize} = await statfs(folder);
  const free = (bavail * bsize) / GIB;
  const text = `${recordings}, ${free.toFixed(1)} GiB free`;
  // An hour of a full field is about 1 GiB before compression.
  return free < 1
    ? fault("recordings", text, "free some space, or choose another disk with --recordings DIR")
    : ok("recordings", text);
}

export async function checkPages(config: Config): Promise<Check> {
  if (!existsSync(config.dist)) return warning("pages", "not built yet", "npm start builds them");
  return (await isBuilt(config))
    ? ok("pages", "built")
    : warning("pages", "older than their sources", "npm start builds them again");
}

export async function checkPort({host, port}: Config): Promise<Check> {
  const code = await new Promise<string | undefined>((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return ok("port", `${port} is free`);
  const another = `choose another with --port ${port + 1} (environment PORT)`;
  if (code === "EACCES") return fault("port", `no permission to listen on ${port}`, another);
  if (code !== "EADDRINUSE")
    return fault("port", `cannot listen on ${host}:${port}: ${code}`, "correct --host (environment HOST)");
  if (await isLapbook(`http://${host}:${port}`)) return ok("port", `${port}: Lapbook is running there`);
  const owner = await portOwner("tcp", port);
  return fault("port", `${port} is in use${owner && ` by ${owner}`}`, another);
}

async function isLapbook(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/status`, {signal: AbortSignal.timeout(1000)});
    return "udpPort" in (await response.json());
  } catch {
    return false;
  }
}
