import {rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {writeDrivenSession} from "../../support/drivenSession.js";
import {presses, ramp} from "../../support/gridLaps.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder} from "../../support/server.js";

const [A, B, SPA, OTHER] = ["aaaaaa", "bbbbbb", "cccccc", "dddddd"].map((hash) => `20260101-100000-${hash}`);
/** Slows to 90 km/h for Monza's first chicane. `from`: where; `after`: speed on the way to the next one. */
const speed = (from: number, after: number) => ramp([0, 300], [from, 300], [890, 90], [980, 90], [1300, after]);
const brake = (from: number) => presses([from, from + 10, 840, 890, 0.9]);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  const {path} = folder;
  await writeDrivenSession(path, A, "monza", [
    {speedKmh: speed(760, 280), brake: brake(760)},
    {speedKmh: speed(700, 280), brake: brake(700)},
    {speedKmh: speed(760, 280), positions: false},
    {speedKmh: speed(760, 280), toM: 3000, row: {complete: false, lapTimeMs: null}},
    {speedKmh: speed(760, 280), row: {pit: true}},
  ]);
  await writeDrivenSession(path, B, "monza", [{speedKmh: speed(760, 270)}]);
  await writeDrivenSession(
    path,
    OTHER,
    "monza",
    [{speedKmh: speed(700, 280)}, {speedKmh: speed(700, 280), positions: false}],
    {
      source: {game: "Another", format: 1, gameVersion: "", simulated: false, file: null},
      track: {id: -1, name: "Autodromo", lengthM: 0, sectorStartsM: null},
    },
  );
  await writeDrivenSession(path, SPA, "spa", [{speedKmh: () => 200}]);
});
afterAll(() => folder.remove());

const compare = (...args: string[]) => runCommand("compare", ...args, "--recordings", folder.path);
type Answer = {reference: string; laps: Compared[]};
type Compared = Record<string, unknown> & {partition: Stretch[]; officialDifferenceMs: number};
type Stretch = {
  kind: string;
  name: string;
  fromM: number;
  toM: number;
  ms: number;
  deltaMs: number;
  phases: Record<string, {ms: number; deltaMs: number}>;
};
async function json(...args: string[]): Promise<Answer> {
  const {stdout} = await compare(...args, "--json");
  return JSON.parse(stdout);
}
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

describe("lapbook compare", () => {
  it("adds pieces up to the lap and the difference, phases to their corner, and finds the loss in its corner", async () => {
    const {reference, laps} = await json(`${A}:0:1`, `${A}:0:2`);
    expect(reference).toBe(`${A}:0:1`);
    const [{partition, lap, alignment, officialDifferenceMs, deltaAtLineMs, uncertaintyMs, measuredDifferenceMs}] =
      laps;
    expect([lap, alignment]).toEqual([`${A}:0:2`, "track line"]);
    expect(sum(partition.map(({deltaMs}) => deltaMs))).toBeCloseTo(officialDifferenceMs, 6);
    expect(Math.abs((deltaAtLineMs as number) - officialDifferenceMs)).toBeLessThan(uncertaintyMs as number);
    expect(Math.abs((measuredDifferenceMs as number) - officialDifferenceMs)).toBeLessThan(uncertaintyMs as number);
    expect([partition[0].fromM, partition.at(-1)!.toM]).toEqual([0, expect.closeTo(5793, 0)]);
    for (const {kind, phases, ms, deltaMs} of partition) {
      if (kind !== "corner") continue;
      expect(sum(Object.values(phases).map((phase) => phase.ms))).toBeCloseTo(ms, 6);
      expect(sum(Object.values(phases).map((phase) => phase.deltaMs))).toBeCloseTo(deltaMs, 6);
    }
    // slower over 190 m instead of 130 m: Δs·ln(v0/v1)/(v0 − v1) each, and 60 m at 300 km/h less
    const slowing = (metres: number) => (metres * Math.log(300 / 90)) / ((300 - 90) / 3.6);
    const loss = 1000 * (slowing(190) - slowing(130) - 60 / (300 / 3.6));
    const first = partition.find(({name}) => name.startsWith("Turn 1 "))!;
    expect(Math.abs(first.deltaMs - loss)).toBeLessThan(3);
    expect(Math.abs(officialDifferenceMs - loss)).toBeLessThan(2);
  });

  it("compares laps of several sessions of a circuit, each with the same cuts", async () => {
    const {laps} = await json(`${A}:0:1`, `${B}:0:1`, `${A}:0:2`);
    expect(laps[0].partition.map(({fromM}) => fromM)).toEqual(laps[1].partition.map(({fromM}) => fromM));
    expect(sum(laps[0].partition.map(({deltaMs}) => deltaMs))).toBeCloseTo(laps[0].officialDifferenceMs, 6);
  });

  it("knows another game's version of the circuit by its shape, under any name", async () => {
    const {code, stdout} = await compare(`${A}:0:1`, `${OTHER}:0:1`, `${OTHER}:0:2`, "--json");
    expect(code).toBe(1);
    const [{partition, officialDifferenceMs, alignment}, other] = JSON.parse(stdout).laps;
    expect(alignment).toBe("track line");
    expect(sum(partition.map(({deltaMs}: Stretch) => deltaMs))).toBeCloseTo(officialDifferenceMs, 6);
    expect(other.unavailable).toBe("it was driven on Autodromo, the reference on Monza: no positions");
  });

  it("answers for laps without positions and through the pits, and says so", async () => {
    const {laps} = await json(`${A}:0:1`, `${A}:0:3`, `${A}:0:5`);
    expect(laps[0]).toMatchObject({alignment: "lap fraction", notes: [expect.stringContaining("no positions")]});
    expect(sum(laps[0].partition.map(({deltaMs}) => deltaMs))).toBeCloseTo(laps[0].officialDifferenceMs, 6);
    expect(laps[1].notes).toEqual([`${A}:0:5 passed the pit lane`]);
    // a reference without positions: corners by the distance along the circuit that its name says
    const bare = await json(`${A}:0:3`, `${A}:0:1`);
    expect(bare.laps[0].partition.length).toBeGreaterThan(11);
  });

  it("refuses a lap of another circuit and one that is not whole, and answers for the others", async () => {
    const {code, stdout} = await compare(`${A}:0:1`, `${SPA}:0:1`, `${A}:0:4`, `${A}:0:2`, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout).laps).toEqual([
      {
        lap: `${SPA}:0:1`,
        unavailable: expect.stringMatching(
          /^it was driven on Spa-Francorchamps, the reference on Monza: not the same circuit/,
        ),
      },
      {lap: `${A}:0:4`, unavailable: "it was not finished", advice: "whole laps of this car: 1–3, 5"},
      expect.objectContaining({lap: `${A}:0:2`, partition: expect.any(Array)}),
    ]);
  });

  it("in text too names a lap that is not finished where its table would be, as `laps` lists it", async () => {
    const {code, stdout, stderr} = await compare(`${A}:0:1`, `${A}:0:4`);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toContain(`\n${A}:0:4  not compared: it was not finished; whole laps of this car: 1–3, 5\n`);
    const alone = await runCommand("findings", `${A}:0:4`, "--recordings", folder.path);
    expect(alone.stderr).toContain("no lap can be compared: it was not finished; whole laps of this car: 1–3, 5");
    const {stdout: list} = await runCommand("laps", A, "--recordings", folder.path);
    const flags = list
      .split("\n")
      .flatMap((line) => /^ +0:(\d) .*(?:–|\.\d{3})(.*)$/.exec(line)?.slice(1).join("").replace(/ +/, " ") ?? []);
    expect(flags).toEqual(["1", "2", "3", "4 not finished", "5 pit"]);
  });

  it("reads the named laps only, and says which file is damaged", async () => {
    const {path, remove} = await temporaryFolder();
    const laps = [1, 2, 3, 4].map(() => ({speedKmh: () => 250}));
    await writeDrivenSession(path, A, "monza", laps);
    const file = (lap: number) => join(path, A, `samples/car-0/lap-${lap}.arrows`);
    await rm(file(2));
    await writeFile(file(3), "no samples");
    const answer = await runCommand("compare", `${A}:0:1`, `${A}:0:4`, "--json", "--recordings", path);
    expect([answer.code, answer.stderr]).toEqual([0, ""]);
    const {code, stdout} = await runCommand(
      "compare",
      `${A}:0:1`,
      `${A}:0:2`,
      `${A}:0:3`,
      `${A}:0:4`,
      "--json",
      "--recordings",
      path,
    );
    const [gone, damaged, whole] = JSON.parse(stdout).laps;
    expect(code).toBe(1);
    expect(gone.unavailable).toMatch(new RegExp(`^samples of ${A}:0:2: ENOENT`));
    expect(damaged.unavailable).toMatch(new RegExp(`^samples of ${A}:0:3: `));
    expect(whole.partition.length).toBeGreaterThan(11);
    const reference = await runCommand("compare", `${A}:0:3`, `${A}:0:1`, "--recordings", path);
    expect([reference.code, reference.stderr]).toEqual([1, expect.stringMatching(/^lapbook: samples of .*:0:3: /)]);
    await remove();
  });

  it("says how to mend a wrong name", async () => {
    const wrong = async (...args: string[]) => {
      const {code, stderr} = await compare(...args);
      return [code, stderr.trim()];
    };
    expect(await wrong()).toEqual([2, expect.stringContaining("compare needs a reference and a lap")]);
    expect(await wrong(`${A}:0:1`, "lap 2")).toEqual([
      2,
      expect.stringContaining("invalid lap: lap 2; a lap is SESSION:CAR:LAP"),
    ]);
    expect(await wrong(`${A}:0:1`, "none:0:1")).toEqual([1, expect.stringContaining("unknown session: none")]);
    expect(await wrong(`${A}:0:1`, `${A}:0:9`)).toEqual([1, `lapbook: no lap 9 of car 0 in ${A}; laps of car 0: 1–5`]);
    expect(await wrong(`${A}:0:1`, `${A}:7:1`)).toEqual([1, expect.stringContaining("cars with laps: 0")]);
    expect(await wrong(`${A}:0:4`, `${A}:0:1`)).toEqual([
      1,
      `lapbook: the reference ${A}:0:4 can't be used: it was not finished; whole laps of this car: 1–3, 5`,
    ]);
  });

  it("--measures shows what the laps did in the corners, against the reference", async () => {
    const {stdout} = await compare(`${A}:0:1`, `${A}:0:2`, "--measures");
    const row = stdout.split("\n").find((line) => /Turn 1 Rettifilo .*\(/.test(line) && !line.includes("–"));
    // brakes 60 m earlier, known to a sample's 1.4 m; the gear and the least speed are the same
    expect(row?.trim().split(/\s{2,}/)).toEqual([
      "Turn 1 Rettifilo",
      expect.stringMatching(/^70[01] \(−(59|60|61)\)$/),
      "1",
      "90",
      ...Array(5).fill(expect.any(String)),
      expect.any(String),
      "3",
    ]);
    const {laps} = await json(`${A}:0:1`, `${A}:0:2`, "--measures");
    const {lap, reference} = laps[0].measures as Record<
      string,
      {brake: {pointM: number} | null; throttle: unknown; unavailable: object}[]
    >;
    expect(Math.abs(lap[0].brake!.pointM - 700.6)).toBeLessThan(1.5);
    expect(Math.abs(reference[0].brake!.pointM - 760.6)).toBeLessThan(1.5);
    expect(lap[0].unavailable).toEqual({throttle: "throttle is 1 all lap: not recorded"});
    expect(stdout).toContain("? throttle: throttle is 1 all lap: not recorded (all corners)");
    expect((await json(`${A}:0:1`, `${A}:0:2`)).laps[0].measures).toBeUndefined();
  });

  it("prints a table whose sum is the official difference", async () => {
    const {code, stdout} = await compare(`${A}:0:1`, `${A}:0:2`);
    expect(code).toBe(0);
    const {laps} = await json(`${A}:0:1`, `${A}:0:2`);
    const text = `+${(laps[0].officialDifferenceMs / 1000).toFixed(3)}`;
    expect(stdout).toContain(`${A}:0:2  ${text} s by official times`);
    expect(stdout).toMatch(new RegExp(`\\n +sum +\\${text}\\n`));
    expect(stdout).toMatch(/Turn 1 Rettifilo +\d+–\d+ m +\d+\.\d{3} +\+\d\.\d{3} {2}braking \+\d\.\d{3}, entry/);
  });
});
