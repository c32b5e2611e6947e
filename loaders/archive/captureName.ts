import {readdir} from "node:fs/promises";
import {join} from "node:path";

/** The file name of the session's capture, in any container. */
export async function captureName(recordings: string, id: string): Promise<string> {
  const files = await readdir(join(recordings, id));
  const name = files.find((file) => /^capture\.(pcap|pcapng)\.gz$/.test(file));
  if (!name) throw new Error(`${id}: no capture in its folder`);
  return name;
}
