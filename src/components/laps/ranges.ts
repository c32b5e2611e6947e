import type {TrackPiece} from "../../core/laps/partition.js";
import type {LineRange} from "../../core/laps/range/rangeTimes.js";
import {type Corners, cornerLabel} from "../../core/track/corner.js";
import type {View} from "../ui/cursor.js";
import type {LapsOnLine} from "./lapsOnLine.js";

type Pieces = Pick<LapsOnLine, "pieces" | "corners" | "lengthM">;

/** The corner or straight at a place of the line, m; undefined outside the lap. */
export function pieceAt({pieces}: Pick<Pieces, "pieces">, metres: number): TrackPiece | undefined {
  return pieces.find(({fromM, toM}) => metres >= fromM && metres < toM) ?? pieces.find(({toM}) => metres === toM);
}

/** The piece that is this range; undefined where it is another stretch. */
export function pieceOf({pieces}: Pick<Pieces, "pieces">, range: View | null): TrackPiece | undefined {
  return range ? pieces.find(({fromM, toM}) => fromM === range[0] && toM === range[1]) : undefined;
}

export const rangeOf = ({fromM, toM}: LineRange): View => [fromM, toM];

/** A piece in an address: `T4a`, `S2`. */
function pieceKey({kind, number}: TrackPiece, {list}: Corners): string {
  if (kind === "straight") return `S${number}`;
  const corner = list.find((one) => one.number === number);
  return `T${corner ? cornerLabel(corner) : number}`;
}

/** A range as an address keeps it: a corner or straight by its number, which fits laps of other sessions too, else metres. */
export function rangeParam(onLine: Pieces, range: View): string {
  const piece = pieceOf(onLine, range);
  const key = piece && pieceKey(piece, onLine.corners);
  // a piece that passes the start line has two parts of one name
  if (piece && onLine.pieces.find((one) => pieceKey(one, onLine.corners) === key) === piece) return key!;
  return range.map((metres) => Number(metres.toFixed(1))).join("-");
}

/** The range of an address; null where it names no stretch of this line. */
export function rangeOfParam(onLine: Pieces, text: string | null | undefined): View | null {
  if (!text) return null;
  const piece = onLine.pieces.find((one) => pieceKey(one, onLine.corners).toLowerCase() === text.toLowerCase());
  if (piece) return rangeOf(piece);
  const [, from, to] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  return rangeWithin(onLine, [Number(from), Number(to)]);
}

/** A shorter stretch tells nothing, m. */
const LEAST_M = 1;

/** A range in order and within the lap; null where nothing of it is left. */
export function rangeWithin({lengthM}: Pick<Pieces, "lengthM">, range: View): View | null {
  const [from, to] = [Math.max(0, Math.min(...range)), Math.min(lengthM, Math.max(...range))];
  return to - from >= LEAST_M ? [from, to] : null;
}

/** The next or previous piece of a range that is one; else the range moved by its own length, as far as the lap reaches. */
export function stepRange(onLine: Pieces, range: View, by: 1 | -1): View {
  const {pieces, lengthM} = onLine;
  const piece = pieceOf(onLine, range);
  if (piece) return rangeOf(pieces[(pieces.indexOf(piece) + by + pieces.length) % pieces.length]);
  const length = range[1] - range[0];
  const from = Math.min(Math.max(range[0] + by * length, 0), lengthM - length);
  return [from, from + length];
}

/** A corner after or before a place, m; the first follows the last. Undefined without corners. */
export function cornerBeside({pieces}: Pick<Pieces, "pieces">, metres: number, by: 1 | -1): TrackPiece | undefined {
  const corners = pieces.filter(({kind}) => kind === "corner");
  const middle = ({fromM, toM}: TrackPiece) => (fromM + toM) / 2;
  if (by > 0) return corners.find((corner) => middle(corner) > metres + LEAST_M) ?? corners[0];
  return corners.findLast((corner) => middle(corner) < metres - LEAST_M) ?? corners.at(-1);
}

/** The corner that a user's text names, `4` or `4a`; of a corner in two parts the longer. */
export function cornerCalled({pieces, corners: {list}}: Pieces, text: string): TrackPiece | undefined {
  const corner = list.find((one) => cornerLabel(one) === text) ?? list.find(({number}) => String(number) === text);
  return pieces
    .filter(({kind, number}) => kind === "corner" && number === corner?.number)
    .toSorted((a, b) => b.toM - b.fromM - (a.toM - a.fromM))[0];
}

/** A stretch with some road on either side. */
export function withMargin({fromM, toM}: LineRange): View {
  const margin = Math.max(30, 0.2 * (toM - fromM));
  return [fromM - margin, toM + margin];
}
