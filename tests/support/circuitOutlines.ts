import {readFileSync} from "node:fs";
import {evenPath, pathLength, smoothClosed} from "../../src/core/geometry/closedPath.js";
import type {OfficialCircuit} from "../../src/core/track/official/facts.js";
import {makeTrack, reverseTrack, type Track} from "../../src/core/track/track.js";
import {sharedData} from "./sharedData.js";

/** A circuit's outline in the collection: its id there, and the way it is driven (a figure of eight has none). */
interface Outline {
  id: string;
  clockwise?: boolean;
}

const cw = (id: string): Outline => ({id, clockwise: true});
const ccw = (id: string): Outline => ({id, clockwise: false});

/** Outlines by our ids of the circuits. */
export const OUTLINES: Record<string, Outline> = {
  melbourne: cw("au-1953"),
  shanghai: cw("cn-2004"),
  suzuka: {id: "jp-1962"},
  sakhir: cw("bh-2002"),
  jeddah: ccw("sa-2021"),
  miami: ccw("us-2022"),
  imola: ccw("it-1953"),
  monaco: cw("mc-1929"),
  catalunya: cw("es-1991"),
  montreal: cw("ca-1978"),
  spielberg: cw("at-1969"),
  silverstone: cw("gb-1948"),
  spa: cw("be-1925"),
  hungaroring: cw("hu-1986"),
  zandvoort: cw("nl-1948"),
  monza: cw("it-1922"),
  baku: ccw("az-2016"),
  singapore: ccw("sg-2008"),
  austin: ccw("us-2012"),
  mexico: cw("mx-1962"),
  interlagos: ccw("br-1940"),
  "las-vegas": ccw("us-2023"),
  losail: cw("qa-2004"),
  "yas-marina": ccw("ae-2009"),
  nurburgring: cw("de-1927"),
  portimao: cw("pt-2008"),
  "paul-ricard-chicane": cw("fr-1969"),
  hockenheim: cw("de-1932"),
  mugello: cw("it-1914"),
};

/** Longitudes and latitudes of every outline, and its published length. */
export function readOutlines(): Map<string, {points: [lon: number, lat: number][]; lengthM: number}> {
  const {features} = JSON.parse(readFileSync(sharedData("tracks/f1-circuits.geojson")!, "utf8"));
  return new Map(
    features.map(({properties, geometry}: {properties: {id: string; length: number}; geometry: {coordinates: []}}) => [
      properties.id,
      {points: geometry.coordinates, lengthM: properties.length},
    ]),
  );
}

/** An outline as a track, in the way it is driven and scaled to the circuit's length; its corners are rounded over 10 points of 3 m. */
export function outlineOf(
  outlines: ReturnType<typeof readOutlines>,
  {id, clockwise}: Outline,
  {name, lengthM}: OfficialCircuit,
): Track {
  const {points} = outlines.get(id)!;
  const [[lon, lat]] = points;
  const closes = points.at(-1)![0] === lon && points.at(-1)![1] === lat;
  const open = closes ? points.slice(0, -1) : points;
  const path = {
    x: Float64Array.from(open, ([x]) => (x - lon) * 111_320 * Math.cos((lat * Math.PI) / 180)),
    z: Float64Array.from(open, ([, y]) => -(y - lat) * 110_540),
  };
  const count = Math.round(lengthM / 3);
  const scale = lengthM / pathLength(path, true);
  const even = evenPath(path, count, true);
  const [x, z] = smoothClosed([even.x.map((v) => v * scale), even.z.map((v) => v * scale)], 10);
  const smooth = evenPath({x, z}, count, true);
  const track = makeTrack({id: "outline", name, frame: "", sectorStartsM: [], laps: 0}, smooth.x, smooth.z);
  return clockwise === undefined || track.clockwise === clockwise ? track : reverseTrack(track);
}
