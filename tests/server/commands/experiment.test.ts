import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {folderArchive} from "../../../loaders/archive/folderArchive.js";
import {checkFinding} from "../../../src/core/findings/checkFinding.js";
import type {Measure} from "../../../src/core/findings/finding.js";
import {type OpenedExperiment, openExperiment} from "../../../src/core/findings/openExperiment.js";
import {random} from "../../../src/core/signal/random.js";
import {type DrivenBy, writeDrivenSession} from "../../support/drivenSession.js";
import {presses, ramp} from "../../support/gridLaps.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder} from "../../support/server.js";

const [A, B, OTHER] = ["aaaaaa", "bbbbbb", "cccccc"].map((hash) => `20260101-100000-${hash}`);
const source = random(12);

/** Monza's first chicane at 90 km/h, braking from about `from` m; the straights at about 290 km/h. */
function lap(from: number, row: DrivenBy["row"] = {}): DrivenBy {
  const at = from + 4 * source.normal();
  const after = 290 + 0.6 * source.normal();
  return {
    speedKmh: ramp([0, 300], [at, 300], [890, 90], [980, 90], [1300, after]),
    brake: presses([at, at + 10, 840, 890, 0.9]),
    throttle: ramp([at - 10, 1], [at - 9, 0], [985, 0], [1000, 1]),
    row,
  };
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  const group = (from: number) => Array.from({length: 7}, () => lap(from));
  await writeDrivenSession(folder.path, A, "monza", [...group(760), lap(760, {valid: false}), lap(760, {pit: true})]);
  await writeDrivenSession(folder.path, B, "monza", group(730), {startedAt: "2026-02-01T10:00:00.000Z"});
  await writeDrivenSession(folder.path, OTHER, "monza", group(760));
});
afterAll(() => folder.remove());

const experiment = (...args: string[]) => runCommand("experiment", ...args, "--recordings", folder.path);

describe("lapbook experiment", () => {
  it("finds 30 m earlier braking at the first corner, with its interval; the corner's minimum speed is not called different", async () => {
    const {code, stdout} = await experiment(`${A}:0`, `${B}:0`, "--corner", "1", "--json");
    expect(code).toBe(0);
    const {findings, laps, notCounted, limitations} = JSON.parse(stdout) as OpenedExperiment;
    expect(findings.flatMap(checkFinding)).toEqual([]);
    const of = (wanted: Measure) => findings.find(({measure, place}) => measure === wanted && place.number === 1)!;
    const brake = of("brake point");
    expect(brake.status).toBe("found");
    expect(brake.interval![0]).toBeLessThan(-30);
    expect(brake.interval![1]).toBeGreaterThan(-30);
    expect(Math.abs(brake.value! + 30)).toBeLessThan(6);
    // the road driven in a frame of each lap at nearly 300 km/h
    expect(brake.noiseFloor).toBeGreaterThan(1.5);
    expect(brake.noiseFloor).toBeLessThan(2);
    expect(of("minimum speed").status).not.toBe("found");
    const time = findings.find(({measure, place}) => measure === "time" && place.kind === "corner")!;
    expect(time.status).toBe("found");
    expect(time.place).toMatchObject({track: "Monza", number: 1, fromM: brake.place.fromM});
    // every lap of both groups is evidence that can be opened
    expect(time.evidence.map(({session, lap}) => `${session}:0:${lap}`).toSorted()).toEqual(laps.flat().toSorted());
    const {findings: same} = await openExperiment(
      folderArchive(folder.path),
      {session: A, car: 0},
      {session: B, car: 0},
      {
        corner: 1,
      },
    );
    expect(same).toEqual(findings);
    const text = (await experiment(`${A}:0`, `${B}:0`, "--corner", "1")).stdout.split("\n");
    for (const finding of findings) expect(text).toContain(finding.text);
    expect(laps.map((group: string[]) => group.length)).toEqual([7, 7]);
    expect(notCounted.map(({because}: {because: string}) => because)).toEqual(["not valid", "pit lane"]);
    expect(limitations.join()).toMatch(/driven after the other/);
  });

  it("between two groups of the same driving claims nothing, and says how many laps would show a difference", async () => {
    const {stdout} = await experiment(`${A}:0`, `${OTHER}:0`);
    expect(stdout).not.toMatch(/a difference/);
    expect(stdout).toMatch(/lap time: (these laps cannot say .*; about \d+ more laps of both would|no difference of)/);
    expect(stdout).toMatch(/sector 1: unavailable, 0 laps with this measure/);
  });

  it("takes a part of a session's laps as a group, and no lap twice", async () => {
    const {laps} = JSON.parse((await experiment(`${A}:0:1-3`, `${A}:0:4-7`, "--json")).stdout);
    expect(laps).toEqual([[1, 2, 3].map((n) => `${A}:0:${n}`), [4, 5, 6, 7].map((n) => `${A}:0:${n}`)]);
    expect((await experiment(`${A}:0:1-3`, `${A}:0`)).stderr).toMatch(/a lap is in both groups/);
  });

  it("refuses what it can't compare, with a reason", async () => {
    const reason = async (...args: string[]) => (await experiment(...args)).stderr;
    expect(await reason(`${A}:0`)).toMatch(/needs two groups/);
    expect(await reason(`${A}:0`, "nonsense")).toMatch(/invalid group: nonsense/);
    expect(await reason(`${A}:0`, `${B}:9`)).toMatch(/no car 9/);
    expect(await reason(`${A}:0`, `${B}:0:50-60`)).toMatch(/no lap in that range/);
    expect(await reason(`${A}:0`, `${B}:0`, "--corner", "99")).toMatch(/no corner 99/);
    expect(await reason(`${A}:0`, `${B}:0`, "--corner", "EACH")).toMatch(/from 1 to 999, or each$/m);
    expect(await reason(`${A}:0`, "20990101-000000-000000:0")).toMatch(/unknown session/);
  });
});
