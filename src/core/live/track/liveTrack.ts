import type {Path} from "../../geometry/closedPath.js";
import {pathLength} from "../../geometry/closedPath.js";
import {CIRCUIT_FRAME} from "../../track/circuitTrack.js";
import type {Corner} from "../../track/corner.js";
import {cornersOf} from "../../track/corners.js";
import {alignTrack, lapTrack} from "../../track/lapTrack.js";
import {makeTrack, type Track} from "../../track/track.js";
import type {LiveSource} from "../timeline/liveSource.js";
import type {CircuitLine} from "./circuitLine.js";
import {ringPlace} from "./circuitLine.js";

/** A track as the live map shows it, and its corners. */
export interface ShownTrack {
  track: Track;
  corners: Corner[];
}

/** m driven before the known track is compared with the cars' positions, and before a part of a lap is matched by shape */
const ENOUGH_HERE = 400;
const ENOUGH_BY_SHAPE = 2500;
/** s of the chosen car's positions that are compared */
const LOOK_BACK_S = 120;
/** ms between two comparisons: matching by shape takes a few frames' time */
const PAUSE_MS = 4000;

/**
 * Which track the live map shows: at once the known one, as long as cars drive on it; else the known one moved to where
 * they drive, once their positions match its shape; else the one learned from their first lap.
 */
export class LiveTrack {
  shown: ShownTrack | null = null;
  private known: Track | null = null;
  /** cars do not drive on the known track */
  private refused = false;
  private settled = false;
  private triedAt = Number.NEGATIVE_INFINITY;

  /** @param known the session's track, null while it loads or is unknown @returns whether `shown` has changed */
  update(source: LiveSource, car: number, known: Track | null, line: CircuitLine, now: number): boolean {
    const before = this.shown;
    if (known && known !== this.known) {
      this.known = known;
      this.refused = false;
      this.settled = false;
      this.triedAt = Number.NEGATIVE_INFINITY;
      // a game uses other coordinates than our own circuits; the simulator uses theirs
      if (known.frame !== CIRCUIT_FRAME || source.session?.simulated) this.show(known);
    }
    if (!this.settled && now - this.triedAt > PAUSE_MS) this.compare(source, car, line, now);
    return this.shown !== before;
  }

  private compare(source: LiveSource, car: number, line: CircuitLine, now: number): void {
    const path = drivenPath(source, car);
    const driven = pathLength(path, false);
    const known = this.refused ? null : this.known;
    if (known && driven > (this.shown ? ENOUGH_HERE : ENOUGH_BY_SHAPE)) {
      this.triedAt = now;
      const laid = alignTrack(known, path);
      if (laid) this.settle(laid);
      else if (driven > ENOUGH_BY_SHAPE) {
        this.refused = true;
        this.shown = null;
      }
    } else if (!known && line.known > 100) {
      this.triedAt = now;
      const learned = lapTrack(null, line.lap());
      if (learned) this.settle(learned);
    }
  }

  private settle(track: Track): void {
    this.settled = true;
    if (track !== this.shown?.track) this.show(track);
  }

  private show(track: Track): void {
    this.shown = {track, corners: cornersOf(track).list};
  }
}

/** A ring as long as the lap, for cars without positions, with the known track's corners by distance. */
export function ringTrack(lengthM: number, known: Track | null): ShownTrack {
  const n = Math.max(10, Math.round(lengthM / 5));
  const places = Array.from({length: n}, (_, i) => ringPlace((i * lengthM) / n, lengthM));
  const facts = {id: "ring", name: "", frame: "", sectorStartsM: [], laps: 0};
  const track = makeTrack(
    facts,
    Float64Array.from(places, ([x]) => x),
    Float64Array.from(places, ([, z]) => z),
  );
  if (!known || Math.abs(known.lengthM / lengthM - 1) > 0.03) return {track, corners: []};
  const scale = track.lengthM / known.lengthM;
  // labels are outside all round the ring
  const corners = cornersOf(known).list.map((corner) => ({...corner, apexM: corner.apexM * scale}));
  return {track, corners: corners.map((corner) => ({...corner, direction: "right" as const}))};
}

function drivenPath(source: LiveSource, car: number): Path {
  const x = source.window(car, "worldX", LOOK_BACK_S).values;
  const z = source.window(car, "worldZ", LOOK_BACK_S).values;
  const n = Math.min(x.length, z.length);
  const known = Array.from({length: n}, (_, i) => i).filter((i) => !Number.isNaN(x[i] + z[i]));
  return {x: Float64Array.from(known, (i) => x[i]), z: Float64Array.from(known, (i) => z[i])};
}
