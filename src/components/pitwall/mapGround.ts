import {type Box, boundingBox, growBox} from "../../core/geometry/fit.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {CircuitLine, ringPlace} from "../../core/live/track/circuitLine.js";
import {LiveTrack, ringTrack, type ShownTrack} from "../../core/live/track/liveTrack.js";
import type {Track} from "../../core/track/track.js";
import {type MapLabel, trackLabels} from "../map/mapLabels.js";
import {lineLabels} from "./drawLiveMap.js";

/** m that the map shows at least */
const LEAST_SIZE = 300;

/** The road that a live map draws: a known track, a line learned from driving, or a ring for cars without positions. */
export class MapGround {
  /** learned from driving while no track is shown */
  line = new CircuitLine();
  shown: ShownTrack | null = null;
  /** length of the ring, m, while no car sends positions; else 0 */
  ringM = 0;
  #live = new LiveTrack();
  #session: string | undefined;
  #ring: {lengthM: number; known: Track | null; track: ShownTrack} | undefined;
  #learnsWindow = false;
  #drawnPoints = 0;

  /** Learns the line from the newest positions. */
  learn(source: LiveSource): void {
    if (this.ringM || this.shown) return;
    for (const car of source.cars)
      this.line.learn(source.latest(car, "lapDistance"), source.latest(car, "worldX"), source.latest(car, "worldZ"));
  }

  /** Chooses the road again; returns whether it must be redrawn. `known` is the session's track, null while unknown. */
  update(source: LiveSource, car: number, known: Track | null, now: number): boolean {
    const id = source.session?.id;
    let changed = false;
    if (id !== this.#session) {
      this.#session = id;
      this.#live = new LiveTrack();
      this.shown = null;
      this.#restart();
      changed = true;
    }
    const hasPositions = source.cars.some((n) => !Number.isNaN(source.latest(n, "worldX")));
    const ringM = hasPositions || !source.cars.length ? 0 : (source.session?.track.lengthM ?? 0);
    if (ringM !== this.ringM) {
      this.ringM = ringM;
      this.#restart();
      changed = true;
    }
    if (this.#learnsWindow && !ringM && source.cars.length) {
      this.line.learnWindow(source, car);
      this.#learnsWindow = false;
    }
    const moved = !ringM && this.#live.update(source, car, known, this.line, now);
    const shown = ringM ? this.#ringOf(ringM, known) : this.#live.shown;
    changed ||= moved || shown !== this.shown || this.line.known !== this.#drawnPoints;
    this.shown = shown;
    this.#drawnPoints = this.line.known;
    return changed;
  }

  /** Where a car is on the ring, m. */
  ringPosition(source: LiveSource, car: number): readonly [number, number] {
    return ringPlace(source.latest(car, "lapDistance"), this.ringM);
  }

  /** The box of the road; null while nothing is known. */
  box(): Box | null {
    const lines = this.shown ? [this.shown.track] : this.line.pieces().map(pieceColumns);
    const box = boundingBox(lines.map(({x, z}) => ({x, y: z})));
    return box && growBox(box, LEAST_SIZE);
  }

  /** Start, sectors and corners. */
  labels(source: LiveSource): MapLabel[] {
    const {lengthM = 0, sectorStartsM = null} = source.session?.track ?? {};
    if (!this.shown) return lineLabels(this.line, sectorStartsM);
    const {track, corners} = this.shown;
    return trackLabels(track, corners, sectorsAlong(track, sectorStartsM, lengthM));
  }

  #restart(): void {
    this.line = new CircuitLine();
    this.#learnsWindow = true;
  }

  #ringOf(lengthM: number, known: Track | null): ShownTrack {
    if (this.#ring?.lengthM !== lengthM || this.#ring.known !== known)
      this.#ring = {lengthM, known, track: ringTrack(lengthM, known)};
    return this.#ring.track;
  }
}

function pieceColumns(piece: readonly [number, number][]): {x: number[]; z: number[]} {
  return {x: piece.map(([x]) => x), z: piece.map(([, z]) => z)};
}

/** Sector starts along a track, m, from starts that the game counts along a lap of `lengthM`; else the track's own. */
function sectorsAlong(track: Track, starts: readonly number[] | null, lengthM: number): readonly number[] {
  if (!starts) return track.sectorStartsM;
  return lengthM > 0 ? starts.map((at) => (at / lengthM) * track.lengthM) : starts;
}
