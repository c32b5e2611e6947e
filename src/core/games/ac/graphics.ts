import {AC_GRAPHICS, ACC_GRAPHICS, GRAPHICS_CAR_SLOTS} from "./graphicsPage.js";
import type {AcGame} from "./staticFacts.js";

/** The fields of a graphics page that a decoder uses, for both games. */
export type Graphics = ReturnType<typeof createGraphics>;

/** The fields with the same offset in both games that distinguish sessions. */
export type GraphicsHead = Pick<
  Graphics,
  "packetId" | "status" | "session" | "completedLaps" | "currentMs" | "sessionTimeLeft"
>;

export function readGraphicsHead(view: DataView): GraphicsHead {
  const {at} = AC_GRAPHICS;
  return {
    packetId: view.getInt32(at.packetId, true),
    status: view.getInt32(at.status, true),
    session: view.getInt32(at.session, true),
    completedLaps: view.getInt32(at.completedLaps, true),
    currentMs: view.getInt32(at.iCurrentTime, true),
    sessionTimeLeft: view.getFloat32(at.sessionTimeLeft, true),
  };
}

export function createGraphics() {
  return {
    packetId: 0,
    status: 0,
    session: 0,
    completedLaps: 0,
    position: 0,
    currentMs: 0,
    lastLapMs: 0,
    sessionTimeLeft: 0,
    inPit: false,
    inPitLane: false,
    sectorIndex: 0,
    lastSectorMs: 0,
    /** position along the lap, 0–1; NaN when not known */
    share: 0,
    /** m; NaN when not known */
    world: [0, 0, 0] as [number, number, number],
    flag: 0,
    /** from here on only in ACC; numbers are NaN in Assetto Corsa */
    penalty: 0,
    valid: true,
    gapAheadMs: 0,
    rain: 0,
    tyreSet: 0,
  };
}

/** Reads a graphics page into `out`, without allocation: it runs sixty times a second. */
export function readGraphics(view: DataView, game: AcGame, out: Graphics): Graphics {
  const {at} = AC_GRAPHICS;
  const acc = ACC_GRAPHICS.at;
  const newer = game === "acc";
  out.packetId = view.getInt32(at.packetId, true);
  out.status = view.getInt32(at.status, true);
  out.session = view.getInt32(at.session, true);
  out.completedLaps = view.getInt32(at.completedLaps, true);
  out.position = view.getInt32(at.position, true);
  out.currentMs = view.getInt32(at.iCurrentTime, true);
  out.lastLapMs = view.getInt32(at.iLastTime, true);
  out.sessionTimeLeft = view.getFloat32(at.sessionTimeLeft, true);
  out.inPit = view.getInt32(at.isInPit, true) !== 0;
  out.inPitLane = view.getInt32(newer ? acc.isInPitLane : at.isInPitLane, true) !== 0;
  out.sectorIndex = view.getInt32(at.currentSectorIndex, true);
  out.lastSectorMs = view.getInt32(at.lastSectorTime, true);
  const share = view.getFloat32(at.normalizedCarPosition, true);
  out.share = share >= 0 && share <= 1 ? share : Number.NaN;
  const place = newer ? playerCoordinates(view) : at.carCoordinates;
  for (let k = 0; k < 3; k++) out.world[k] = place < 0 ? Number.NaN : plausible(view.getFloat32(place + 4 * k, true));
  out.flag = view.getInt32(newer ? acc.flag : at.flag, true);
  out.penalty = newer ? view.getInt32(acc.penalty, true) : Number.NaN;
  out.valid = !newer || view.getInt32(acc.isValidLap, true) !== 0;
  out.gapAheadMs = newer ? view.getInt32(acc.gapAhead, true) : Number.NaN;
  out.rain = newer ? view.getInt32(acc.rainIntensity, true) : Number.NaN;
  out.tyreSet = newer ? view.getInt32(acc.currentTyreSet, true) : Number.NaN;
  return out;
}

/** Offset of the player's coordinates in ACC's page; −1 when no slot in use has the player's car id. */
function playerCoordinates(view: DataView): number {
  const {at} = ACC_GRAPHICS;
  const own = view.getInt32(at.playerCarID, true);
  const slots = Math.min(GRAPHICS_CAR_SLOTS, view.getInt32(at.activeCars, true));
  for (let i = 0; i < slots; i++) if (view.getInt32(at.carID + 4 * i, true) === own) return at.carCoordinates + 12 * i;
  return -1;
}

function plausible(metres: number): number {
  return Math.abs(metres) < 1e7 ? metres : Number.NaN;
}
