import {AC_UDP_PORT} from "../../src/core/games/ac/udpMessages.js";
import {AMS2_PORT} from "../../src/core/games/ams2/layout.js";
import {FORZA_PORT} from "../../src/core/games/forza/layout.js";
import {GT7_HEARTBEAT_PORT, GT7_PORT} from "../../src/core/games/gt7/packet.js";
import {yesOrNo} from "../environment.js";
import {UsageError} from "../userError.js";

/** The games to look for besides those on the F1 games' port. */
export interface GamesConfig {
  /** folder of the shared-memory files (Linux); null: shared memory is not read */
  pages: {folder: string} | null;
  ac: {host: string; port: number} | null;
  /** host null: used when the game's broadcasting.json is found on this machine */
  acc: {
    host: string | null;
    port: number | null;
    localPort: number;
    displayName: string;
    password: string | null;
    updateMs: number;
  };
  gt7: {host: string; port: number; localPort: number} | null;
  /** null: disabled */
  ams2: {port: number; host?: string} | null;
  /** null: disabled */
  forza: {port: number; host?: string} | null;
}

/** Throws a UsageError that names the invalid variable. */
export function readGames(env: NodeJS.ProcessEnv): GamesConfig {
  const number = (name: string, text: string | undefined, fallback: number, least: number, most: number): number => {
    if (!text) return fallback;
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw new UsageError(`invalid number: ${text} (${name}: ${least} to ${most})`);
    return value;
  };
  const host = (name: string, text: string | undefined): string | null => {
    if (!text) return null;
    if (!/^[\w.:%-]+$/.test(text)) throw new UsageError(`invalid host: ${text} (${name})`);
    return text;
  };
  const folder = env.AC_SHM_DIR || "/dev/shm";
  const acHost = host("AC_HOST", env.AC_HOST);
  const acPort = number("AC_UDP_PORT", env.AC_UDP_PORT, AC_UDP_PORT, 1, 65_535);
  const gt7Host = host("GT7_HOST", env.GT7_HOST);
  const forzaPort = number("FORZA_PORT", env.FORZA_PORT, FORZA_PORT, 0, 65_535);
  const ams2Port = number("AMS2_PORT", env.AMS2_PORT, AMS2_PORT, 0, 65_535);
  return {
    pages: yesOrNo(env.AC_PAGES, "AC_PAGES", true) ? {folder} : null,
    ac: acHost === null ? null : {host: acHost, port: acPort},
    acc: {
      host: host("ACC_HOST", env.ACC_HOST),
      port: number("ACC_BROADCAST_PORT", env.ACC_BROADCAST_PORT, 0, 1, 65_535) || null,
      localPort: number("ACC_UDP_PORT", env.ACC_UDP_PORT, 0, 0, 65_535),
      displayName: env.ACC_DISPLAY_NAME || "Lapbook",
      password: env.ACC_PASSWORD || null,
      updateMs: number("ACC_UPDATE_MS", env.ACC_UPDATE_MS, 100, 10, 10_000),
    },
    gt7: gt7Host === null ? null : {host: gt7Host, port: GT7_HEARTBEAT_PORT, localPort: GT7_PORT},
    ams2: ams2Port === 0 ? null : {port: ams2Port},
    forza: forzaPort === 0 ? null : {port: forzaPort},
  };
}
