import {AC_GRAPHICS, ACC_GRAPHICS} from "./graphicsPage.js";
import type {AcGame} from "./staticFacts.js";

/** What a decoder takes of a graphics page, of either game. */
export interface Graphics {
  packetId: number;
  status: number;
  session: number;
  completedLaps: number;
  position: number;
  currentMs: number;
  lastLapMs: number;
  sessionTimeLeft: number;
  inPit: boolean;
  inPitLane: boolean;
  sectorIndex: number;
  lastSectorMs: number;
  /** 0–1 */
  share: number;
  /** m */
  world: readonly [number, number, number];
  flag: number;
  /** of the newer game; NaN in the older */
  penalty: number;
  valid: boolean;
  gapAheadMs: number;
  rain: number;
  tyreSet: number;
}

const MOST_CARS = 60;
/** more laps than any session has */
export const MOST_LAPS = 10_000;

/** What stands at one place in both games: enough to tell sessions apart. */
export type GraphicsHead = Pick<
  Graphics,
  "packetId" | "status" | "session" | "completedLaps" | "currentMs" | "sessionTimeLeft"
>;

export function readHead(view: DataView): GraphicsHead {
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

/** Reads a graphics page. */
export function readGraphics(view: DataView, game: AcGame): Graphics {
  const {at} = AC_GRAPHICS;
  const acc = ACC_GRAPHICS.at;
  const newer = game === "acc";
  const i32 = (offset: number) => view.getInt32(offset, true);
  const onlyNewer = (offset: number) => (newer ? i32(offset) : Number.NaN);
  const share = view.getFloat32(at.normalizedCarPosition, true);
  return {
    ...readHead(view),
    position: i32(at.position),
    lastLapMs: i32(at.iLastTime),
    inPit: i32(at.isInPit) !== 0,
    inPitLane: i32(newer ? acc.isInPitLane : at.isInPitLane) !== 0,
    sectorIndex: i32(at.currentSectorIndex),
    lastSectorMs: i32(at.lastSectorTime),
    share: share >= 0 && share <= 1 ? share : Number.NaN,
    world: worldAt(view, newer ? ownCar(view) : at.carCoordinates),
    flag: i32(newer ? acc.flag : at.flag),
    penalty: onlyNewer(acc.penalty),
    valid: !newer || i32(acc.isValidLap) !== 0,
    gapAheadMs: onlyNewer(acc.gapAhead),
    rain: onlyNewer(acc.rainIntensity),
    tyreSet: onlyNewer(acc.currentTyreSet),
  };
}

/** Where the own car's coordinates stand; −1 when its id is in no slot in use. */
function ownCar(view: DataView): number {
  const {at} = ACC_GRAPHICS;
  const own = view.getInt32(at.playerCarID, true);
  const slots = Math.min(MOST_CARS, view.getInt32(at.activeCars, true));
  for (let i = 0; i < slots; i++) if (view.getInt32(at.carID + 4 * i, true) === own) return at.carCoordinates + 12 * i;
  return -1;
}

function worldAt(view: DataView, offset: number): [number, number, number] {
  const axis = (k: number) => {
    const value = offset < 0 ? Number.NaN : view.getFloat32(offset + 4 * k, true);
    return Math.abs(value) < 1e7 ? value : Number.NaN;
  };
  return [axis(0), axis(1), axis(2)];
}
