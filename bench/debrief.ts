import {spawnSync} from "node:child_process";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {gzipSync} from "node:zlib";
import {folderArchive} from "../loaders/archive/folderArchive.js";
import {importCapture} from "../loaders/archive/importCapture.js";
import {PcapWriter, pcapHeader} from "../src/core/capture/pcapWriter.js";
import {openDebrief} from "../src/core/findings/debrief/openDebrief.js";
import {MEASURED_CHANNELS} from "../src/core/laps/cornerMeasures.js";
import {lapNameText} from "../src/core/laps/open/archivedLap.js";
import {openLaps} from "../src/core/laps/open/openLaps.js";
import {isComparable} from "../src/core/laps/referenceLap.js";
import {F1RaceSender} from "../src/core/sim/race/f1RaceSender.js";
import {Race} from "../src/core/sim/race/race.js";
import {runCommand} from "../tests/support/runCommand.js";
import {type BenchRow, main, median} from "./support.js";

// How long does a debrief of a 22-car race take, from the files of the archive: the player's, every car's, and all laps of the race
// placed on its line? And a comparison of two laps?

const CARS = 22;
const LAPS = 5;
const ROUNDS = 7;
const MAIN = fileURLToPath(new URL("../server/main.ts", import.meta.url));

/** A simulated race as a packed capture. */
function race(): Uint8Array {
  const sender = new F1RaceSender(new Race({seed: 3, laps: LAPS, cars: CARS}));
  const writer = new PcapWriter();
  while (sender.fill()) for (let i = 0; i < sender.batch.count; i++) writer.append(sender.batch, i);
  return gzipSync(Buffer.concat([pcapHeader(), writer.take()]), {level: 1});
}

/** Median of warm runs, ms, and the result of the last one. */
async function warm<T>(work: () => Promise<T>): Promise<[milliseconds: number, result: T]> {
  const times: number[] = [];
  let result = await work();
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    result = await work();
    times.push(performance.now() - start);
  }
  return [median(times), result];
}

export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "lapbook-bench-"));
  try {
    const path = join(folder, "race.pcap.gz");
    await writeFile(path, race());
    const recordings = join(folder, "recordings");
    const {sessions} = await importCapture(path, {recordings});
    const [{session, laps}] = sessions;
    const archive = folderArchive(recordings);
    const {id} = session;
    const whole = laps.filter(({complete, file, lapTimeMs}) => complete && file !== null && lapTimeMs !== null);
    const names = whole.map(({car, lap}) => ({session: id, car, lap}));
    const rows: BenchRow[] = [];
    const question = `a race of ${CARS} cars, ${whole.length} laps`;
    const row = (candidate: string, value: number, most?: number) =>
      rows.push({
        ...{question, candidate, value, unit: "ms"},
        ...(most === undefined ? {need: "", ok: true} : {need: `≤ ${most} ms`, ok: value <= most}),
      });

    const [player, debrief] = await warm(() => openDebrief(archive, {session: id, car: 0}));
    const {comparison, parts} = debrief;
    if (parts.length !== comparison.pieces.length) throw new Error(`wrong debrief: ${parts.length} parts`);
    row(`debrief of the player: ${comparison.laps.length} laps against ${comparison.references.length}`, player, 1000);
    const drivers = [...new Set(whole.filter(isComparable).map(({car}) => car))];
    const [every] = await warm(async () => {
      for (const car of drivers) await openDebrief(archive, {session: id, car, reference: "session best"});
    });
    row(`debriefs of ${drivers.length} drivers, one after the other`, every);
    const channels = [...MEASURED_CHANNELS, "rpm"];
    const [all, opened] = await warm(() => openLaps(archive, names[1], names, channels));
    const placed = opened.laps.filter((lap) => "grid" in lap && lap.grid.alignment === "track line");
    if (placed.length !== whole.length) throw new Error(`wrong laps: ${placed.length} of ${whole.length} placed`);
    row("every lap read, placed and on the 1 m grid", all, 1000);
    const [a, b] = [names[1], names[LAPS + 1]].map(lapNameText);
    const compare = ["compare", a, b, "--measures", "--json", "--recordings", recordings];
    const [two, {code, stdout}] = await warm(() => runCommand(...compare));
    const sum = code === 0 ? sumOf(JSON.parse(stdout)) : undefined;
    if (!(sum && Math.abs(sum.ms - sum.official) < 0.5)) throw new Error(`wrong comparison: ${stdout.slice(0, 200)}`);
    row("two laps compared", two, 500);
    const begun = performance.now();
    const {status} = spawnSync(process.execPath, ["--import", "tsx", MAIN, ...compare]);
    if (status !== 0) throw new Error(`compare ended with ${status}`);
    row("the same as a command, with the start of Node", performance.now() - begun);
    return rows;
  } finally {
    await rm(folder, {recursive: true});
  }
}

/** The sum of the pieces' differences, and the official one. */
function sumOf({
  laps: [{partition, officialDifferenceMs}],
}: {
  laps: {partition: {deltaMs: number}[]; officialDifferenceMs: number}[];
}): {ms: number; official: number} {
  return {ms: partition.reduce((all, {deltaMs}) => all + deltaMs, 0), official: officialDifferenceMs};
}

await main(import.meta.url, run);
