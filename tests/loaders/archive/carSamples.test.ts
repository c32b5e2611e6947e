import {cp, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {folderArchive} from "../../../loaders/archive/folderArchive.js";
import {importFile} from "../../../loaders/archive/importFile.js";
import {readArchived} from "../../../loaders/archive/library.js";
import {describeConsistency} from "../../../server/commands/describeConsistency.js";
import {GRIP_CHANNELS, griddedG} from "../../../src/core/laps/accelerations/griddedG.js";
import {gripMap} from "../../../src/core/laps/accelerations/gripMap.js";
import {carConsistency} from "../../../src/core/laps/open/carConsistency.js";
import {readStatistics} from "../../../src/core/laps/open/carSamples.js";
import {openLaps} from "../../../src/core/laps/open/openLaps.js";
import {lineSpread} from "../../../src/core/laps/pace/lineSpread.js";
import {usually} from "../../support/long.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder} from "../../support/server.js";
import {sharedData} from "../../support/sharedData.js";

const BUNDLED = fileURLToPath(new URL("../../../recordings/", import.meta.url));
const SESSION = "20260301-140000-906dfc";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await cp(join(BUNDLED, SESSION), join(folder.path, SESSION), {recursive: true});
  await writeFile(join(folder.path, SESSION, "samples", "car-0", "lap-3.arrows"), "not Arrow");
});
afterAll(() => folder.remove());

describe("readStatistics(folderArchive(recordings), session) of a simulated time trial with a damaged lap", () => {
  const read = () => readStatistics(folderArchive(folder.path), SESSION);

  it("counts the timed laps, and reads the samples of the player's car but for the damaged file, which it names", async () => {
    const {statistics, samples} = await read();
    expect(statistics.cars).toHaveLength(1);
    expect(statistics.cars[0].pace?.n).toBe(3);
    expect(statistics.race).toBeNull();
    expect(samples?.laps.map(({lap}) => lap)).toEqual([1, 2, 4]);
    expect(samples?.unreadable).toEqual([{lap: 3, because: expect.stringMatching(/damaged/)}]);
  });

  it("verifies the accelerations: the simulator computes them from forces, the check from the path and the speed", async () => {
    const {samples} = await read();
    expect(samples?.checks.lateral).toMatchObject({status: "verified", against: "v²κ of the positions"});
    expect(samples?.checks.longitudinal).toMatchObject({status: "verified", against: "change of speed"});
    // a Formula 1 car: braking and cornering beyond 3 g, accelerating below 2 g
    const radius = samples?.envelope?.radius ?? new Float64Array(36);
    const most = (from: number, to: number) => Math.max(...radius.slice(from, to).filter(Number.isFinite));
    expect(most(15, 22)).toBeGreaterThan(3);
    expect(Math.max(most(7, 12), most(25, 30))).toBeGreaterThan(3);
    expect(radius[0]).toBeLessThan(2);
  });

  it("maps the grip that was used: braking zones and corners near the limit, straights far below, nothing beyond it", async () => {
    const {samples} = await read();
    const names = [1, 2].map((lap) => ({session: SESSION, car: 0, lap}));
    const opened = await openLaps(folderArchive(folder.path), names[0], names, GRIP_CHANNELS);
    const grids = opened.laps.flatMap((lap) => ("grid" in lap ? [lap.grid] : []));
    const laps = grids.flatMap((grid) => griddedG(grid, samples!.checks) ?? []);
    expect(laps).toHaveLength(2);
    const {atM, use, resolutionM} = gripMap(laps, {averagedS: 0.05});
    const known = [...use].filter(Number.isFinite).sort((a, b) => a - b);
    expect(known.length).toBeGreaterThan(0.9 * use.length);
    expect(known[known.length - 1]).toBeLessThan(1.15);
    // the corners of our Silverstone against its longest straight
    const straight = opened.corners.straights.reduce((a, b) => (b.toM - b.fromM > a.toM - a.fromM ? b : a));
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const within = (from: number, to: number) =>
      [...use].filter((u, i) => atM[i] > from && atM[i] < to && Number.isFinite(u));
    const corner = mean(opened.corners.list.flatMap(({apexM}) => within(apexM - 15, apexM + 15)));
    const middle = (straight.fromM + straight.toM) / 2;
    expect(corner).toBeGreaterThan(1.5 * mean(within(middle - 60, middle + 60)));
    expect(Math.min(...resolutionM.filter(Number.isFinite))).toBeCloseTo(10, 2);
  });

  it("shares out the time of a lap: gears and speeds add up to it, and so do its pedals", async () => {
    const {samples, laps} = await read();
    const {use} = samples!.laps.find(({lap}) => lap === 2)!;
    const {startTime, endTime, fullThrottle} = laps.find(({lap}) => lap === 2)!;
    const whole = endTime! - startTime!;
    const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
    expect(sum(use.gear!.seconds.values()) + use.gear!.unknownS).toBeCloseTo(whole, 6);
    expect(sum(use.speed!.seconds) + use.speed!.unknownS).toBeCloseTo(whole, 6);
    expect(use.pedals!.knownS + use.pedals!.unknownS).toBeCloseTo(whole, 6);
    expect(use.pedals!.fullThrottle).toBeCloseTo(fullThrottle!, 2);
    const fuel = use.conditions.get("fuelMass")!;
    expect(fuel.first - fuel.last).toBeCloseTo(laps.find(({lap}) => lap === 2)!.fuelUsedKg!, 3);
  });

  it("the command says the same, in words and as JSON", async () => {
    const {code, stdout: out} = await runCommand("statistics", SESSION, "--recordings", folder.path);
    expect(code).toBe(0);
    expect(out).toMatch(/pace: 3 laps count, best 1:\d\d\.\d\d\d/);
    expect(out).toMatch(/lateral g: verified, R² 0\.9\d|1\.00/);
    expect(out).toMatch(/lap 3 is unreadable/);
    expect(out).not.toMatch(/NaN|Infinity|undefined/);
    const json = JSON.parse((await runCommand("statistics", SESSION, "--json", "--recordings", folder.path)).stdout);
    expect(json.cars[0].pace.n).toBe(3);
    expect(json.samples.laps[1].use.conditions.fuelMass.first).toBeGreaterThan(0);
    expect(json.samples.envelope.radius).toHaveLength(36);
  });

  it("the command has the scatter of each corner and of the line", async () => {
    // the damaged lap is one that counts: it is named, and the others are compared
    const {code, stdout} = await runCommand("statistics", SESSION, "--corners", "--recordings", folder.path);
    expect(code).toBe(0);
    expect(stdout).toMatch(/corners of 2 laps \(1, 2\), on track Silverstone/);
    expect(stdout).toMatch(/lap 3 is left out: .*damaged/);
    expect(stdout).toMatch(/Copse: time 0\.\d\d\d s/);
    expect(stdout).toMatch(/line: within 0\.\d\d m/);
    expect(stdout).toMatch(/grip used: half of the lap above [2-6]\d %/);
    expect(stdout).not.toMatch(/NaN|undefined/);
  });

  it("the command refuses what is not there", async () => {
    const refused = async (...args: string[]) => {
      const {code, stderr} = await runCommand("statistics", ...args, "--recordings", folder.path);
      return [code, stderr];
    };
    expect((await refused("20990101-000000-000000"))[1]).toMatch(/unknown session/);
    expect((await refused(SESSION, "--car", "7"))[1]).toMatch(/no car 7 in .*; cars: 0/);
    expect((await refused())[1]).toMatch(/takes one session/);
  });
});

describe.skipIf(!sharedData())("readStatistics of real recordings", () => {
  const imported = async (file: string) => {
    const recordings = join(folder.path, file.replaceAll("/", "-"));
    const {sessions} = await importFile(sharedData(file)!, {recordings});
    return {recordings, id: sessions[0].session.id};
  };

  const SOME = [
    ["acc/shared-memory-csv/live_unit_test_laguna_seca.csv.gz", "verified", "unverified"],
    ["f1-udp/derived/laps/2025_melbourne_79782ms.pcap.gz", "verified", "verified"],
  ];
  const ALL = [
    ...SOME,
    ["acc/motec-csv/acc_gt3_20hz_two_laps.csv.gz", "verified", "verified"],
    ["acc/motec/Kyalami-audi_r8_lms_evo-1-2021.12.07-17.59.12.ld.gz", "verified", "verified"],
    ["acc/motec/motec-sample1-calder-2005.ld.gz", "verified", "verified"],
    ["f1-udp/recordings/full_lap_20260112_160501.bin", "unverified", "unverified"],
  ];

  it.each(usually(SOME, ALL))(
    "%s: lateral %s, longitudinal %s, and an unverified axis makes no envelope",
    async (file, lateral, longitudinal) => {
      const {recordings, id} = await imported(file);
      const {samples} = await readStatistics(folderArchive(recordings), id);
      expect([samples?.checks.lateral.status, samples?.checks.longitudinal.status]).toEqual([lateral, longitudinal]);
      expect(samples?.envelope === null).toBe(lateral === "unverified" || longitudinal === "unverified");
      const unverified = Object.values(samples!.checks).filter(({status}) => status === "unverified");
      for (const {because} of unverified) expect(because).toMatch(/is needed|are needed/);
    },
  );

  it("a test day of a Formula 1 car: long runs and short runs, no degradation without fuel, and no line of the driver", async () => {
    const {recordings, id} = await imported("real-f1/2026_bahrain_test/practice_3/ANT/laptimes.json");
    const {statistics, laps} = await readStatistics(folderArchive(recordings), id);
    const [{stints, laps: judged}] = statistics.cars;
    // the file's own stints, with their compounds
    expect(stints.map(({firstLap, compound}) => [firstLap, compound])).toEqual([
      ...[1, 6, 11, 14, 17, 18].map((lap) => [lap, "soft"]),
      [36, "hard"],
    ]);
    expect(stints.filter(({run}) => run.kind === "long run").map(({firstLap}) => firstLap)).toEqual([18, 36]);
    expect(stints.every(({pace}) => pace.degradation === undefined)).toBe(true);
    const counted = judged
      .filter(({leftOut, row}) => !leftOut && row.complete)
      .map(({row}) => row)
      .slice(-8);
    const names = counted.map(({car, lap}) => ({session: id, car, lap}));
    const opened = await openLaps(folderArchive(recordings), names[0], names, []);
    const grids = opened.laps.flatMap((lap) => ("grid" in lap ? [lap.grid] : []));
    // what looks like a driver who repeats his line within 7 cm is the live timing's own line
    expect(grids.length).toBe(8);
    expect(lineSpread(grids)).toMatchObject({onOneLine: true});
    expect(laps.length).toBe(48);
  });

  it("laps on the live timing's line have corners, but no offsets of the driver", async () => {
    const {recordings, id} = await imported("real-f1/2026_bahrain_test/practice_3/HAM/laptimes.json");
    const found = await carConsistency(folderArchive(recordings), await readArchived(recordings, id), 0);
    expect(found).toMatchObject({laps: [8, 12], line: {onOneLine: true}});
    const text = describeConsistency(found);
    expect(text).toMatch(/the source's line, or a car on rails/);
    expect(text).toMatch(/brake point|minimum speed/);
    expect(text).not.toMatch(/offset at apex|NaN|undefined/);
  });

  it("four laps of Gran Turismo 7: the lines of a driver differ by about a metre", async () => {
    const {recordings, id} = await imported("other-sims/gt7/broad_bean_time_trial_4laps.json.gz");
    const names = [2, 3, 4, 5].map((lap) => ({session: id, car: 0, lap}));
    const opened = await openLaps(folderArchive(recordings), names[0], names, []);
    const found = lineSpread(opened.laps.flatMap((lap) => ("grid" in lap ? [lap.grid] : [])))!;
    const known = found.spread.filter(Number.isFinite).sort();
    expect(found.onOneLine).toBe(false);
    expect(known.length).toBeGreaterThan(0.95 * found.spread.length);
    expect(known[known.length >> 1]).toBeGreaterThan(0.5);
    expect(known[known.length >> 1]).toBeLessThan(2.5);
    expect(known[Math.floor(0.95 * known.length)]).toBeLessThan(8);
  });
});
