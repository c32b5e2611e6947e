import {describe, expect, it} from "vitest";
import type {LogReport} from "../../../../src/core/archive/types.js";
import {oneCarLog} from "../../../../src/core/files/derive.js";
import {LogFileError, PLAIN_LAP} from "../../../../src/core/files/importedLog.js";
import {setLapsAtLine} from "../../../../src/core/files/laps/lapsAtLine.js";
import {NO_SECOND_LAP} from "../../../../src/core/files/laps/tableLaps.js";
import {spielberg} from "../../../../src/core/track/circuits/spielberg.js";
import {circuitTrack} from "../../../../src/core/track/circuitTrack.js";
import {alongTrack, makeTrack} from "../../../../src/core/track/track.js";

type Place = (seconds: number) => [x: number, z: number];

/** An ellipse of 480 × 240 m, driven once in 30.2 s, to the left; at 0 s the car is at its right end. */
const LAP_S = 30.2;
const oval: Place = (t) => {
  const angle = (2 * Math.PI * t) / LAP_S;
  return [240 * Math.cos(angle), -120 * Math.sin(angle)];
};
/** Its right end, driven towards the top of the map. */
const RIGHT_END = "240m,0m,0";

/** A log without laps, `hz` rows a second from 3 s before the first crossing of the right end. */
function lapless(place: Place, {hz = 10, from = -3, to = 95, more = {}, game = "unknown"} = {}) {
  const rows = Math.round((to - from) * hz);
  const times = Float64Array.from({length: rows}, (_, i) => from + i / hz);
  const columns = {
    sessionTime: times.map((t) => t - from),
    worldX: times.map((t) => place(t)[0]),
    worldZ: times.map((t) => place(t)[1]),
    ...Object.fromEntries(Object.entries(more).map(([name, of]) => [name, times.map(of as (t: number) => number)])),
  };
  const report: LogReport = {used: [], unused: [], notes: []};
  for (const name of Object.keys(more)) report.used.push({channel: name, from: name, unit: "", coverage: 1});
  const laps = [{...PLAIN_LAP, lap: 0, first: 0, end: rows}];
  return oneCarLog({rows, columns, laps}, report, {format: "csv", game});
}

const lapsOf = (log: ReturnType<typeof lapless>) => log.cars[0].laps.map(({lap, lapTimeMs}) => [lap, lapTimeMs]);

describe("setLapsAtLine(log, choices, tracks)", () => {
  for (const hz of [1, 5, 10, 50])
    it(`cuts a log of ${hz} Hz without laps where the car passed most often, and calls the line a guess`, () => {
      const log = lapless(oval, {hz});
      log.report.notes.push(NO_SECOND_LAP);
      setLapsAtLine(log);
      expect(log.report.notes).not.toContain(NO_SECOND_LAP);
      const {laps, columns} = log.cars[0];
      const whole = laps.filter(({complete}) => complete);
      expect(whole.length).toBeGreaterThanOrEqual(2);
      for (const {lapTimeMs} of whole) expect(Math.abs(lapTimeMs! - 30_200)).toBeLessThanOrEqual(hz === 1 ? 120 : 4);
      expect(log.report.line?.from).toBe("shape");
      expect(log.report.notes.join()).toMatch(/none in the file; cut at the place passed most often .* is a guess/);
      // distance and running time begin again at the line
      const {first, end} = whole[1];
      expect(columns.lapDistance[first]).toBe(0);
      expect(columns.lapDistance[end - 1]).toBeGreaterThan(1000);
      expect(columns.currentLapTimeMs[first]).toBeLessThanOrEqual(1000 / hz);
      expect(log.report.used.filter(({channel}) => channel === "lapDistance")).toHaveLength(1);
    });

  it("interpolates a crossing between two rows", () => {
    const log = lapless(oval);
    setLapsAtLine(log, {line: RIGHT_END});
    expect(lapsOf(log)).toEqual([
      [0, null],
      [1, expect.closeTo(30_200, -1)],
      [2, expect.closeTo(30_200, -1)],
      [3, expect.closeTo(30_200, -1)],
      [4, null],
    ]);
    for (const [, ms] of lapsOf(log).slice(1, -1)) expect(Math.abs((ms as number) - 30_200)).toBeLessThanOrEqual(1);
    expect(log.report.line).toMatchObject({from: "choice", place: {x: 240, z: 0, headingDeg: 0}});
  });

  it("cuts at the start line of a circuit whose shape it knows, turned and shifted", () => {
    const track = circuitTrack(spielberg);
    const speed = 60;
    const turned: Place = (t) => {
      const [x, z] = [track.x, track.z].map((column) => alongTrack(column, track, speed * t));
      return [0.8 * x - 0.6 * z + 1000, 0.6 * x + 0.8 * z - 500];
    };
    const log = lapless(turned, {from: -10, to: 170});
    setLapsAtLine(log);
    expect(log.report.line?.from).toBe("track");
    expect(log.report.notes.join()).toContain(`the start line of ${track.name}, recognised by its shape`);
    const {laps, columns} = log.cars[0];
    const lapMs = (track.lengthM / speed) * 1000;
    expect(laps.map(({complete}) => complete)).toEqual([false, true, true, false]);
    expect(Math.abs(laps[1].lapTimeMs! - lapMs)).toBeLessThan(5);
    // the line is crossed 10 s into the log
    expect(Math.abs(columns.sessionTime[laps[1].first] - 10)).toBeLessThan(0.2);
  });

  it("cuts at the start line of a track learned in the game's own coordinates", () => {
    const points = Array.from({length: 400}, (_, i) => oval((LAP_S * i) / 400));
    const [x, z] = [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis]));
    const facts = {id: "some-game-oval", name: "Oval", frame: "Some Game", sectorStartsM: [], laps: 3};
    const log = lapless(oval, {game: "Some Game"});
    setLapsAtLine(log, undefined, [makeTrack(facts, x, z)]);
    expect(log.report.line).toMatchObject({from: "track", place: {x: expect.closeTo(240, 0), z: expect.closeTo(0, 0)}});
    expect(log.cars[0].laps.filter(({complete}) => complete)).toHaveLength(3);
  });

  it("takes latitude and longitude where the log has them", () => {
    const latitude = (t: number) => 47 - oval(t)[1] / 111_320;
    const longitude = (t: number) => 11 + oval(t)[0] / (111_320 * Math.cos((47 * Math.PI) / 180));
    const log = lapless(oval, {more: {latitude, longitude}});
    const place = `${latitude(0)},${longitude(0)},0`;
    setLapsAtLine(log, {line: place});
    expect(
      lapsOf(log)
        .slice(1, -1)
        .map(([, ms]) => Math.round((ms as number) / 10)),
    ).toEqual([3020, 3020, 3020]);
  });

  it("leaves a drive alone that passes no place twice, laps of its own, and a choice of no laps", () => {
    const straight = lapless((t) => [20 * t, 0]);
    const own = lapless(oval);
    own.cars[0].laps[0] = {...own.cars[0].laps[0], lapTimeMs: 95_000, complete: true};
    const running = lapless(oval, {more: {currentLapTimeMs: (t: number) => 1000 * (t + 3)}});
    for (const log of [straight, own, running]) {
      setLapsAtLine(log);
      expect([log.cars[0].laps.length, log.report.line]).toEqual([1, undefined]);
    }
    // one lap whose ends overlap, and one that the file has numbered
    const overlapping = lapless(oval, {from: -1, to: LAP_S + 2});
    const numbered = lapless(oval);
    numbered.cars[0].laps[0].lap = 7;
    for (const log of [overlapping, numbered]) {
      setLapsAtLine(log);
      expect(log.cars[0].laps).toHaveLength(1);
    }
    const one = lapless(oval);
    setLapsAtLine(one, {lapFrom: "none"});
    expect(one.cars[0].laps).toHaveLength(1);
  });

  it("replaces the log's own laps at the chosen line, and a distance that counts from another one", () => {
    const log = lapless(oval, {more: {lapDistance: (t: number) => 40 * (t + 3)}});
    log.cars[0].laps[0] = {...log.cars[0].laps[0], lapTimeMs: 95_000, complete: true};
    setLapsAtLine(log, {line: RIGHT_END});
    expect(log.cars[0].laps).toHaveLength(5);
    expect(log.report.unused).toEqual([
      {from: "lapDistance", unit: "", reason: "does not count from the line at which the laps were cut"},
    ]);
  });

  it("says what is wrong with a line", () => {
    const errors = ["here", "1,2", "1m,2°,3", "900m,900m,0", "240m,0m,180"].map((line) => {
      try {
        setLapsAtLine(lapless(oval), {line});
        return "";
      } catch (error) {
        return error instanceof LogFileError ? error.message : error;
      }
    });
    expect(errors).toEqual([
      expect.stringContaining('choices: invalid line: "here"; expected latitude,longitude,heading'),
      expect.stringContaining('invalid line: "1,2"'),
      expect.stringContaining('invalid line: "1m,2°,3"'),
      expect.stringMatching(/line 900,900 is never crossed: the nearest position is 1[01]\d\d m away/),
      expect.stringContaining("cars pass it in another direction than 180°"),
    ]);
    const nowhere = lapless(oval);
    delete nowhere.cars[0].columns.worldX;
    expect(() => setLapsAtLine(nowhere, {line: RIGHT_END})).toThrow("no positions in the log: a line needs them");
  });

  it("does not count a car that stands on the line as crossing it", () => {
    const wander = (t: number) => 0.8 * Math.sin(37 * t);
    const standing: Place = (t) => (t < 30 ? [240, wander(t)] : oval(t - 30));
    const log = lapless(standing, {from: 0, to: 100});
    setLapsAtLine(log, {line: RIGHT_END});
    const complete = log.cars[0].laps.filter((lap) => lap.complete);
    for (const {lapTimeMs} of complete.slice(1)) expect(Math.abs(lapTimeMs! - 30_200)).toBeLessThan(3);
  });

  it("takes absurd positions in bounded time", () => {
    for (const scale of [1e300, 1e9, Number.POSITIVE_INFINITY]) {
      const log = lapless((t) => oval(t).map((v) => v * scale) as [number, number], {hz: 200});
      setLapsAtLine(log);
      expect(log.report.line).toBeUndefined();
    }
    // a car that never leaves its place
    const still = lapless((t) => [Math.sin(t * 91) * 15, Math.cos(t * 89) * 15], {hz: 500});
    expect(() => setLapsAtLine(still)).not.toThrow();
  });
});
