import type {Corner} from "../corner.js";

/** A corner as officials count it. */
export interface OfficialCorner extends Pick<Corner, "number" | "label" | "name"> {
  /** absent: not published, the shape gives it */
  direction?: Corner["direction"];
  /** its place as a share of the lap from the circuit's usual start line; absent: only the order is known, the shape gives the place */
  at?: number;
}

/** Numbers, names and places of the corners of one layout of a circuit. */
export interface OfficialCircuit {
  id: string;
  name: string;
  /** other names in games and logs, as slugs: see trackSlug */
  aliases: readonly string[];
  /** track number in the F1 games */
  f1TrackId?: number;
  /** published length of a lap, m */
  lengthM: number;
  corners: readonly OfficialCorner[];
}

const ENTRY = /^(\d+)([a-z]?)([LR?])(?: ([\d.]+))?(?: (.+))?$/;

/**
 * A layout from one line of facts: corners in order, separated by commas, each as number, side ("?" when
 * not known) and place in percent of the lap, then its name: "1R 6.8 Brabham, 2L 8.3 Jones, 3R". Throws on anything else, and where places do not rise.
 */
export function officialCircuit(
  id: string,
  {name, lengthM, aliases = [], f1TrackId}: Partial<OfficialCircuit> & Pick<OfficialCircuit, "name" | "lengthM">,
  corners: string,
): OfficialCircuit {
  let before = 0;
  return {
    id,
    name,
    lengthM,
    aliases,
    ...(f1TrackId !== undefined && {f1TrackId}),
    corners: corners.split(",").map((text) => {
      const entry = ENTRY.exec(text.trim());
      if (!entry) throw new Error(`invalid corner of ${id}: ${text.trim()}`);
      const [, number, letter, side, percent, name] = entry;
      const at = percent === undefined ? undefined : Number(percent) / 100;
      if (at !== undefined && !(at >= before && at < 1)) throw new Error(`place out of order at ${id}: ${text.trim()}`);
      before = at ?? before;
      return {
        number: Number(number),
        ...(letter && {label: `${number}${letter}`}),
        ...(name && {name}),
        ...(side !== "?" && {direction: side === "L" ? ("left" as const) : ("right" as const)}),
        ...(at !== undefined && {at}),
      };
    }),
  };
}
