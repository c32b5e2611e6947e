import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {checkFinding} from "../../../src/core/findings/checkFinding.js";
import type {Finding} from "../../../src/core/findings/finding.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder} from "../../support/server.js";
import {type SimulatedLap, simulateLaps} from "../../support/simulatedLaps.js";
import {writeSimulatedSession} from "../../support/simulatedSession.js";

const [A, B, REVERSED, NO_BRAKE] = [
  "20260101-100000-aaaaaa",
  "20260102-100000-bbbbbb",
  "20260103-100000-cccccc",
  "20260104-100000-dddddd",
];
const TURN_6 = {fromM: 1500, toM: 2007};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  const {path} = folder;
  const ada = simulateLaps({seed: 11, laps: 6, habits: [{...TURN_6, brakeEarlierM: 14}]});
  const ben = simulateLaps({seed: 12, laps: 6});
  await writeSimulatedSession(path, A, "silverstone", [
    {car: 3, driver: "Ada", laps: ada},
    {car: 4, driver: "Ben", laps: ben},
  ]);
  await writeSimulatedSession(path, B, "silverstone", [{car: 0, driver: "Cy", laps: ben.slice(0, 1)}]);
  await writeSimulatedSession(path, REVERSED, "silverstone", [
    {car: 0, driver: "Ada", laps: ada.slice(0, 3).map(reversed)},
  ]);
  const withoutBrake = ada
    .slice(0, 3)
    .map(({channels: {brake: _, ...channels}, ...lap}) => ({...lap, channels}) as SimulatedLap);
  await writeSimulatedSession(path, NO_BRAKE, "silverstone", [{car: 0, driver: "Ada", laps: withoutBrake}]);
});
afterAll(() => folder.remove());

/** The same road in the other direction. */
function reversed({driven, ...lap}: SimulatedLap): SimulatedLap {
  const turned = (column?: ArrayLike<number>) => Float64Array.from(column ?? []).reverse();
  return {...lap, driven: {...driven, x: turned(driven.x), z: turned(driven.z)}};
}

const findings = (...args: string[]) => runCommand("findings", ...args, "--recordings", folder.path);

interface Answer {
  session: string;
  about: string;
  subject: Finding["subject"];
  reference: Finding["reference"];
  findings: Finding[];
  leftOut: {lap: string; because: string}[];
}
async function json(...args: string[]): Promise<Answer> {
  const {stdout, code} = await findings(...args, "--json");
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

describe("lapbook findings", () => {
  it("--driver: names the corner that costs the player time, against the faster driver of the session", async () => {
    const {about, subject, reference, findings: all} = await json(A, "--driver");
    expect(all.flatMap(checkFinding)).toEqual([]);
    expect(about).toBe("driver");
    expect(subject).toEqual({session: A, car: 3, driver: "Ada", laps: [1, 2, 3, 4, 5, 6]});
    expect([reference.car, reference.driver, reference.laps.length]).toEqual([4, "Ben", 6]);
    expect(reference.why).toContain("Ben");
    const losses = all.filter(
      ({status, kind, value, place}) => status === "found" && kind === "time" && place.kind !== "lap" && value! > 0,
    );
    expect(losses.map(({place}) => place.name)).toEqual(["Turn 6 Brooklands"]);
    expect(losses[0].evidence[0]).toMatchObject({session: A, car: 3, fromM: losses[0].place.fromM});
    expect(all.find(({measure, status}) => measure === "brake point" && status === "found")?.text).toMatch(
      /^Turn 6 .* earlier/,
    );
    // every place that is not claimed says why, and those that more laps may settle how many
    const open = all.filter(({status}) => status === "not resolved");
    expect(open.length).toBeGreaterThan(20);
    for (const {reason, text} of open) expect(text).toContain(reason);
  });

  it("of a lap: parts add up to the difference of the lap times; the driver is not judged", async () => {
    const {about, reference, findings: all} = await json(`${A}:3:2`, "--reference", `${A}:4:3`);
    expect(all.flatMap(checkFinding)).toEqual([]);
    expect(about).toBe("lap");
    expect([reference.car, reference.laps]).toEqual([4, [3]]);
    const times = all.filter(({kind}) => kind === "time");
    const [whole, ...parts] = times;
    expect(whole.place.kind).toBe("lap");
    for (const of of ["value", "measured"] as const)
      expect(parts.reduce((sum, part) => sum + part[of]!, 0)).toBeCloseTo(whole.value!, 6);
    expect(all.every(({about: of, text}) => of === "lap" && text.startsWith("lap 2"))).toBe(true);
  });

  it("as text: ranked by time lost, with what else differs below, and what these laps would have shown", async () => {
    const {stdout} = await findings(A, "--driver");
    const lines = stdout.split("\n");
    expect(lines[0]).toBe(`Ada (${A}:3), laps 1–6`);
    expect(lines[1]).toMatch(new RegExp(`^against Ben \\(${A}:4\\), laps 1–6: `));
    const at = lines.findIndex((line) => line.startsWith("  Turn 6 Brooklands: +0."));
    expect(lines[at]).toMatch(
      / s a lap: \+0\.\d{3} s (on the entry|under braking).* \(\+0\.\d{3} to \+0\.\d{3} s; \d\d of \d\d pairings of laps\)/,
    );
    // the phases that add up to it, then estimates of its causes
    const below = lines.slice(
      at + 1,
      lines.findIndex((line, i) => i > at && !line.startsWith("      ")),
    );
    const [, total] = / {2}Turn 6 Brooklands: \+(\d\.\d{3}) s/.exec(lines[at])!;
    const phases = below.flatMap((line) => {
      const [, s] = /^ {6}(?:braking|entry|middle|exit): ([+−]\d\.\d{3}) s a lap/.exec(line) ?? [];
      return s ? [Number(s.replace("−", "-"))] : [];
    });
    expect(phases.length).toBeGreaterThan(0);
    expect(phases.reduce((sum, s) => sum + s, 0)).toBeLessThanOrEqual(Number(total) + 0.002);
    expect(below.find((line) => line.includes("brakes"))).toMatch(
      /^ {6}brakes \d+\.\d m earlier \(.* s a lap, an estimate$/,
    );
    expect(stdout.split("places compared").length).toBeLessThanOrEqual(2);
    expect(stdout).toMatch(/nothing else in these laps stands out above ±0\.\d\d s/);
    const two = await findings(B, "--reference", `${A}:4:1`);
    expect(two.stdout).toContain("nothing in these laps stands out above ±");
  });

  it("refuses what cannot be compared, with the reason", async () => {
    const refused: [string[], RegExp, number][] = [
      [["20260101-100000-ffffff"], /unknown session/, 1],
      [[`${A}:7`], /no car 7; cars with laps: 3–4/, 1],
      [[`${A}:3:9`], /car 3 has no lap 9/, 1],
      [[B], /the only valid lap of car 0 is the reference itself/, 1],
      [[`${B}:0:1`], /lap 1 of car 0 is the reference itself .*; name another reference/, 1],
      [[B, "--reference", `${REVERSED}:0`], /no lap can be compared: its positions do not follow the line/, 1],
      [[`${A}:3:1`, "--driver"], /--driver takes all laps/, 2],
      [["a:b:c"], /invalid name/, 2],
      [[], /needs one SESSION/, 2],
    ];
    for (const [args, text, code] of refused) {
      const answer = await findings(...args);
      expect([answer.code, answer.stderr], args.join(" ")).toEqual([code, expect.stringMatching(text)]);
      expect(answer.stdout).toBe("");
    }
  });

  it("says what is not recorded instead of a zero, and gives two laps no habit", async () => {
    const {findings: all} = await json(NO_BRAKE, "--driver", "--reference", `${A}:4`);
    const missing = all.filter(({status}) => status === "unavailable");
    expect(missing.map(({measure, reason}) => [measure, reason])).toEqual([["brake point", "no brake channel"]]);
    expect(all.some(({measure, value}) => measure === "brake point" && value !== null)).toBe(false);
    const own = await json(NO_BRAKE, "--driver");
    expect(own.subject.laps).toHaveLength(2);
    expect(own.findings.every(({status}) => status !== "found")).toBe(true);
    expect(own.findings[0].reason).toMatch(/2 laps; a habit needs 3 at least/);
  });
});
