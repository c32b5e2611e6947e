import type {LapRef} from "./bestLaps.js";
import {makeTrack, type Room, type Track} from "./track.js";

/** A track as a JSON file: points in whole centimetres, each less the one before; room in decimetres. */
export interface TrackFile {
  format: "lapbook-track";
  version: 1;
  id: string;
  name: string;
  frame: string;
  laps: number;
  /** [session, car, lap, ms] of each lap that was considered; `laps` of them were used */
  from: [session: string, car: number, lap: number, lapTimeMs: number][];
  sectorStartsM: number[];
  xCm: number[];
  zCm: number[];
  /** heights; absent where the laps had none */
  yCm?: number[];
  room?: {from: Room["from"]; leftDm: number[]; rightDm: number[]};
}

const MOST_POINTS = 50_000;

/** A track as a plain record for JSON, about 8 bytes per point; positions to the centimetre. */
export function trackToFile({id, name, frame, laps, from = [], sectorStartsM, x, z, y, room}: Track): TrackFile {
  const file: TrackFile = {
    format: "lapbook-track",
    version: 1,
    id,
    name,
    frame,
    laps,
    from: from.map(({session, car, lap, lapTimeMs}) => [session, car, lap, lapTimeMs]),
    sectorStartsM: sectorStartsM.map((metres) => Math.round(metres * 100) / 100),
    xCm: differences(x),
    zCm: differences(z),
    ...(y && {yCm: differences(y)}),
  };
  const dm = (column: Float64Array) => Array.from(column, (metres) => Math.round(metres * 10));
  if (room) file.room = {from: room.from, leftDm: dm(room.left), rightDm: dm(room.right)};
  return file;
}

/** A track from the result of JSON.parse. Throws on anything that is not such a record. */
export function trackFromFile(value: unknown): Track {
  const file = value as Partial<TrackFile> | null;
  if (typeof file !== "object" || file === null || file.format !== "lapbook-track") throw new Error("not a track");
  if (file.version !== 1) throw new Error(`unknown version of a track: ${String(file.version)}`);
  for (const key of ["id", "name", "frame"] as const) {
    if (typeof file[key] !== "string") throw new Error(`invalid ${key} of a track: ${String(file[key])}`);
  }
  const x = sums("xCm", file.xCm);
  const z = sums("zCm", file.zCm, x.length);
  const sectorStartsM = numbers("sectorStartsM", file.sectorStartsM);
  const laps = typeof file.laps === "number" ? file.laps : 0;
  const from = lapRefs(file.from ?? []);
  const track = makeTrack({id: file.id!, name: file.name!, frame: file.frame!, laps, from, sectorStartsM}, x, z);
  if (file.yCm !== undefined) track.y = sums("yCm", file.yCm, x.length);
  if (file.room !== undefined) {
    const {from, leftDm, rightDm} = file.room ?? {};
    if (from !== "borders" && from !== "laps") throw new Error(`invalid room of a track: ${String(from)}`);
    const side = (key: string, column: unknown) =>
      Float64Array.from(numbers(key, column, x.length), (value) => value / 10);
    track.room = {from, left: side("leftDm", leftDm), right: side("rightDm", rightDm)};
  }
  return track;
}

function lapRefs(value: unknown): LapRef[] {
  if (!Array.isArray(value)) throw new Error("invalid from of a track");
  return value.map((entry) => {
    const [session, ...counts] = Array.isArray(entry) ? entry : [];
    if (typeof session !== "string" || counts.length !== 3 || !counts.every(Number.isFinite))
      throw new Error(`invalid from of a track: ${JSON.stringify(entry)}`);
    const [car, lap, lapTimeMs] = counts as number[];
    return {session, car, lap, lapTimeMs};
  });
}

function differences(column: Float64Array): number[] {
  let before = 0;
  return Array.from(column, (metres) => {
    const cm = Math.round(metres * 100);
    const step = cm - before;
    before = cm;
    return step;
  });
}

function sums(key: string, value: unknown, length?: number): Float64Array {
  let sum = 0;
  return Float64Array.from(numbers(key, value, length), (step) => {
    sum += step;
    return sum / 100;
  });
}

function numbers(key: string, value: unknown, length?: number): number[] {
  if (!Array.isArray(value) || value.length > MOST_POINTS) throw new Error(`invalid ${key} of a track`);
  if (length !== undefined && value.length !== length)
    throw new Error(`invalid ${key} of a track: ${value.length} values`);
  const wrong = value.findIndex((entry) => !Number.isFinite(entry));
  if (wrong >= 0) throw new Error(`invalid ${key} of a track: ${String(value[wrong])} at ${wrong}`);
  return value;
}
