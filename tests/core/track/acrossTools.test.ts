import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import type {Path} from "../../../src/core/geometry/closedPath.js";
import {mirror} from "../../../src/core/track/align.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {recognise} from "../../../src/core/track/recognise.js";
import {readShared, sharedBytes} from "../../support/logFiles.js";
import {rotated} from "../../support/long.js";
import {sharedData} from "../../support/sharedData.js";
import {readBroadcastMap, trackOfLine} from "../../support/trackLines.js";
import * as real from "./realLaps.js";

// The same circuits from different games and tools, each with axes and an origin of its own, among sixteen known ones:
// our six, the seven of a survey, and three as ACC's broadcasting interface traces them.

/** Those of the forty that are known. */
const KNOWN = {
  "au-1953": "survey-Melbourne",
  "bh-2002": "survey-Sakhir",
  "es-1991": "survey-Catalunya",
  "at-1969": "survey-Spielberg",
  "gb-1948": "survey-Silverstone",
  "be-1925": "survey-Spa",
  "it-1922": "survey-Monza",
  "it-1953": "imola",
  "za-1961": "kyalami",
};

const here = sharedData("tracks/tumftm") && sharedData("acc/broadcast-track-maps");

function known() {
  const traced = ["imola", "kyalami", "laguna_seca"].map((name) =>
    trackOfLine(readBroadcastMap(sharedBytes(`acc/broadcast-track-maps/${name}.bin.gz`)), {id: name, frame: "acc"}),
  );
  return [...Object.values(CIRCUITS).map(circuitTrack), ...real.SURVEYED.map(real.surveyed), ...traced];
}

/** A lap as its tool's reader understands it. */
function lapOf(file: string, number: number): Path {
  const {columns, laps} = readShared(file).log.cars[0];
  const {first, end} = laps.find(({lap}) => lap === number)!;
  return {x: columns.worldX.slice(first, end), z: columns.worldZ.slice(first, end)};
}

const backwards = ({x, z}: Path): Path => ({x: x.slice().reverse(), z: z.slice().reverse()});

describe.skipIf(!here)("circuits from different games and tools", () => {
  const tracks = here ? known() : [];
  const told = (path: Path, options = {}) => {
    const {match, confidence, same} = recognise(tracks, path, options);
    return {
      id: match?.track.id,
      reversed: match?.reversed,
      mirrored: match?.move.mirrored ?? false,
      sure: confidence > 0.7,
      same: same.map(({track}) => track.id).sort(),
    };
  };
  const AC_IMOLA = "assetto-corsa/udp-lap-log/imola_corvette_c7r_lap_0.tsv.gz";

  it("Imola: a lap of Assetto Corsa lies on what ACC traced", () => {
    const found = {id: "imola", reversed: false, mirrored: false, sure: true, same: ["imola"]};
    expect(told(lapOf(AC_IMOLA, 1))).toEqual(found);
    expect(told(backwards(lapOf(AC_IMOLA, 1)))).toEqual({...found, reversed: true});
    expect(told(mirror(lapOf(AC_IMOLA, 1)), {mirrored: true})).toEqual({...found, mirrored: true});
    expect(told(mirror(lapOf(AC_IMOLA, 1))).id).toBeUndefined();
  });

  it("Monza: laps of Assetto Corsa and Automobilista 2 lie on the survey and on our own circuit", () => {
    const found = {id: "survey-Monza", reversed: false, mirrored: false, sure: true, same: ["monza", "survey-Monza"]};
    const {x, z} = real.assettoMonza().laps[0];
    expect(told({x: Float64Array.from(x), z: Float64Array.from(z)})).toEqual(found);
    expect(told(lapOf("other-sims/crewchief-csv/session_1692949947_ams2_monza_bmw_m4_gt4.csv.gz", 2))).toEqual(found);
  });

  it("a circuit that none of them is, is none: Gran Turismo's Broad Bean, Brands Hatch Indy", () => {
    expect(told(lapOf("other-sims/gt7/broad_bean_time_trial_4laps.json.gz", 4), {mirrored: true}).id).toBeUndefined();
    const {x, z} = real.brandsHatchLaps()[0];
    expect(told({x: Float64Array.from(x), z: Float64Array.from(z)}, {mirrored: true}).id).toBeUndefined();
  });

  it("of forty circuits by longitude and latitude the nine known are recognised, the others not", () => {
    const {features} = JSON.parse(readFileSync(sharedData("tracks/f1-circuits.geojson")!, "utf8"));
    const names: Record<string, string | undefined> = {};
    const unknown = features.filter(({properties}: {properties: {id: string}}) => !(properties.id in KNOWN));
    const tried = [...features.filter((one: object) => !unknown.includes(one)), ...rotated(unknown, 1, 6)];
    for (const {properties, geometry} of tried) {
      const [[lon0, lat0]] = geometry.coordinates;
      const east = 111_320 * Math.cos((lat0 * Math.PI) / 180);
      const x = Float64Array.from(geometry.coordinates as number[][], ([lon]) => (lon - lon0) * east);
      const z = Float64Array.from(geometry.coordinates as number[][], ([, lat]) => (lat0 - lat) * 111_320);
      const {id} = told({x, z}, {mirrored: true});
      if (id) names[properties.id] = id;
    }
    expect(features.length).toBe(40);
    expect(names).toEqual(KNOWN);
  });

  it("the other way round none is another, nor is its mirror image", () => {
    for (const track of tracks.filter(({frame}) => frame !== "simulator")) {
      const others = tracks.filter(({lengthM}) => Math.abs(lengthM / track.lengthM - 1) > 0.015);
      expect(recognise(others, backwards(track), {mirrored: true}).match?.track.id, track.id).toBeUndefined();
    }
  });
});
