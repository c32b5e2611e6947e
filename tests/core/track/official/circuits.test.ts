import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {CIRCUITS} from "../../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../../src/core/track/circuitTrack.js";
import {cornersOf} from "../../../../src/core/track/corners.js";
import {learnTrack} from "../../../../src/core/track/learn.js";
import {circuitsNamed, OFFICIAL_CIRCUITS} from "../../../../src/core/track/official/circuits.js";
import {officialCircuit} from "../../../../src/core/track/official/facts.js";
import {reverseTrack} from "../../../../src/core/track/track.js";
import {OUTLINES, outlineOf, readOutlines} from "../../../support/circuitOutlines.js";
import {sharedData} from "../../../support/sharedData.js";
import {readBroadcastMap, trackOfLine} from "../../../support/trackLines.js";
import * as real from "../realLaps.js";

describe("officialCircuit", () => {
  it("reads a line of facts, and refuses others by their text", () => {
    const {corners} = officialCircuit("a", {name: "A", lengthM: 4000}, "1R 6.7 Old Hall, 2L, 2aR 20.5 Bend, 3?");
    expect(corners).toEqual([
      {number: 1, name: "Old Hall", direction: "right", at: 0.067},
      {number: 2, direction: "left"},
      {number: 2, label: "2a", name: "Bend", direction: "right", at: 0.205},
      {number: 3},
    ]);
    expect(() => officialCircuit("a", {name: "A", lengthM: 1}, "1X 3")).toThrow("invalid corner of a: 1X 3");
    expect(() => officialCircuit("a", {name: "A", lengthM: 1}, "1R 5, 2L 4")).toThrow("place out of order at a: 2L 4");
  });
});

describe("the circuits", () => {
  it("number their corners from 1 without a gap, and have ids of their own", () => {
    expect(new Set(OFFICIAL_CIRCUITS.map(({id}) => id)).size).toBe(OFFICIAL_CIRCUITS.length);
    for (const {id, corners} of OFFICIAL_CIRCUITS) {
      const numbers = corners.filter(({label}) => !label).map(({number}) => number);
      expect(numbers, id).toEqual(numbers.map((_, i) => i + 1));
    }
  });

  it("have as many corners as published", () => {
    const count = (id: string) => OFFICIAL_CIRCUITS.find((circuit) => circuit.id === id)?.corners.length;
    // corners by the FIA's circuit maps
    const published = {
      ...{melbourne: 14, shanghai: 16, suzuka: 18, sakhir: 15, jeddah: 27, miami: 19, imola: 19, monaco: 19},
      ...{catalunya: 14, montreal: 14, spielberg: 10, silverstone: 18, spa: 19, hungaroring: 14, zandvoort: 14},
      ...{monza: 11, baku: 20, singapore: 19, austin: 20, mexico: 17, interlagos: 15, "las-vegas": 17, losail: 16},
      ...{
        madrid: 22,
        "yas-marina": 16,
        portimao: 15,
        "paul-ricard-chicane": 15,
        hockenheim: 17,
        mugello: 15,
        nurburgring: 15,
      },
      // by the circuits' own maps
      ...{"brands-hatch": 9, "brands-hatch-indy": 6, donington: 12, kyalami: 16, misano: 16, "mount-panorama": 23},
      ...{snetterton: 12, valencia: 14, "indianapolis-2014": 14, "paul-ricard": 13},
    };
    expect(Object.fromEntries(Object.keys(published).map((id) => [id, count(id)]))).toEqual(published);
  });

  it("have as many to each side as published", () => {
    const {corners} = OFFICIAL_CIRCUITS.find(({id}) => id === "madrid")!;
    const to = (side: string) => corners.filter(({direction}) => direction === side).length;
    expect([to("right"), to("left")]).toEqual([12, 10]);
  });

  it("have the Nordschleife's where a tool of another game names them: ranges of a lap of 20,638 m", () => {
    const {corners} = OFFICIAL_CIRCUITS.find(({id}) => id === "nordschleife")!;
    const ranges: Record<string, [number, number]> = {
      ...{Hatzenbach: [904, 1402], Schwedenkreuz: [3483, 3700], Aremberg: [3773, 4008], "Adenauer Forst": [4906, 5393]},
      ...{Metzgesfeld: [5882, 6325], Kallenhard: [6389, 6597], Wehrseifen: [7265, 7529], Breidscheid: [7836, 8024]},
      ...{Bergwerk: [8786, 9084], "Caracciola-Karussell": [11942, 12125], Brünnchen: [14098, 14461]},
      ...{Eiskurve: [14563, 14758], Schwalbenschwanz: [16369, 16695], "Kleines Karussell": [16804, 16967]},
    };
    for (const [name, [from, to]] of Object.entries(ranges)) {
      const places = corners.filter((corner) => corner.name === name).map(({at}) => Math.round(at! * 20638));
      expect(places.length, name).toBeGreaterThan(0);
      // an apex lies up to 60 m from the middle of what is named
      expect(
        places.filter((m) => m < from - 60 || m > to + 60),
        name,
      ).toEqual([]);
    }
  });

  it("are found by the names that games and logs use, if the length agrees", () => {
    const ids = (name: string, lengthM: number, id = "") => circuitsNamed({name, id, lengthM}).map((one) => one.id);
    expect(ids("Melbourne", 5276)).toEqual(["melbourne", "melbourne-1996"]);
    expect(ids("Texas", 5500)).toEqual(["austin"]);
    expect(ids("ks_brands_hatch indy", 1929)).toEqual(["brands-hatch-indy"]);
    expect(ids("Brands Hatch", 3908)).toEqual(["brands-hatch"]);
    expect(ids("Paul Ricard", 5770)).toEqual(["paul-ricard-chicane", "paul-ricard"]);
    expect(ids("Spa", 7004)).toEqual(["spa"]);
    expect(ids("Nürburgring Nordschleife", 20638)).toEqual(["nordschleife"]);
    expect(ids("ks_nordschleife nordschleife", 20832)).toEqual(["nordschleife"]);
    expect(ids("ks_nordschleife touristenfahrten", 19100)).toEqual([]);
    expect(ids("Silverstone (reverse)", 5891)).toEqual([]);
    expect(ids("Silverstone", 2638)).toEqual([]);
  });
});

describe.skipIf(!sharedData("tracks/f1-circuits.geojson"))("beside the circuits' public outlines", () => {
  const outlines = sharedData("tracks/f1-circuits.geojson") ? readOutlines() : new Map();

  it.each(Object.entries(OUTLINES))(
    "%s has every official corner, in order, at the end of none before it",
    (id, outline) => {
      const circuit = OFFICIAL_CIRCUITS.find((one) => one.id === id)!;
      const track = outlineOf(outlines, outline, circuit);
      expect(Math.abs(outlines.get(outline.id)!.lengthM / circuit.lengthM - 1)).toBeLessThan(0.012);
      const {from, circuit: name, list, straights, note} = cornersOf(track);
      expect([from, name], note).toEqual(["official", circuit.name]);
      expect(list.map(({number}) => number).sort((a, b) => a - b)).toEqual(circuit.corners.map(({number}) => number));
      // corners and straights cover the lap
      const pieces = [...list.map(({entryM, exitM}) => [entryM, exitM]), ...straights.map((s) => [s.fromM, s.toM])];
      const length = pieces.reduce((sum, [a, b]) => sum + (b < a ? b - a + track.lengthM : b - a), 0);
      expect(length).toBeCloseTo(track.lengthM, 3);
      for (const {number, entryM, apexM, exitM} of list) {
        const on = (m: number) => (m - entryM + track.lengthM) % track.lengthM;
        expect(on(apexM), `${id} ${number}`).toBeLessThanOrEqual(on(exitM) + 1e-6);
      }
      // driven the other way round they are no longer the official ones
      const back = cornersOf({...reverseTrack(track), name: circuit.name});
      expect(back.from).toBe("shape");
      expect(back.note).toContain("does not agree");
    },
  );

  it("a nameless outline is never taken for another circuit", () => {
    const taken = Object.entries(OUTLINES).flatMap(([id, outline]) => {
      const circuit = OFFICIAL_CIRCUITS.find((one) => one.id === id)!;
      const {circuit: name} = cornersOf({...outlineOf(outlines, outline, circuit), id: "lap", name: "lap"});
      return name === undefined || name === circuit.name ? [] : [`${id} as ${name}`];
    });
    expect(taken).toEqual([]);
  });
});

describe.skipIf(!sharedData("f1-laps/f1-25_melbourne_tt"))("Melbourne learned from one lap", () => {
  it("has its fourteen official corners, by name and without one", () => {
    for (const name of ["Melbourne", "lap"]) {
      const {from, circuit, list} = cornersOf(learnTrack([real.melbourneLap()], {id: "x", name}).track);
      expect([from, circuit]).toEqual(["official", "Melbourne"]);
      expect(list.map(({number, direction}) => `${number}${direction[0]}`).join(" ")).toBe(
        "1r 2l 3r 4l 5r 6r 7l 8r 9l 10r 11r 12r 13l 14r",
      );
    }
  });
});

describe.skipIf(!sharedData("acc/broadcast-track-maps"))("Assetto Corsa Competizione's own lines", () => {
  it.each([
    ["imola", "Imola", 19],
    ["kyalami", "Kyalami", 16],
    ["laguna_seca", "Laguna Seca", 12],
  ])("%s has its official corners", (file, name, count) => {
    const bytes = gunzipSync(readFileSync(sharedData(`acc/broadcast-track-maps/${file}.bin.gz`)!));
    const {circuit, list} = cornersOf(trackOfLine(readBroadcastMap(bytes), {id: file, name, frame: "ACC"}));
    expect([circuit, list.length]).toEqual([name, count]);
  });

  it("Laguna Seca's apexes lie in the sections of a driving study, which has another start and no first kink", () => {
    const bytes = gunzipSync(readFileSync(sharedData("acc/broadcast-track-maps/laguna_seca.bin.gz")!));
    const {list} = cornersOf(trackOfLine(readBroadcastMap(bytes), {id: "x", name: "Laguna Seca", frame: "ACC"}));
    const {sections} = JSON.parse(
      readFileSync(sharedData("acc/laguna-seca-study/laguna_seca_section_map.json")!, "utf8"),
    ) as {sections: {Sector: string; start: number; end: number}[]};
    const turns = sections.filter(({Sector}) => Sector.startsWith("Turn"));
    // without the kinks 1 and 7
    const apexes = list.filter(({number}) => number !== 1 && number !== 7).map(({apexM}) => apexM);
    expect(turns.length).toBe(apexes.length);
    const fits = (shift: number) =>
      turns.every(({start, end}, i) => apexes[i] + shift > start - 5 && apexes[i] + shift < end + 5);
    expect(Array.from({length: 100}, (_, shift) => shift).some(fits)).toBe(true);
  });
});

describe("officialCorners", () => {
  it("says why a track by a circuit's name is numbered by its shape", () => {
    const track = circuitTrack(CIRCUITS.monza);
    const {from, note} = cornersOf({...track, id: "x", name: "Paul Ricard"});
    expect(from).toBe("shape");
    expect(note).toBe("the shape of this track does not agree with the official corners of Paul Ricard");
  });
});
