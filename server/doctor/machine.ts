import {existsSync} from "node:fs";
import {createServer} from "node:net";
import {isBuilt} from "../buildPages.js";
import type {Config} from "../config.js";
import {type Check, fault, ok, warning} from "./check.js";
import {checkDisk} from "./disk.js";
import {portOwner} from "./portOwner.js";
import {askLapbook} from "./running.js";

export function checkNode(version = process.versions.node): Check {
  const [major, minor] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return ok("node", version);
  return fault("node", `version ${version} is too old`, "install Node 20.19 or later");
}

export function checkRecordings({recordings}: Config): Promise<Check> {
  const other = "--recordings DIR (environment RECORDINGS)";
  return checkDisk("recordings", recordings, `choose another with ${other}`, (free) => {
    const text = `${recordings}, ${free.toFixed(1)} GiB free`;
    // An hour of a full field is about 1 GiB before compression.
    return free < 1
      ? fault("recordings", text, "free some space, or choose another disk with --recordings DIR")
      : ok("recordings", text);
  });
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
  const status = await askLapbook<object>({host, port}, "api/v1/status");
  if (status && "udpPort" in status) return ok("port", `${port}: Lapbook is running there`);
  const owner = await portOwner("tcp", port);
  return fault("port", `${port} is in use${owner && ` by ${owner}`}`, another);
}
