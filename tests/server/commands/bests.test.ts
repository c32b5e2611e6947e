import {expect, it} from "vitest";
import {describeBests} from "../../../server/commands/describeBests.js";
import {writeDrivenSession} from "../../support/drivenSession.js";
import {ramp} from "../../support/gridLaps.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder} from "../../support/server.js";

/** Slows for Monza's first chicane and for its last corner, to these speeds, km/h. */
const speed = (first: number, last: number) =>
  ramp(
    [0, 300],
    [700, 300],
    [890, first],
    [960, first],
    [1200, 300],
    [4900, 300],
    [5100, last],
    [5250, last],
    [5600, 300],
  );

it("laps --bests joins a driver's best corners, and leaves out laps that do not count", async () => {
  const {path, remove} = await temporaryFolder();
  const id = "20260101-100000-aaaaaa";
  const rows = await writeDrivenSession(path, id, "monza", [
    {speedKmh: speed(100, 120)},
    {speedKmh: speed(80, 150)},
    {speedKmh: speed(150, 200), row: {valid: false}},
    {speedKmh: speed(90, 110), row: {car: 1, driver: "Bob"}},
  ]);
  const {stdout, code} = await runCommand("laps", id, "--bests", "--json", "--recordings", path);
  const [ada, bob] = JSON.parse(stdout).sessions[0].bests;
  expect([code, ada.laps, bob.driver]).toEqual([0, 2, "Bob"]);
  expect(ada.best).toEqual({lap: 2, ms: rows[1].lapTimeMs});
  // ∫ ds/v of the first chicane at 80 km/h instead of 100
  const slow = (v: number, metres: number) => (metres * Math.log(300 / v)) / ((300 - v) / 3.6);
  const chicane = (v: number) => 1000 * (slow(v, 190) + 70 / (v / 3.6) + slow(v, 240));
  expect(Math.abs(ada.best.ms - ada.theoretical.ms - (chicane(80) - chicane(100)))).toBeLessThan(
    ada.theoretical.errorMs + 2,
  );
  expect(ada.theoretical.parts.map(({lap}: {lap: number}) => lap)).toEqual([1, 2]);
  expect(ada.sumOfMiniSectorsMs).toBeLessThanOrEqual(ada.theoretical.ms + 0.001);
  const text = await runCommand("laps", id, "--bests", "--recordings", path);
  expect(text.stdout).toMatch(/bests of Ada, 2 valid laps\n {4}lap 2: 1:\d\d\.\d{3}\n/);
  expect(text.stdout).toMatch(
    /theoretical best, joined where speeds agree: 1:\d\d\.\d{3} ± 0\.\d{3} s \(lap 1 to \d+ m, lap 2 to 5793 m\)/,
  );
  expect(text.stdout).toContain("bests of Bob, 1 valid lap");
  await remove();
});

it("describeBests(report) claims no gain below its error", () => {
  const report = {
    ...{car: 0, driver: "Ada", laps: 3, best: {lap: 2, ms: 80_000}, sumOfSectorsMs: null, sumOfMiniSectorsMs: null},
    rolling: {lap: 1, fromM: 900, ms: 79_990, errorMs: 20},
    theoretical: {ms: 79_900, errorMs: 20, parts: [{lap: 1, fromM: 0, toM: 900, ms: 1}]},
  };
  expect(describeBests(report).split("\n").slice(2)).toEqual([
    "    rolling lap: not resolved: 0.010 s faster than the best lap, ± 0.020 s",
    "    theoretical best, joined where speeds agree: 1:19.900 ± 0.020 s (lap 1 to 900 m)",
  ]);
});
