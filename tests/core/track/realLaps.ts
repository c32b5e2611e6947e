import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import type {Path} from "../../../src/core/geometry/closedPath.js";
import {evenPath, pathLength} from "../../../src/core/geometry/closedPath.js";
import type {LapPositions} from "../../../src/core/track/lapPositions.js";
import {makeTrack, type Track} from "../../../src/core/track/track.js";
import {sharedData} from "../../support/sharedData.js";

const gz = (file: string) => gunzipSync(readFileSync(sharedData(file)!)).toString("utf8");

function table(text: string): Record<string, string[]> {
  const [head, ...rows] = text.trim().split("\n");
  const cells = rows.map((row) => row.split(","));
  return Object.fromEntries(head.split(",").map((name, k) => [name, cells.map((row) => row[k])]));
}

/** The two whole laps and the unfinished one of an Assetto Corsa session at Monza, 10 Hz. */
export function assettoMonza(): {laps: LapPositions[]; unfinished: LapPositions} {
  const columns = table(gz("assetto-corsa/shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz"));
  const time = columns.iCurrentTime_ms.map((ms) => Number(ms) / 1000);
  const laps: LapPositions[] = [];
  let from = 0;
  for (let i = 1; i <= time.length; i++) {
    if (i < time.length && time[i] >= time[i - 1]) continue;
    const part = (name: string) => columns[name].slice(from, i).map(Number);
    laps.push({x: part("CarX"), z: part("CarZ"), time: time.slice(from, i), sector: part("CurrentSectorIndex")});
    from = i;
  }
  // rows before the line first, a lap that is not finished last
  return {laps: laps.slice(1, 3), unfinished: laps[3]};
}

/** The middle and the edges of the same circuit as another tool has them, in the game's world. */
export function assettoBorders(): {middle: Path; left: Path; right: Path} {
  const columns = table(gz("tracks/assetto-corsa/monza.csv.gz"));
  // its x is the game's z and its y the game's x
  const path = (name: string): Path => ({
    x: Float64Array.from(columns[`${name}_y`], Number),
    z: Float64Array.from(columns[`${name}_x`], Number),
  });
  return {middle: path("pos"), left: path("left_border"), right: path("right_border")};
}

/** A time trial lap at Melbourne in F1 25, 60 Hz. */
export function melbourneLap(): LapPositions {
  const {samples} = JSON.parse(gz("f1-laps/f1-25_melbourne_tt/player_79782ms.json.gz"));
  return {x: samples.x, z: samples.z, lapDistance: samples.d, time: samples.t.map((ms: number) => ms / 1000)};
}

/** Real laps at Bahrain, decimetres made metres; the source counts y to the north. */
export function bahrainLap(driver: string, lap: number): LapPositions {
  const {tel} = JSON.parse(gz(`real-f1/2026_bahrain_test/practice_3/${driver}/${lap}_tel.json.gz`));
  return {x: tel.x.map((x: number) => x / 10), z: tel.y.map((y: number) => -y / 10), time: tel.time};
}

export function bahrainCorners(): {x: number[]; z: number[]} {
  const file = sharedData("real-f1/2026_bahrain_test/practice_3/corners.json")!;
  const {X, Y} = JSON.parse(readFileSync(file, "utf8"));
  return {x: X.map((x: number) => x / 10), z: Y.map((y: number) => -y / 10)};
}

/** Laps of the Brands Hatch Indy circuit in Assetto Corsa, a sample a metre. */
export function brandsHatchLaps(): LapPositions[] {
  const {laps} = JSON.parse(gz("assetto-corsa/pdata-json/brands_hatch_indy_practice_3_laps.json.gz"));
  type Row = {pos: number[]} | null;
  return laps.flatMap(({lap_data}: {lap_data?: Row[]}) => {
    if (!lap_data) return [];
    const axis = (k: number) => lap_data.map((row) => row?.pos[k] ?? Number.NaN);
    return [{x: axis(0), z: axis(2)}];
  });
}

/** A surveyed centre line as a known track of its own world (the file counts y to the north). */
export function surveyed(name: string): Track {
  const rows = readFileSync(sharedData(`tracks/tumftm/${name}.csv`)!, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(",").map(Number));
  const path = {x: Float64Array.from(rows, ([x]) => x), z: Float64Array.from(rows, ([, y]) => -y)};
  const {x, z} = evenPath(path, Math.round(pathLength(path, true) / 3), true);
  return makeTrack({id: `survey-${name}`, name, frame: "survey", sectorStartsM: [], laps: 0}, x, z);
}

export const SURVEYED = ["Catalunya", "Melbourne", "Monza", "Sakhir", "Silverstone", "Spa", "Spielberg"];
