import {readFile} from "node:fs/promises";
import {homedir} from "node:os";
import {join} from "node:path";

const FILE = ["Assetto Corsa Competizione", "Config", "broadcasting.json"];
/** Proton's prefix of the game, under its Steam id */
const PROTON = ["steamapps", "compatdata", "805550", "pfx", "drive_c", "users", "steamuser"];

export interface Broadcasting {
  path: string;
  /** 0: the game does not broadcast */
  port: number;
  password: string;
}

/** The broadcasting settings of the game on this machine; null when they are not found or invalid. */
export async function findBroadcasting(home = homedir()): Promise<Broadcasting | null> {
  const steams = [".steam/steam", ".local/share/Steam", ".var/app/com.valvesoftware.Steam/.local/share/Steam"];
  const folders = [
    join(home, "Documents"),
    join(home, "OneDrive", "Documents"),
    ...steams.flatMap((steam) => ["Documents", "My Documents"].map((name) => join(home, steam, ...PROTON, name))),
  ];
  for (const folder of folders) {
    const path = join(folder, ...FILE);
    const bytes = await readFile(path).catch(() => null);
    const found = bytes && readBroadcasting(bytes);
    if (found) return {path, ...found};
  }
  return null;
}

/** The game spells `updListenerPort` so. It writes the file in UTF-16; most editors save it in UTF-8. */
export function readBroadcasting(bytes: Uint8Array): Omit<Broadcasting, "path"> | null {
  const wide = bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe);
  const text = new TextDecoder(wide ? "utf-16le" : "utf-8").decode(bytes);
  try {
    const {updListenerPort, udpListenerPort = updListenerPort, connectionPassword = ""} = JSON.parse(text);
    const port = Number(udpListenerPort);
    return Number.isInteger(port) && port >= 0 && port <= 65_535 ? {port, password: String(connectionPassword)} : null;
  } catch {
    return null;
  }
}
