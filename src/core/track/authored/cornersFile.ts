/** A place on the road: x and z in the track's coordinates, and m along the line on which it was set. */
export type Anchor = [x: number, z: number, m: number];

/** A corner that a user set. */
export interface AuthoredCorner {
  number: number;
  /** shown instead of the number: "4a" */
  label?: string;
  name?: string;
  entry: Anchor;
  apex: Anchor;
  exit: Anchor;
}

/** The corners of a track as a user edited them: `tracks/corners/<track>.json` beside the learned track. */
export interface CornersFile {
  format: "lapbook-corners";
  version: 1;
  /** the track's id, and the game whose coordinates are used */
  track: string;
  frame: string;
  /** of the line on which the places were set, m */
  lengthM: number;
  corners: AuthoredCorner[];
  /** who looked at the corners, and the hash of what was seen: see cornersHash */
  verified?: {by: string; hash: string};
}

const MOST_CORNERS = 250;
const MOST_TEXT = 60;

/** A file of corners from the result of JSON.parse. Throws on anything that is not such a record, with the corner and the value. */
export function cornersFromFile(value: unknown): CornersFile {
  const file = record(value, "not corners");
  if (file.format !== "lapbook-corners") throw new Error("not corners: format must be lapbook-corners");
  if (file.version !== 1) throw new Error(`unknown version of corners: ${String(file.version)}`);
  const {corners} = file;
  if (!Array.isArray(corners) || corners.length === 0 || corners.length > MOST_CORNERS)
    throw new Error(`invalid corners: expected 1 to ${MOST_CORNERS}`);
  const lengthM = positive(file.lengthM, "lengthM");
  return {
    format: "lapbook-corners",
    version: 1,
    track: text(file.track, "track"),
    frame: text(file.frame, "frame"),
    lengthM,
    corners: corners.map((corner, i) => cornerFrom(corner, `corner ${i + 1}`, lengthM)),
    ...(file.verified !== undefined && {verified: verifiedFrom(file.verified)}),
  };
}

function cornerFrom(value: unknown, where: string, lengthM: number): AuthoredCorner {
  const {number, label, name, entry, apex, exit} = record(value, `invalid ${where}`);
  if (!Number.isInteger(number) || (number as number) < 1 || (number as number) > MOST_CORNERS)
    throw new Error(`invalid number of ${where}: ${String(number)}`);
  return {
    number: number as number,
    ...(label !== undefined && {label: text(label, `label of ${where}`)}),
    ...(name !== undefined && {name: text(name, `name of ${where}`)}),
    entry: anchor(entry, `entry of ${where}`, lengthM),
    apex: anchor(apex, `apex of ${where}`, lengthM),
    exit: anchor(exit, `exit of ${where}`, lengthM),
  };
}

function verifiedFrom(value: unknown): CornersFile["verified"] {
  const {by, hash} = record(value, "invalid verified");
  return {by: text(by, "verified.by"), hash: text(hash, "verified.hash")};
}

function anchor(value: unknown, what: string, lengthM: number): Anchor {
  if (
    !Array.isArray(value) ||
    value.length !== 3 ||
    !value.every(Number.isFinite) ||
    !(value[2] >= 0 && value[2] <= lengthM)
  )
    throw new Error(`invalid ${what}: expected [x, z, m along the line], found ${JSON.stringify(value)}`);
  return value as Anchor;
}

function record(value: unknown, message: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(message);
  return value as Record<string, unknown>;
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string" || value.length > MOST_TEXT || /[\p{Cc}]/u.test(value))
    throw new Error(`invalid ${what}: expected a text of at most ${MOST_TEXT} characters`);
  return value;
}

function positive(value: unknown, what: string): number {
  if (typeof value !== "number" || !(value > 0 && value < 100_000))
    throw new Error(`invalid ${what}: ${String(value)}`);
  return value;
}
