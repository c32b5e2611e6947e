import {describe, expect, it} from "vitest";
import {random} from "../../../src/core/signal/random.js";
import {movePath} from "../../../src/core/track/align.js";
import {bestLaps, type LapRef, lapsToLearn, MOST_LEARNED_LAPS} from "../../../src/core/track/bestLaps.js";
import {type ArchivedLap, learnTogether} from "../../../src/core/track/learnTogether.js";
import {AWAY, drive} from "../../support/drivenCircuit.js";
import {lapRow} from "../../support/session.js";

const ref = (session: string, lap: number, lapTimeMs: number, car = 0): LapRef => ({session, car, lap, lapTimeMs});

describe("bestLaps", () => {
  it("takes the fastest, three of a car in a session, twelve in all", () => {
    const laps = [5, 3, 4, 1, 2].map((n) => ref("a", n, 90_000 + n));
    expect(bestLaps(laps).map(({lap}) => lap)).toEqual([1, 2, 3]);
    const grid = Array.from({length: 20}, (_, car) => ref("a", 1, 90_000 + car, car));
    expect(bestLaps(grid).map(({car}) => car)).toEqual(Array.from({length: MOST_LEARNED_LAPS}, (_, car) => car));
  });

  it("takes the same of all laps as of the best of each session, in whatever order they came", () => {
    const dice = random(3, 1);
    const session = (name: string) =>
      Array.from({length: 40}, (_, i) => ref(name, i, 90_000 + Math.floor(30 * dice.next()), i % 5));
    const [a, b, c] = ["a", "b", "c"].map(session);
    const all = bestLaps([...a, ...b, ...c]);
    expect(bestLaps([...c.reverse(), ...a, ...b])).toEqual(all);
    expect(bestLaps([...bestLaps([...bestLaps(b), ...bestLaps(c)]), ...bestLaps(a)])).toEqual(all);
  });
});

describe("lapsToLearn", () => {
  const file = "samples/car-0/lap-1.arrows";
  const numbers = (rows: Parameters<typeof lapRow>[0][]) => lapsToLearn("s", rows.map(lapRow)).map(({lap}) => lap);

  it("leaves out what is no whole lap on the road", () => {
    expect(
      numbers([
        {lap: 1, file},
        {lap: 2, file, complete: false},
        {lap: 3, file, pit: true},
        {lap: 4, file: null},
        {lap: 5, file, lapTimeMs: null},
        {lap: 6, file, coverage: 0.5},
        {lap: 7, file, valid: false},
      ]),
    ).toEqual([1]);
  });

  it("takes laps that did not count where no other is", () => {
    expect(numbers([{lap: 7, file, valid: false}])).toEqual([7]);
  });
});

describe("learnTogether", () => {
  const lap = (session: string, n: number, path = drive("spa", {offset: n, every: 5})): ArchivedLap => ({
    ref: ref(session, n, 100_000 + n),
    driven: path,
  });
  const away = (n: number) => movePath(drive("spa", {offset: n, every: 5}), AWAY);
  const options = {id: "game-spa", name: "Spa", frame: "Game"};

  it("learns from laps of several sessions in one world, and names them all", () => {
    const laps = [lap("a", -2), lap("b", 0), lap("b", 2), lap("c", 1, drive("spa", {to: 4000}))];
    const track = learnTogether(laps, options)!;
    expect([track.laps, track.from]).toEqual([3, laps.map((one) => one.ref)]);
    expect([track.id, track.name, track.frame]).toEqual(["game-spa", "Spa", "Game"]);
    expect(Math.abs(track.lengthM / 7004 - 1)).toBeLessThan(0.01);
  });

  it("takes the world with the most laps; of equal ones that of the earliest", () => {
    const near = (track: {x: Float64Array; z: Float64Array}) => Math.hypot(track.x[0], track.z[0]) < 50;
    expect(near(learnTogether([lap("gps", 0, away(0)), lap("a", 0), lap("a", 1)], options)!)).toBe(true);
    expect(near(learnTogether([lap("gps", 0, away(0)), lap("a", 0)], options)!)).toBe(false);
    expect(near(learnTogether([lap("a", 0), lap("gps", 0, away(0))], options)!)).toBe(true);
  });

  it("is undefined when no lap is whole", () => {
    expect(learnTogether([], options)).toBeUndefined();
    expect(learnTogether([lap("a", 0, drive("spa", {to: 3000}))], options)).toBeUndefined();
  });
});
