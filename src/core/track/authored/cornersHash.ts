import type {Track} from "../track.js";
import type {CornersFile} from "./cornersFile.js";

/**
 * Hash of what a user verified: the corners' numbers, names and places to the decimetre, and the line to the centimetre, as both are
 * stored. 16 hexadecimal digits (two FNV-1a of 32 bits).
 */
export function cornersHash({corners}: Pick<CornersFile, "corners">, track: Pick<Track, "x" | "z">): string {
  const places = corners.map(({number, label = "", name = "", entry, apex, exit}) =>
    [number, label, name, ...entry, ...apex, ...exit].join(" "),
  );
  const line = [track.x, track.z].map((column) => Array.from(column, (metres) => Math.round(metres * 100)).join(" "));
  const text = [...places, ...line].join("|");
  return fnv(text, 0x811c9dc5) + fnv(text, 0x01000193);
}

function fnv(text: string, start: number): string {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
