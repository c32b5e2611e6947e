import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import type {ImportedLog} from "../../../../src/core/files/importedLog.js";
import {readLogBytes, sessionOf} from "../../../support/logFiles.js";
import {
  accGameRace,
  accRace,
  acGame,
  acQualifying,
  json,
  rfactorQualifying,
  utf16,
} from "../../../support/resultFiles.js";
import {sharedCase} from "../../../support/sharedData.js";

const lapsOf = (log: ImportedLog, car: number) =>
  log.cars[car].laps.map(({lap, lapTimeMs, sectorsMs, valid}) => ({lap, lapTimeMs, sectorsMs, valid}));
const bestOf = (log: ImportedLog) => sessionOf(log).session.best;

describe("results of a server of Assetto Corsa Competizione", () => {
  const read = (tree: unknown = accRace(), name = "210217_031243_R.json") => readLogBytes(name, json(tree));

  it("have drivers, laps in the order of crossing, sectors, validity and the classification", () => {
    const log = read();
    expect(log).toMatchObject({
      game: "Assetto Corsa Competizione",
      track: {name: "Misano"},
      type: "race",
      startedAt: Date.UTC(2021, 1, 17, 3, 12, 43),
      weather: "dry",
      playerCar: null,
    });
    expect(log.cars.map(({driver, team, raceNumber, position}) => [driver, team, raceNumber, position])).toEqual([
      ["Ada One, Bo Two", "Porsche 992 GT3 Cup 2021", 9, 1].with(1, log.cars[0].team),
      ["Cy Three", "Team Ö", 7, 2],
      ["Di Four", log.cars[2].team, 3, 3],
      ["car 1009", "", 0, undefined],
    ]);
    expect(lapsOf(log, 1)).toEqual([
      {lap: 1, lapTimeMs: 279_100, sectorsMs: [205_000, 39_500, 34_600], valid: true},
      {lap: 2, lapTimeMs: 97_500, sectorsMs: [24_800, 38_400, 34_300], valid: true},
      {lap: 3, lapTimeMs: 96_100, sectorsMs: [24_000, 38_000, 34_100], valid: false},
    ]);
    expect(bestOf(log)).toEqual({car: 0, lap: 3, lapTimeMs: 96_000});
  });

  it("name the wait in first laps, the drivers of a shared car, and a car that is not on the leader board", () => {
    const log = read();
    expect(log.cars.map(({laps}) => laps.map(({pit}) => pit))).toEqual([
      [true, false, false],
      [true, false, false],
      [],
      [false, false],
    ]);
    const notes = log.report.notes.join("\n");
    expect(notes).toContain("lap 1 of 2 of 4 cars: time and sector 1 count from joining the session");
    expect(notes).toContain("car no. 9: laps by driver: Ada One 1–2; Bo Two 3");
    expect(notes).toContain("car 1009: its laps are in the file, but it is not on the leader board");
    expect(log.report.unused).toContainEqual(expect.objectContaining({from: "penalties"}));
  });

  it("take 2147483647 as no time", () => {
    const {lapTimeMs, sectorsMs} = read().cars[3].laps[1];
    expect(lapTimeMs).toBeNull();
    expect(sectorsMs?.[0] ?? null).toBeNull();
  });

  it.each([
    ["UTF-16 without a byte order mark", utf16(JSON.stringify(accRace()))],
    ["UTF-16 with one", utf16(JSON.stringify(accRace()), {bom: true})],
  ])("are read as %s", (_, bytes) => {
    expect(readLogBytes("210217_031243_R.json", bytes)).toEqual(read());
  });

  it("without a leader board, laps or carIds are read as far as they go", () => {
    const tree = accRace();
    const boardless = {...tree, sessionResult: {type: 1}};
    expect(read(boardless).cars.map(({driver}) => driver)).toEqual(["car 1002", "car 1001", "car 1009"]);
    expect(read(boardless).report.notes.join()).toContain("sessionResult.leaderBoardLines: missing in the file");
    expect(() => read({...tree, laps: []})).toThrow("no lap times: none of 3 drivers has finished a lap");
    const [first, ...others] = tree.sessionResult.leaderBoardLines;
    const {carId: _, ...nameless} = first.car;
    const lines = [{...first, car: nameless}, ...others];
    const log = read({...tree, sessionResult: {...tree.sessionResult, leaderBoardLines: lines}});
    // found by the number of its laps and the best of them
    expect(log.report.notes.join()).toContain("Ada One: no carId in the leader board: its laps are found");
    expect(log.cars.map(({driver, laps}) => [driver, laps.length])).toEqual(
      read(tree).cars.map(({driver, laps}) => [driver, laps.length]),
    );
    const other = {...lines[0], timing: {lapCount: 9, bestLap: 1}};
    const apart = read({...tree, sessionResult: {...tree.sessionResult, leaderBoardLines: [other, ...others]}});
    expect(apart.report.notes.join()).toContain("its laps cannot be told from others'");
    expect(apart.cars.find(({driver}) => driver === "car 1002")!.laps).toHaveLength(3);
  });

  it("leave out sectors that do not add up to their lap", () => {
    const tree = accRace();
    tree.laps[2].splits = [5_079, 38_100, 34_400];
    const log = read(tree);
    expect(log.cars[0].laps[1]).toMatchObject({lapTimeMs: 97_000, sectorsMs: null});
    expect(log.report.notes.join()).toContain("sectors of 1 lap do not add up to the lap time and are left out");
  });

  it.skipIf(!sharedCase("acc-server-result.json"))("of the collected cases have their laps", () => {
    const log = readLogBytes(
      "acc-server-result.json",
      new Uint8Array(readFileSync(sharedCase("acc-server-result.json")!)),
    );
    expect(log.cars.map(({driver, raceNumber}) => [driver, raceNumber])).toEqual([["A One", 7]]);
    expect(lapsOf(log, 0)).toEqual([
      {lap: 1, lapTimeMs: 106_000, sectorsMs: [30_200, 41_500, 34_300], valid: true},
      {lap: 2, lapTimeMs: 105_210, sectorsMs: [30_100, 41_000, 34_110], valid: true},
      {lap: 3, lapTimeMs: 104_900, sectorsMs: [30_000, 40_900, 34_000], valid: false},
    ]);
    expect(log).toMatchObject({type: "practice", track: {name: "Barcelona"}});
    expect(bestOf(log)).toEqual({car: 0, lap: 2, lapTimeMs: 105_210});
  });
});

describe("results that Assetto Corsa Competizione writes itself", () => {
  it("have the laps of the server's, pit laps by their flags, no track", () => {
    const game = readLogBytes("race.json", utf16(JSON.stringify(accGameRace()), {bom: true}));
    const server = readLogBytes("210217_031243_R.json", json(accRace()));
    const plain = (log: ImportedLog) =>
      log.cars.map(({driver, team, raceNumber, position, laps}) => [
        ...[driver, team, raceNumber, position],
        laps.map(({lap, lapTimeMs, sectorsMs, valid}) => [lap, lapTimeMs, sectorsMs, valid]),
      ]);
    expect(plain(game)).toEqual(plain(server));
    expect(game).toMatchObject({type: "race", track: {name: ""}, weather: "dry", startedAt: null});
    expect(game.cars[0].laps.map(({pit}) => pit)).toEqual([true, false, true]);
    expect(game.report.notes.join()).toContain("do not contain the track");
  });
});

describe("results that Assetto Corsa writes itself", () => {
  const read = (session?: string, tree: unknown = acGame()) => readLogBytes("race_out.json", json(tree), [], {session});

  it("are those of the race, in the order of the finish, and name the other sessions", () => {
    const log = read();
    expect(log).toMatchObject({game: "Assetto Corsa", track: {name: "road_oval"}, type: "race"});
    expect(log.cars.map(({driver, position}) => [driver, position])).toEqual([
      ["Cy Three", 1],
      ["Ada One", 2],
      ["Bo Two", 3],
    ]);
    expect(lapsOf(log, 0)).toEqual([
      {lap: 1, lapTimeMs: 72_000, sectorsMs: null, valid: true},
      {lap: 2, lapTimeMs: 69_000, sectorsMs: null, valid: true},
    ]);
    expect(log.report.notes.join()).toContain("Race of several sessions: Practice (3 laps), Race (5 laps)");
  });

  it("of a chosen session: a lap with a cut has the sum of its sectors and is not valid", () => {
    const log = read("practice");
    expect(log.cars.map(({driver, position}) => [driver, position])).toEqual([
      ["Bo Two", 1],
      ["Ada One", 2],
    ]);
    expect(lapsOf(log, 1)[1]).toEqual({lap: 2, lapTimeMs: 66_000, sectorsMs: [29_000, 19_000, 18_000], valid: false});
    expect(bestOf(log)).toEqual({car: 0, lap: 1, lapTimeMs: 68_400});
    expect(log.report.notes.join()).toContain(
      "1 lap without a time in the file (cuts): the sum of the sectors is taken",
    );
    expect(() => read("warmup")).toThrow("sessions: no session warmup: the file has Practice (3 laps), Race (5 laps)");
  });
});

describe("results of a server of Assetto Corsa", () => {
  const read = (tree: unknown = acQualifying()) => readLogBytes("2019_3_2_20_48_QUALIFY.json", json(tree));

  it("have drivers, laps, tyres and the classification; a lap with cuts is no best lap", () => {
    const log = read();
    expect(log).toMatchObject({
      ...{game: "Assetto Corsa", track: {name: "road_oval short"}, type: "qualifying"},
      startedAt: Date.UTC(2019, 2, 2, 20, 48),
    });
    expect(log.cars.map(({driver, team, position, laps}) => [driver, team, position, laps.length])).toEqual([
      ["Bo Two", "ks_car", 1, 2],
      ["Ada One", "Team A", 2, 2],
      ["Ada One", "Team A", 3, 0],
    ]);
    expect(lapsOf(log, 0)[1]).toEqual({lap: 2, lapTimeMs: 66_746, sectorsMs: [29_000, 19_742, 18_004], valid: false});
    expect(log.cars[1].laps[1].lapTimeMs).toBeNull();
    expect(bestOf(log)).toEqual({car: 0, lap: 1, lapTimeMs: 68_204});
    expect(sessionOf(log).laps[0].tyreCompound).toBe("SM");
  });

  it("take the date that a server manager adds, and need neither ballast nor tyres", () => {
    const {Laps, ...tree} = acQualifying();
    const old = {...tree, Date: "2019-03-02T20:48:11Z", Laps: Laps.map(({Tyre: _, ...lap}) => lap)};
    expect(read(old).startedAt).toBe(Date.UTC(2019, 2, 2, 20, 48, 11));
    expect(sessionOf(read(old)).laps[0].tyreCompound).toBeNull();
  });
});

describe("results of rFactor 2 and Le Mans Ultimate", () => {
  it("have drivers by position, laps, sectors, pit laps and tyres; --.---- is no time", () => {
    const log = readLogBytes("2023_11_14_22_13_20-01Q1.xml", rfactorQualifying());
    expect(log).toMatchObject({
      ...{game: "rFactor 2", gameVersion: "1.1", type: "qualifying", startedAt: 1_700_000_100_000, playerCar: 0},
      track: {name: "Oval Park Short", lengthM: 1160.5},
    });
    expect(log.cars.map(({driver, team, raceNumber, position}) => [driver, team, raceNumber, position])).toEqual([
      ["Ada One", "Proto #5", 5, 1],
      ["Gérard Two", "Équipe", 8, 2],
    ]);
    expect(lapsOf(log, 0)).toEqual([{lap: 1, lapTimeMs: 122_124, sectorsMs: [46_313, 31_841, 43_970], valid: true}]);
    expect(lapsOf(log, 1).map(({lapTimeMs, valid}) => [lapTimeMs, valid])).toEqual([
      [null, false],
      [123_000, true],
      [null, false],
    ]);
    expect(log.cars[1].laps.map(({pit}) => pit)).toEqual([false, false, true]);
    expect(sessionOf(log).laps.find(({car, lap}) => car === 1 && lap === 2)!.tyreCompound).toBe("Medium S7H");
  });

  it("of a race have grid, stops and why a car is out; of a qualifying they have not", () => {
    const facts = (xml: string) => sessionOf(readLogBytes("a.xml", new TextEncoder().encode(xml))).session.drivers;
    const xml = new TextDecoder("latin1")
      .decode(rfactorQualifying())
      .replace(
        "<Position>1</Position>",
        "<Position>1</Position><GridPos>3</GridPos><Pitstops>0</Pitstops><FinishStatus>Finished Normally</FinishStatus>",
      )
      .replace(
        "<Position>2</Position>",
        "<Position>2</Position><FinishStatus>DNF</FinishStatus><DNFReason>Fuel</DNFReason>",
      );
    expect(facts(xml).map(({race}) => race)).toEqual([undefined, undefined]);
    expect(facts(xml.replaceAll("Qualify>", "Race>")).map(({race}) => race)).toEqual([
      {grid: 3, stops: 0, status: "finished"},
      {status: "did not finish", because: "fuel"},
    ]);
  });

  it("with stray bytes after their end are read", () => {
    const bytes = Uint8Array.from([...rfactorQualifying(), 0xed]);
    expect(readLogBytes("a.xml", bytes).cars).toHaveLength(2);
  });

  it("of another file in XML are not taken, and a file without a finished lap says so", () => {
    const text = new TextDecoder("latin1").decode(rfactorQualifying());
    expect(() => readLogBytes("a.xml", new TextEncoder().encode("<a></a>"))).toThrow("no reader");
    const none = text.replace(/<Lap .*<\/Lap>\n/g, "");
    expect(() => readLogBytes("a.xml", new TextEncoder().encode(none))).toThrow("no lap times: none of 2 drivers");
  });
});
